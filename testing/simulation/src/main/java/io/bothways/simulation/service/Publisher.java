package io.bothways.simulation.service;

import io.bothways.connector.SourceRecord;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes change events of what was read, without what merge is known to hold. An acknowledgement counts until another
 * reading of the record is published; every doubt is decided for publishing.
 */
final class Publisher {
    private record Known(String digest, long mergedAt, long publishedAt) {}

    private final ModelApp app;
    private final Timeline timeline;
    private final Words words;
    private final Map<RecordRef, Known> known = new HashMap<>();

    Publisher(ModelApp app, Timeline timeline, Words words) {
        this.app = app;
        this.timeline = timeline;
        this.words = words;
    }

    /** Merge says what it holds. */
    void learn(Mirrored mirrored, long at) {
        Known held = known.get(mirrored.ref());
        if (held == null || held.publishedAt <= at && held.mergedAt <= at) {
            String digest = mirrored.deleted() ? "" : mirrored.digest();
            known.put(mirrored.ref(), new Known(digest, at, held == null ? 0 : held.publishedAt));
        }
    }

    /** What is news in one answer. */
    final class News {
        private final Thing thing;
        private final Cause.Kind cause;
        private final Dated<?> answer;
        private final boolean indexed;
        private final boolean knownToo;
        private final List<ChangeEvent> events = new ArrayList<>();

        News(Thing thing, Cause.Kind cause, Dated<?> answer, boolean indexed, boolean knownToo) {
            this.thing = thing;
            this.cause = cause;
            this.answer = answer;
            this.indexed = indexed;
            this.knownToo = knownToo;
        }

        void changed(SourceRecord record) {
            if (isNews(ref(record.id()), Digest.of(record.fields()), record.version())) {
                events.add(new ChangeEvent.RecordChanged(words.head(account(), cause, record.version()),
                        new Snapshot(ref(record.id()), record.fields(), evidence(record.version()), true)));
            }
        }

        void deleted(String id) {
            if (isNews(ref(id), "", 0)) {
                events.add(new ChangeEvent.RecordDeleted(words.head(account(), cause, 0), ref(id), evidence(0)));
            }
        }

        void combined(String loser, String survivor) {
            forget(ref(loser));
            app.record(loser).ifPresent(AppRecord::publishHeir);
            events.add(new ChangeEvent.RecordsCombined(
                    words.head(account(), cause, 0), ref(loser), ref(survivor), evidence(0)));
        }

        void publish(Channel<ChangeEvent> channel) {
            channel.sendAll(events);
        }

        private boolean isNews(RecordRef ref, String digest, long version) {
            Known held = known.get(ref);
            boolean same = held != null && held.digest.equals(digest);
            if (same && !knownToo && version <= held.mergedAt) {
                return false;
            }
            if (!same) {
                forget(ref);
            }
            return true;
        }

        private void forget(RecordRef ref) {
            known.computeIfPresent(ref, (any, held) -> new Known("?", held.mergedAt, timeline.now()));
        }

        private RecordRef ref(String id) {
            return Words.ref(app, thing, id);
        }

        private Evidence evidence(long version) {
            return answer.evidence(version, indexed);
        }

        private AccountId account() {
            return app.account();
        }
    }
}
