package io.bothways.poller.publish;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.DeletionSource.Deleted;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.RecordRef;
import io.bothways.poller.PollMeters;
import io.bothways.poller.PolledType;
import io.bothways.poller.publish.KnownRecords.Known;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.calls.Dated;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.codec.UnencodableMessage;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Publishes what was read as change events, without what merge is known to hold. */
@ApplicationScoped
public class ChangePublisher {
    private static final Logger LOG = Logger.getLogger(ChangePublisher.class);

    private final KnownRecords known;
    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;
    private final Clock clock;
    private final PollMeters meters;

    /**
     * Events on their way; {@code durable} completes when all of them are.
     *
     * @param edits the records among them that were told as changed
     */
    public record Publication(
            long records, long published, List<SourceRecord> edits, CompletableFuture<Void> durable) {
        /** Waits until all is durable; throws where it did not become so. */
        public Publication await() {
            durable.join();
            return this;
        }
    }

    ChangePublisher(
            KnownRecords known, EventSender sender, Codec codec, MessageHeads heads, Clock clock, PollMeters meters) {
        this.known = known;
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
        this.clock = clock;
        this.meters = meters;
    }

    /** A page of changes or of a listing. Every field that the configuration asks for was asked for. */
    public Publication page(Reading reading, Dated<Page> dated) {
        Page page = dated.value();
        List<String> ids = new ArrayList<>(page.deleted());
        ids.addAll(page.combined().keySet());
        page.records().forEach(record -> ids.add(record.id()));
        News news = new News(reading, dated, page.indexed(), knownOf(reading, ids));
        page.records().forEach(news::changed);
        page.deleted().forEach(news::deleted);
        page.combined().forEach(news::combinedUnlessKnown);
        return publish(reading, news, page.records().size() + page.deleted().size() + page.combined().size());
    }

    /** A page of the app's feed of deletions. A record that was combined is not gone: it lives on in another one. */
    public Publication deletions(Reading reading, Dated<Deleted> dated) {
        Deleted page = dated.value();
        List<String> gone = page.deleted().stream()
                .filter(id -> !page.combined().containsKey(id))
                .toList();
        News news = new News(reading, dated, false, knownOf(reading, gone));
        gone.forEach(news::deleted);
        page.combined().forEach(news::combined);
        return publish(reading, news, gone.size() + page.combined().size());
    }

    /** Notes which of the records that merge holds a page of a listing has shown. */
    public void listed(PolledType type, Page page, Instant startedAt) {
        known.listed(type, page.records().stream().map(SourceRecord::id).toList(), startedAt);
    }

    /**
     * Records that merge held before the listing began and that no page of it has shown, by id.
     *
     * @param after the last id of the batch before; empty for the first
     */
    public List<String> unlisted(PolledType type, Instant startedAt, String after, int most) {
        return known.unlisted(type, startedAt, after, most);
    }

    /** What a read by id found; a miss that cannot be trusted says nothing. */
    public Publication found(Reading reading, Dated<Found> dated) {
        Found found = dated.value();
        List<String> ids = new ArrayList<>(found.missing());
        found.records().forEach(record -> ids.add(record.id()));
        News news = new News(reading, dated, false, knownOf(reading, ids));
        found.records().forEach(news::changed);
        if (found.reliable()) {
            found.missing().forEach(news::deleted);
        }
        found.moved().forEach(news::combined);
        return publish(reading, news, found.records().size() + found.missing().size() + found.moved().size());
    }

