package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads pushes of version 2: one event each, without a signature, proven by Basic credentials that we chose. */
final class PipedriveWebhooks implements WebhookSource {
    /** The name beside the secret. */
    static final String USER = "bothways";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    @Override
    public Verdict receive(Push push) {
        if (push.secret().isEmpty() || !proven(push.headers().getOrDefault("authorization", ""), push.secret())) {
            return new Verdict.Refused("the credentials are not those of the account");
        }
        JsonNode event;
        try {
            event = JSON.readTree(push.body());
        } catch (IOException notJson) {
            return new Verdict.Malformed("the push is not JSON");
        }
        if (event == null || !event.path("meta").isObject()) {
            return new Verdict.Malformed("the push is no event");
        }
        JsonNode meta = event.path("meta");
        if (!meta.path("version").asText("").startsWith("2")) {
            return new Verdict.Malformed("the push is not of version 2");
        }
        if (!meta.path("company_id").asText("").equals(push.identity())) {
            return new Verdict.Refused("the push is of another company");
        }
        return new Verdict.Genuine(sightings(meta, push.receivedAt()), "", "text/plain");
    }

    private static boolean proven(String header, String secret) {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((USER + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Sighting> sightings(JsonNode meta, Instant receivedAt) {
        Optional<PipedriveType> type = PipedriveType.ofEntity(meta.path("entity").asText(""));
        String id = meta.path("entity_id").asText(meta.path("id").asText(""));
        if (type.isEmpty() || !type.get().isId(id)) {
            return List.of();
        }
        String action = meta.path("action").asText("");
        String survivor = meta.path("merged_to_id").asText("");
        boolean merged = action.equals("delete") && type.get().isId(survivor);
        Hint.Kind kind = action.equals("delete") ? Hint.Kind.DELETED : Hint.Kind.CHANGED;
        Instant at = occurredAt(meta.path("timestamp")).orElse(receivedAt);
        String path = type.get().path();
        return merged
                ? List.of(
                        Sighting.combined(path, id, survivor, at, deliveryId(meta)),
                        new Sighting(path, survivor, Hint.Kind.CHANGED, at, deliveryId(meta)))
                : List.of(new Sighting(path, id, kind, at, deliveryId(meta)));
    }

    /** A retry has another attempt number and the same rest. */
    private static String deliveryId(JsonNode meta) {
        return String.join(
                "-",
                meta.path("id").asText(""),
                meta.path("correlation_id").asText(""),
                meta.path("entity").asText(""),
                meta.path("entity_id").asText(""),
                meta.path("action").asText(""),
                meta.path("timestamp").asText(""));
    }

    /** Told as text, in seconds or in milliseconds. */
    private static Optional<Instant> occurredAt(JsonNode stamp) {
        if (stamp.isNumber()) {
            long number = stamp.asLong();
            return Optional.of(number < MILLISECONDS_FROM ? Instant.ofEpochSecond(number)
                    : Instant.ofEpochMilli(number));
        }
        try {
            return stamp.isTextual() ? Optional.of(PipedriveValues.instant(stamp.asText())) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
