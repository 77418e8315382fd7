package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Pushes: {@code sha256=} and the HMAC over timestamp, dot and body. Makes no call: the record is read later. */
final class TemplateWebhooks implements WebhookSource {
    static final Duration FRESH = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of("contact", "contacts", "company", "companies");

    @Override
    public Verdict receive(Push push) {
        String timestamp = push.headers().getOrDefault("x-cardbox-timestamp", "");
        String signature = push.headers().getOrDefault("x-cardbox-signature", "");
        if (push.secret().isEmpty() || !genuine(push, timestamp, signature)) {
            return new Verdict.Refused("the signature is wrong");
        }
        if (!fresh(timestamp, push.receivedAt())) {
            return new Verdict.Refused("the push is too old, or of the future");
        }
        JsonNode event;
        try {
            event = JSON.readTree(push.body());
        } catch (IOException notJson) {
            return new Verdict.Malformed("the push is not JSON");
        }
        if (event == null || !event.isObject()) {
            return new Verdict.Malformed("the push is no event");
        }
        return new Verdict.Genuine(sightings(event, push.receivedAt()), "", "text/plain");
    }

    /** Compared in constant time. */
    private static boolean genuine(Push push, String timestamp, String signature) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(push.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(push.body()));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static boolean fresh(String timestamp, Instant receivedAt) {
        return timestamp.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), receivedAt)
                                .abs()
                                .compareTo(FRESH)
                        <= 0;
    }

    private static List<Sighting> sightings(JsonNode event, Instant receivedAt) {
        String[] words = event.path("event").asText("").split("\\.", 2);
        String type = TYPES.getOrDefault(words[0], "");
        String id = event.path("record").path("id").asText("");
        if (words.length < 2 || type.isEmpty() || id.isEmpty()) {
            return List.of();
        }
        Hint.Kind kind = words[1].equals("deleted") ? Hint.Kind.DELETED : Hint.Kind.CHANGED;
        return List.of(new Sighting(
                type, id, kind, occurredAt(event, receivedAt), event.path("id").asText("")));
    }

    private static Instant occurredAt(JsonNode event, Instant receivedAt) {
        try {
            return Instant.parse(event.path("occurred_at").asText(""));
        } catch (DateTimeException unreadable) {
            return receivedAt;
        }
    }
}
