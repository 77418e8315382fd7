package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the execution contexts that a service endpoint of the organisation posts: one per message. They are not signed;
 * a key stands in a header that an administrator names when registering the endpoint, so any header may hold it. Every
 * one is a hint: what it carries may be cut (256 KB), repeated once, or never come.
 */
final class DataverseWebhooks implements WebhookSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATE = Pattern.compile("/Date\\((-?\\d{1,15})[^)]*\\)/");
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    @Override
    public Verdict receive(Push push) {
        if (push.secret().isEmpty() || !keyed(push)) {
            return new Verdict.Refused("no header holds the account's webhook key");
        }
        JsonNode context;
        try {
            context = JSON.readTree(push.body());
        } catch (IOException notJson) {
            return new Verdict.Malformed("the push is not JSON");
        }
        String table = context == null ? "" : context.path("PrimaryEntityName").asText("");
        String id = context == null ? "" : context.path("PrimaryEntityId").asText("");
        if (context == null || !TABLE.matcher(table).matches() || !DataverseReader.isId(id)) {
            return new Verdict.Malformed("the push is no execution context");
        }
        if (!DataverseValues.canonical(context.path("OrganizationId").asText("")).equals(push.identity())) {
            return new Verdict.Refused("the push comes from another organisation");
        }
        Instant at = date(context.path("OperationCreatedOn").asText("")).orElse(push.receivedAt());
        String message = context.path("MessageName").asText("");
        String delivery = String.join(
                "-",
                context.path("OperationId").asText(""),
                context.path("CorrelationId").asText(""),
                message,
                id,
                Long.toString(at.toEpochMilli()));
        List<Sighting> sightings = new ArrayList<>();
        Hint.Kind kind = message.equals("Delete") ? Hint.Kind.DELETED : Hint.Kind.CHANGED;
        sightings.add(new Sighting(table, DataverseValues.canonical(id), kind, at, delivery));
        if (message.equals("Merge")) {
            input(context, "SubordinateId")
                    .filter(DataverseReader::isId)
                    .ifPresent(loser -> sightings.add(Sighting.combined(
                            table, DataverseValues.canonical(loser), DataverseValues.canonical(id), at, delivery)));
        }
        return new Verdict.Genuine(sightings, "", "text/plain");
    }

    /** Looks at every header, so that the time taken says nothing about which of them is right. */
    private static boolean keyed(Push push) {
        byte[] secret = push.secret().getBytes(StandardCharsets.UTF_8);
        boolean keyed = false;
        for (String value : push.headers().values()) {
            keyed |= MessageDigest.isEqual(secret, value.getBytes(StandardCharsets.UTF_8));
        }
        return keyed;
    }

    private static Optional<String> input(JsonNode context, String key) {
        for (JsonNode parameter : context.path("InputParameters")) {
            if (parameter.path("key").asText().equals(key)) {
                return Optional.of(parameter.path("value").asText(""));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> date(String text) {
        Matcher date = DATE.matcher(text);
        return date.matches() ? Optional.of(Instant.ofEpochMilli(Long.parseLong(date.group(1)))) : Optional.empty();
    }
}
