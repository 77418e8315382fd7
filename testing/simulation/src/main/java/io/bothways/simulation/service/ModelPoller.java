package io.bothways.simulation.service;

import io.bothways.connector.read.Found;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.record.RecordRef;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppApi;
import io.bothways.simulation.app.AppApi.Page;
import io.bothways.simulation.app.AppApi.Position;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Reply;
import io.bothways.simulation.wire.Timeline;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Polls one app: a listing first, then what was modified since a durable position, with overlap. */
public final class ModelPoller extends Process {
    /** Longer than the index lags and a call takes; stamps that tick more slowly want more. */
    private static final long LEAST_OVERLAP = 60_000;

    private final ModelApp app;
    private final AppApi api;
    private final Calls calls;
    private final Timeline timeline;
    private final Words words;
    private final Publisher publisher;
    private final PageSteps steps;
    private final Channel<ChangeEvent> changes;
    private final Channel<ChangeEvent> backfill;
    private final Channel<RecordRef> rereads;
    private final long interval;
    private final long overlap;
    private final Map<Thing, Position> cursors = new EnumMap<>(Thing.class);
    private int listings;

    public ModelPoller(ModelApp app, Calls calls, Timeline timeline, Faults faults, Words words, PageSteps steps,
            Channel<ChangeEvent> changes, Channel<ChangeEvent> backfill) {
        super(timeline, faults, FaultKind.POLLER_KILLED);
        this.app = app;
        this.api = new AppApi(app);
        this.calls = calls;
        this.timeline = timeline;
        this.words = words;
        this.publisher = new Publisher(app, timeline, words);
        this.steps = steps;
        this.changes = changes;
        this.backfill = backfill;
        this.rereads = new Channel<>(timeline, faults, false);
        this.overlap = LEAST_OVERLAP + app.traits().tick();
        this.interval = timeline.luck().nextLong(60_000, 300_000);
        rereads.readBy(this::reread);
    }

    public void start() {
        for (Thing thing : Thing.values()) {
            list(thing);
        }
    }

    @Override
    void restart() {
        for (Thing thing : Thing.values()) {
            if (cursors.containsKey(thing)) {
                poll(thing);
            } else {
                list(thing);
            }
        }
        reread();
    }

    /** Lists everything, also what merge is known to hold; nothing that it leads to may be written. */
    public void list(Thing thing) {
        listings++;
        long startedAt = timeline.now() + app.traits().skew();
        list(thing, "", new Listing(timeline.instant(), startedAt, words.next("run")), 0);
    }

    private record Listing(Instant startedAt, long appTime, String run) {}

    private void list(Thing thing, String after, Listing listing, long records) {
        calls.read(() -> api.list(thing, after), inThisLife((Reply<Page> reply) -> {
            switch (reply) {
                case Reply.Failed<Page> failed -> timeline.between(2_000, 20_000,
                        inThisLife(() -> list(thing, after, listing, records)));
                case Reply.Answered<Page>(Dated<Page> dated) -> {
                    Page page = dated.value();
                    publish(thing, Cause.Kind.LISTING, dated, false, true, backfill);
                    if (dies()) {
                        return;
                    }
                    long total = records + page.records().size();
                    if (page.more()) {
                        list(thing, page.next().id(), listing, total);
                    } else {
                        Position since = new Position(listing.appTime - overlap, "");
                        catchUp(thing, since, listing, total);
                    }
                }
            }
        }));
    }

    /** What was modified while the listing went on; after it the listing is complete. */
    private void catchUp(Thing thing, Position from, Listing listing, long records) {
        calls.read(() -> api.changes(thing, from), inThisLife((Reply<Page> reply) -> {
            switch (reply) {
                case Reply.Failed<Page> failed -> timeline.between(2_000, 20_000,
                        inThisLife(() -> catchUp(thing, from, listing, records)));
                case Reply.Answered<Page>(Dated<Page> dated) -> {
                    publish(thing, Cause.Kind.LISTING, dated, indexed(), true, backfill);
                    if (dies()) {
                        return;
                    }
                    if (dated.value().more()) {
                        catchUp(thing, dated.value().next(), listing, records);
                        return;
                    }
                    backfill.send(new ChangeEvent.ListingFinished(
                            words.head(app.account(), Cause.Kind.LISTING, 0), listing.run, app.typeOf(thing), records,
                            listing.startedAt, 0, 1));
                    listings--;
                    if (cursors.putIfAbsent(thing, new Position(listing.appTime - overlap, "")) == null) {
                        pollLater(thing);
                    }
                }
            }
        }));
    }

