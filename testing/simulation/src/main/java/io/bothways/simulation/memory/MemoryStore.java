package io.bothways.simulation.memory;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Patience;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Removal;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.remove.RemovalSource;
import io.bothways.merge.remove.Removing;
import io.bothways.merge.work.Departure;
import io.bothways.merge.work.LostValue;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The merge's tables, as maps. */
public final class MemoryStore implements Sessions, RemovalSource {
    private final Telling telling;
    private final String region;
    private final Map<RecordKey, MirrorRecord> mirror = new TreeMap<>();
    private final Map<LinkKey, Link> links = new TreeMap<>();
    private final Set<Edge> waiting = new LinkedHashSet<>();
    private final Map<String, Departure> commands = new LinkedHashMap<>();
    private final Map<RecordKey, Map<String, String>> index = new TreeMap<>();
    private final List<LostValue> lost = new ArrayList<>();
    private final List<ChangeEvent.ListingFinished> listings = new ArrayList<>();
    private final List<Consumer<Staged>> inspectors = new ArrayList<>();

    public MemoryStore(Telling telling, String region) {
        this.telling = telling;
        this.region = region;
    }

    /** Somebody who sees each commit. */
    public void inspect(Consumer<Staged> newInspector) {
        inspectors.add(newInspector);
    }

    @Override
    public <T> T look(Function<Session, T> step) {
        return step.apply(new MemorySession(this, telling));
    }

    @Override
    public <T> T untilCommitted(Function<Session, Optional<T>> step) {
        for (int attempt = 0; attempt < 50; attempt++) {
            MemorySession session = new MemorySession(this, telling);
            try {
                Optional<T> answer = step.apply(session);
                if (answer.isPresent()) {
                    telling.reached(Crash.Point.BEFORE_COMMIT);
                    session.staged().ifPresent(this::commit);
                    session.repeated().forEach(record -> mirror.put(record.key(), record.asStored()));
                    telling.reached(Crash.Point.AFTER_COMMIT);
                    return answer.get();
                }
            } catch (RuntimeException failure) {
                if (!Patience.overtaken(failure)) {
                    throw failure;
                }
            }
        }
        throw new IllegalStateException("an attempt reaches ever further");
    }

    private void commit(Staged staged) {
        for (MirrorRecord record : staged.records()) {
            mirror.put(record.key(), record.asStored());
            index.put(record.key(), record.keys(staged.workspace().syncs().keyFields(record.key()), region));
        }
        for (Link link : staged.links()) {
            if (link.removed()) {
                links.remove(link.key());
            } else {
                links.put(link.key(), link.asStored(link.sync()));
            }
        }
        waiting.addAll(staged.workspace().edges());
        staged.workspace().edgesOver().forEach(waiting::remove);
        staged.answered().forEach(commands::remove);
        staged.workspace().departures().forEach(departure ->
                commands.put(departure.command().head().id(), departure));
        lost.addAll(staged.workspace().lostValues());
        staged.workspace().batch().changes().forEach(change -> {
            if (change instanceof ChangeEvent.ListingFinished finished) {
                listings.add(finished);
            }
        });
        inspectors.forEach(inspector -> inspector.accept(staged));
    }

    /** The key values under which a record is found. */
    Map<String, String> indexed(RecordKey key) {
        return index.getOrDefault(key, Map.of());
    }

    Map<LinkKey, Link> linksByKey() {
        return links;
    }

    Set<Edge> waiting() {
        return waiting;
    }

    /** What is known of a record. */
    public Optional<MirrorRecord> record(RecordKey key) {
        return Optional.ofNullable(mirror.get(key));
    }

    public Collection<MirrorRecord> records() {
        return mirror.values();
    }

    public Collection<Link> links() {
        return links.values();
    }

    public Optional<Link> link(LinkKey key) {
        return Optional.ofNullable(links.get(key));
    }

    public Collection<Departure> departures() {
        return commands.values();
    }

    /** The commands that were not answered, oldest first. */
    public List<WriteCommand> unanswered() {
        return commands.values().stream().map(Departure::command).toList();
    }

    public List<LostValue> lostValues() {
        return lost;
    }

    public List<ChangeEvent.ListingFinished> listings() {
        return listings;
    }

    @Override
    public List<Removing> open() {
        return links.values().stream()
                .filter(Link::live)
                .flatMap(link -> link.removal().filter(Removal::open)
                        .map(removal -> new Removing(link.key(), removal)).stream())
                .toList();
    }

    @Override
    public long gone(LinkKey object, Side target, Instant since) {
        return links.values().stream()
                .filter(link -> link.key().sibling("").equals(object))
                .flatMap(link -> link.removal().stream())
                .filter(removal -> removal.step() == Removal.Step.GONE && removal.target() == target
                        && removal.since().isAfter(since))
                .count();
    }

    @Override
    public long pairs(LinkKey object) {
        return links.values().stream()
                .filter(link -> link.key().sibling("").equals(object) && link.live() && link.full())
                .count();
    }

    /** The links that sleep although their wait is over. */
    public Batch asleep(Syncs syncs) {
        MemorySession session = new MemorySession(this, telling);
        List<Edge> over = session.over(waiting);
        Set<LinkKey> asleep = new LinkedHashSet<>();
        over.forEach(edge -> asleep.add(edge.waiting()));
        links.values().stream()
                .filter(link -> link.awaitsCreate() && syncs.of(link.key()).isPresent())
                .forEach(link -> asleep.add(link.key()));
        return Batch.ofLinks(asleep, over);
    }
}
