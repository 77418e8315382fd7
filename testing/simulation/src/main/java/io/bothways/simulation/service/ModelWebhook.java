package io.bothways.simulation.service;

import io.bothways.connector.read.Found;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppApi;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Reply;
import io.bothways.simulation.wire.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes pushes as hints: durable at once, read again by id after a while, forgotten once published. */
public final class ModelWebhook extends Process {
    private final ModelApp app;
    private final AppApi api;
    private final Calls calls;
    private final Timeline timeline;
    private final Faults faults;
    private final Publisher publisher;
    private final Channel<ChangeEvent> changes;
    private final Map<String, Long> pending = new LinkedHashMap<>();
    private long sequence;
    private boolean reading;

    public ModelWebhook(ModelApp app, Calls calls, Timeline timeline, Faults faults, Words words,
            Channel<ChangeEvent> changes) {
        super(timeline, faults, FaultKind.WEBHOOK_KILLED);
        this.app = app;
        this.api = new AppApi(app);
        this.calls = calls;
        this.timeline = timeline;
        this.faults = faults;
        this.publisher = new Publisher(app, timeline, words);
        this.changes = changes;
        if (app.traits().hints()) {
            app.push(this::push);
        }
    }

    private void push(AppRecord record) {
        if (faults.strikes(FaultKind.HINT_DROPPED)) {
            return;
        }
        if (faults.strikes(FaultKind.HINT_DOUBLED)) {
            timeline.between(100, 30_000, () -> hint(record.id()));
        }
        boolean late = faults.strikes(FaultKind.HINT_LATE);
        timeline.between(late ? 30_000 : 100, late ? 200_000 : 3_000, () -> hint(record.id()));
    }

    /** An app repeats a push until it is answered 2xx, so a receiver that is down loses none. */
    private void hint(String id) {
        pending.put(id, ++sequence);
        timeline.between(2_000, 6_000, this::read);
    }

    @Override
    void restart() {
        reading = false;
        read();
    }

    private void read() {
        if (down() || reading || pending.isEmpty()) {
            return;
        }
        reading = true;
        Map<String, Long> asked = new LinkedHashMap<>(pending);
        calls.read(() -> api.readByIds(asked.keySet()), inThisLife((Reply<Found> reply) -> {
            reading = false;
            switch (reply) {
                case Reply.Failed<Found> failed -> timeline.between(2_000, 20_000, this::read);
                case Reply.Answered<Found>(Dated<Found> dated) -> {
                    if (dies()) {
                        return;
                    }
                    publish(asked.keySet().stream().toList(), dated);
                    if (dies()) {
                        return;
                    }
                    // A hint that came while the record was read wants another reading.
                    asked.forEach(pending::remove);
                    if (!pending.isEmpty()) {
                        timeline.between(2_000, 6_000, this::read);
                    }
                }
            }
        }));
    }

    private void publish(List<String> ids, Dated<Found> dated) {
        for (Thing thing : Thing.values()) {
            Publisher.News news = publisher.new News(thing, Cause.Kind.WEBHOOK, dated, false, true);
            Found found = dated.value();
            found.records().stream().filter(record -> is(thing, record.id())).forEach(news::changed);
            ids.stream().filter(id -> found.missing().contains(id) && is(thing, id)).forEach(news::deleted);
            ids.stream().filter(id -> found.moved().containsKey(id) && is(thing, id))
                    .forEach(id -> news.combined(id, found.moved().get(id)));
            news.publish(changes);
        }
    }

    private boolean is(Thing thing, String id) {
        return app.record(id).filter(record -> record.thing() == thing).isPresent();
    }

    public boolean busy() {
        return !pending.isEmpty() || down();
    }
}
