package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One notification a push, signed by HMAC-SHA1 over the body with the app's client secret. It carries no time of
 * sending, so only its id shows that it came before.
 */
final class IntercomWebhooks implements WebhookSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "HmacSHA1";
    private static final String PREFIX = "sha1=";

    @Override
    public Verdict receive(Push push) {
        if (push.secret().isEmpty() || !isGenuine(push)) {
            return new Verdict.Refused("the signature is not that of the app's client secret");
        }
        JsonNode notification;
        try {
            notification = JSON.readTree(push.body());
        } catch (IOException notJson) {
            return new Verdict.Malformed("the push is not JSON");
        }
        if (notification == null || !notification.isObject()) {
            return new Verdict.Malformed("the push is no notification");
        }
        // One client secret serves all workspaces of an app: the signature does not say whose notification it is.
        List<Sighting> sightings = notification.path("app_id").asText("").equals(push.identity())
                ? sightings(notification, push.receivedAt())
                : List.of();
        return new Verdict.Genuine(sightings, "", "text/plain");
    }

    private static boolean isGenuine(Push push) {
        String given = push.headers().getOrDefault("x-hub-signature", "");
        if (!given.startsWith(PREFIX)) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(push.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] expected = mac.doFinal(push.body());
            return MessageDigest.isEqual(expected, HexFormat.of().parseHex(given.substring(PREFIX.length())));
        } catch (IllegalArgumentException notHex) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA1", impossible);
        }
    }

    private static List<Sighting> sightings(JsonNode notification, Instant receivedAt) {
        String topic = notification.path("topic").asText("");
        JsonNode item = notification.path("data").path("item");
        long created = notification.path("created_at").asLong();
        Occurrence occurrence = new Occurrence(
                notification.path("id").asText(""),
                created > 0 ? Instant.ofEpochSecond(created) : receivedAt);
        if (topic.equals("company.contact.attached") || topic.equals("company.contact.detached")) {
            // The contact is what shows its companies.
            return occurrence.of(IntercomType.CONTACTS, item.path("contact").path("id"), Hint.Kind.CHANGED);
        }
        if (topic.equals("contact.merged")) {
            return occurrence.merged(item);
        }
        if (topic.startsWith("contact.") || topic.startsWith("user.")) {
            return occurrence.of(IntercomType.CONTACTS, item.path("id"), kind(topic));
        }
        if (topic.startsWith("ticket.")) {
            JsonNode ticket = item.path("ticket").isObject() ? item.path("ticket") : item;
            return occurrence.of(IntercomType.TICKETS, ticket.path("id"), kind(topic));
        }
        return topic.startsWith("company.")
                ? occurrence.of(IntercomType.COMPANIES, item.path("id"), kind(topic))
                : List.of();
    }

    private static Hint.Kind kind(String topic) {
        return topic.endsWith(".deleted") || topic.endsWith(".archived") ? Hint.Kind.DELETED : Hint.Kind.CHANGED;
    }

    private record Occurrence(String deliveryId, Instant at) {
        List<Sighting> of(IntercomType type, JsonNode id, Hint.Kind kind) {
            return isId(id) ? List.of(new Sighting(type.path(), id.asText(), kind, at, deliveryId)) : List.of();
        }

        private static boolean isId(JsonNode id) {
            return id.asText("").matches("[A-Za-z0-9_-]{1,64}");
        }

        /** The survivor, with the ids of both; either may be a reference or the whole contact. */
        List<Sighting> merged(JsonNode item) {
            List<Sighting> sightings = new ArrayList<>();
            JsonNode into = id(item.path("into"));
            JsonNode survivor = into.isMissingNode() ? item.path("id") : into;
            JsonNode loser = id(item.path("from"));
            sightings.addAll(of(IntercomType.CONTACTS, survivor, Hint.Kind.CHANGED));
            if (isId(loser) && isId(survivor)) {
                sightings.add(Sighting.combined(
                        IntercomType.CONTACTS.path(), loser.asText(), survivor.asText(), at, deliveryId));
            }
            return sightings;
        }

        private static JsonNode id(JsonNode contact) {
            return contact.isObject() ? contact.path("id") : contact;
        }
    }
}
