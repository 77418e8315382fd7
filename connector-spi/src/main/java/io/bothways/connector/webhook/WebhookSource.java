package io.bothways.connector.webhook;

import io.bothways.connector.Ability;
import io.bothways.connector.SourceRecord;
import io.bothways.contracts.event.Hint;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges and reads pushes. Pure: makes no call, so that the sender never waits for the app's API. */
public interface WebhookSource extends Ability {
    /** Verifies signature and freshness in constant time, then says which records to look at. Throws nothing. */
    Verdict receive(Push push);

    /**
     * A push as it came in.
     *
     * @param address where it was sent to, from our configuration, not from the Host header
     * @param headers lower-case names
     * @param secret the account's webhook secret, empty where it has none
     * @param identity the vendor's identity of the account, which the push must name where it can
     */
    record Push(
            String method,
            URI address,
            Map<String, String> headers,
            byte[] body,
            String secret,
            String identity,
            Instant receivedAt) {}

    /**
     * One record that the push speaks of.
     *
     * @param deliveryId the same for every repetition of this delivery
     * @param record the whole record, where the app pushes whole, versioned ones
     *     ({@link io.bothways.connector.descriptor.Pushes.Payload#RECORD}); else it is read again
     * @param movedTo id of the record of the same type that it was combined into, where the app says so
     */
    record Sighting(
            String type,
            String id,
            Hint.Kind kind,
            Instant occurredAt,
            String deliveryId,
            Optional<SourceRecord> record,
            Optional<String> movedTo) {
        /** A hint: the record is read again. */
        public Sighting(String type, String id, Hint.Kind kind, Instant occurredAt, String deliveryId) {
            this(type, id, kind, occurredAt, deliveryId, Optional.empty());
        }

        public Sighting(
                String type,
                String id,
                Hint.Kind kind,
                Instant occurredAt,
                String deliveryId,
                Optional<SourceRecord> record) {
            this(type, id, kind, occurredAt, deliveryId, record, Optional.empty());
        }

        /** Two records were combined: the loser is looked at, and where it is gone it lives on as the survivor. */
        public static Sighting combined(
                String type, String loser, String survivor, Instant occurredAt, String deliveryId) {
            return new Sighting(
                    type, loser, Hint.Kind.COMBINED, occurredAt, deliveryId, Optional.empty(), Optional.of(survivor));
        }

        /** Without what came along of the record. */
        public Sighting bare() {
            return new Sighting(type, id, kind, occurredAt, deliveryId, Optional.empty(), movedTo);
        }
    }

    /** What to do with a push. */
    sealed interface Verdict {
        /** Genuine; {@code acknowledgement} is the body that the sender wants to see once the hints are durable. */
        record Genuine(List<Sighting> sightings, String acknowledgement, String contentType) implements Verdict {
            public Genuine {
                sightings = List.copyOf(sightings);
            }
        }

        /** Not ours, forged, stale: 401. */
        record Refused(String reason) implements Verdict {}

        /** Not understood: 400. */
        record Malformed(String reason) implements Verdict {}
    }
}