    /** Says on every partition that the listing is complete; returns when all copies are durable. */
    public void finished(Reading reading, String run, long records, Instant startedAt) {
        int partitions = sender.partitions(reading.topic());
        List<CompletableFuture<Void>> copies = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            ChangeEvent event = new ChangeEvent.ListingFinished(
                    head(reading, 0), run, reading.type().type(), records, startedAt, partition, partitions);
            copies.add(sender.send(
                    new Outgoing(reading.topic(), reading.type().key(), Envelope.headers(event), codec.encode(event)),
                    partition));
        }
        CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new)).join();
    }

    private Publication publish(Reading reading, News news, long records) {
        // Forgotten before it is sent: whatever happens in between, the next reading is published.
        known.forget(reading.type(), news.otherwiseKnown, clock.instant());
        CompletableFuture<Void> durable = sender.send(news.messages).thenRun(() -> meters.published(
                reading.connector(), reading.type().type(), reading.source().tag(), news.messages.size()));
        meters.suppressed(reading.connector(), reading.type().type(), news.suppressed);
        return new Publication(records, news.messages.size(), List.copyOf(news.edits), durable);
    }

    private Map<String, Known> knownOf(Reading reading, List<String> ids) {
        return ids.isEmpty() ? Map.of() : known.find(reading.type(), ids);
    }

    private MessageHead head(Reading reading, long occurredAt) {
        MessageHead now = heads.now(reading.type().tenant(), reading.type().account(), reading.cause());
        if (occurredAt <= 0) {
            return now;
        }
        return new MessageHead(
                now.id(),
                now.tenant(),
                now.account(),
                now.cause(),
                now.epoch(),
                Instant.ofEpochMilli(occurredAt),
                now.observedAt(),
                now.trace());
    }

    /** The events of one answer. */
    private final class News {
        private final Reading reading;
        private final Dated<?> answer;
        private final boolean indexed;
        private final Map<String, Known> merged;
        private final List<Outgoing> messages = new ArrayList<>();
        private final Collection<String> otherwiseKnown = new ArrayList<>();
        private final List<SourceRecord> edits = new ArrayList<>();
        private long suppressed;

        News(Reading reading, Dated<?> answer, boolean indexed, Map<String, Known> merged) {
            this.reading = reading;
            this.answer = answer;
            this.indexed = indexed;
            this.merged = merged;
        }

        void changed(SourceRecord record) {
            if (isNews(record.id(), Digest.of(record.fields()), record.version())) {
                edits.add(record);
                add(new ChangeEvent.RecordChanged(
                        head(reading, record.version()),
                        answer.snapshot(reading.type().account(), reading.type().type(), record, indexed, true)));
            }
        }

        void deleted(String id) {
            if (isNews(id, KnownRecords.DELETED, 0)) {
                add(new ChangeEvent.RecordDeleted(head(reading, 0), ref(id), answer.evidence(0, indexed)));
            }
        }

        void combined(String loser, String survivor) {
            otherwiseKnown.add(loser);
            add(new ChangeEvent.RecordsCombined(
                    head(reading, 0), ref(loser), ref(survivor), answer.evidence(0, indexed)));
        }

        /** What the trailing part of a query tells again and again. */
        void combinedUnlessKnown(String loser, String survivor) {
            if (isNews(loser, KnownRecords.DELETED, 0)) {
                combined(loser, survivor);
            }
        }

        private boolean isNews(String id, String digest, long version) {
            Known held = merged.get(id);
            if (held != null && !reading.knownToo() && held.covers(digest, version)) {
                suppressed++;
                return false;
            }
            if (held == null || !held.digest().equals(digest)) {
                otherwiseKnown.add(id);
            }
            return true;
        }

        private void add(ChangeEvent event) {
            try {
                messages.add(new Outgoing(
                        reading.topic(), ref(event).key(), Envelope.headers(event), codec.encode(event)));
            } catch (UnencodableMessage tooLong) {
                // No reader would take it, today or later; it must not keep the others of its type waiting.
                LOG.errorf(tooLong, "a reading cannot be published: record=%s", ref(event).key());
            }
        }

        private RecordRef ref(String id) {
            return new RecordRef(reading.type().account(), reading.type().type(), id);
        }

        private static RecordRef ref(ChangeEvent event) {
            return switch (event) {
                case ChangeEvent.RecordChanged changed -> changed.snapshot().ref();
                case ChangeEvent.RecordDeleted deleted -> deleted.ref();
                case ChangeEvent.RecordsCombined combined -> combined.loser();
                case ChangeEvent.ListingFinished finished ->
                    throw new IllegalArgumentException("a listing is no record: " + finished.run());
            };
        }
    }
}