    private void pollLater(Thing thing) {
        timeline.between(interval * 9 / 10, interval * 11 / 10, inThisLife(() -> poll(thing)));
    }

    private void poll(Thing thing) {
        Position stored = cursors.get(thing);
        poll(thing, new Position(stored.stamp() - overlap, ""));
    }

    private void poll(Thing thing, Position from) {
        calls.read(() -> api.changes(thing, from), inThisLife((Reply<Page> reply) -> {
            switch (reply) {
                case Reply.Failed<Page> failed -> pollLater(thing);
                case Reply.Answered<Page>(Dated<Page> dated) -> {
                    Position next = dated.value().next();
                    steps.handle(
                            () -> publish(thing, Cause.Kind.POLL, dated, indexed(), false, changes),
                            this::dies,
                            () -> advance(thing, next));
                    if (down()) {
                        return;
                    }
                    if (dated.value().more()) {
                        poll(thing, next);
                    } else {
                        pollLater(thing);
                    }
                }
            }
        }));
    }

    private void advance(Thing thing, Position next) {
        cursors.merge(thing, next, (old, now) -> now.stamp() > old.stamp() ? now : old);
    }

    private void publish(Thing thing, Cause.Kind cause, Dated<Page> dated, boolean indexed, boolean knownToo,
            Channel<ChangeEvent> channel) {
        Page page = dated.value();
        Publisher.News news = publisher.new News(thing, cause, dated, indexed, knownToo);
        page.records().forEach(news::changed);
        page.deleted().forEach(news::deleted);
        page.combined().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(combined -> news.combined(combined.getKey(), combined.getValue()));
        news.publish(channel);
    }

    /** Merge wants a record to be read again. */
    public void wish(RecordRef ref) {
        rereads.send(ref);
    }

    private void reread() {
        if (down()) {
            return;
        }
        List<RecordRef> due = rereads.due(5);
        if (due.isEmpty()) {
            return;
        }
        // Committed with the offset once published; a crash before that reads them again.
        rereads.commit(due.size());
        reread(due);
    }

    private void reread(List<RecordRef> refs) {
        List<String> ids = refs.stream().map(RecordRef::id).distinct().sorted().toList();
        calls.read(() -> api.readByIds(ids), (Reply<Found> reply) -> {
            switch (reply) {
                case Reply.Answered<Found>(Dated<Found> dated) when !down() -> found(refs, dated);
                case Reply.Answered<Found> lost -> timeline.between(1_000, 5_000, () -> reread(refs));
                case Reply.Failed<Found> failed -> timeline.between(2_000, 20_000, () -> reread(refs));
            }
        });
    }

    private void found(List<RecordRef> refs, Dated<Found> dated) {
        for (Thing thing : Thing.values()) {
            List<String> ids = refs.stream()
                    .filter(ref -> ref.type().equals(app.typeOf(thing)))
                    .map(RecordRef::id)
                    .toList();
            Publisher.News news = publisher.new News(thing, Cause.Kind.REQUEST, dated, false, true);
            Found found = dated.value();
            found.records().stream().filter(record -> ids.contains(record.id())).forEach(news::changed);
            found.missing().stream().filter(ids::contains).sorted().forEach(news::deleted);
            found.moved().entrySet().stream()
                    .filter(moved -> ids.contains(moved.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(moved -> news.combined(moved.getKey(), moved.getValue()));
            news.publish(changes);
        }
        reread();
    }

    /** Merge says what it holds. */
    public void learn(Mirrored mirrored) {
        long at = timeline.now();
        timeline.between(50, 2_000, () -> publisher.learn(mirrored, at));
    }

    private boolean indexed() {
        return app.traits().indexLag() > 0;
    }

    /** Whether a listing or a wish is open. */
    public boolean busy() {
        return listings > 0 && cursors.size() < Thing.values().length || !rereads.isEmpty() || down();
    }
}
