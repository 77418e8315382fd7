package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads pushes: an array of up to 100 events of any portals that the app is installed in, in no order. */
final class HubSpotWebhooks implements WebhookSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_EVENTS = 100;
    static final Duration FRESH = Duration.ofMinutes(5);

    @Override
    public Verdict receive(Push push) {
        String timestamp = push.headers().getOrDefault("x-hubspot-request-timestamp", "");
        String signature = push.headers().getOrDefault("x-hubspot-signature-v3", "");
        if (!fresh(timestamp, push.receivedAt())) {
            return new Verdict.Refused("the push is older than five minutes or comes from the future");
        }
        if (push.secret().isEmpty() || !SignatureV3.genuine(push, timestamp, signature)) {
            return new Verdict.Refused("the signature is not that of the account's secret");
        }
        JsonNode events;
        try {
            events = JSON.readTree(push.body());
        } catch (IOException notJson) {
            return new Verdict.Malformed("the push is not JSON");
        }
        if (events == null || !events.isArray()) {
            return new Verdict.Malformed("the push is not an array of events");
        }
        if (events.size() > MAX_EVENTS) {
            return new Verdict.Malformed("the push has more than " + MAX_EVENTS + " events");
        }
        List<Sighting> sightings = new ArrayList<>();
        for (JsonNode event : events) {
            // One client secret serves all portals of an app: the signature does not say whose event it is.
            if (event.path("portalId").asText("").equals(push.identity())) {
                sightings.addAll(sightings(event, push.receivedAt()));
            }
        }
        return new Verdict.Genuine(sightings, "", "text/plain");
    }

    private static boolean fresh(String timestamp, Instant receivedAt) {
        if (!timestamp.matches("\\d{1,15}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), receivedAt);
        return age.abs().compareTo(FRESH) <= 0;
    }

    private static List<Sighting> sightings(JsonNode event, Instant receivedAt) {
        String[] subscription = event.path("subscriptionType").asText("").split("\\.", 2);
        if (subscription.length < 2) {
            return List.of();
        }
        String named = subscription[0].equals("object") ? event.path("objectTypeId").asText("") : subscription[0];
        Optional<HubSpotType> type = HubSpotType.named(named);
        Occurrence occurrence = new Occurrence(
                deliveryId(event),
                Optional.of(event.path("occurredAt").asLong())
                        .filter(stamp -> stamp > 0)
                        .map(Instant::ofEpochMilli)
                        .orElse(receivedAt));
        return switch (subscription[1]) {
            case "creation", "propertyChange", "restore" ->
                type.map(known -> occurrence.of(known, event.path("objectId"), Hint.Kind.CHANGED)).orElse(List.of());
            case "deletion", "privacyDeletion" ->
                type.map(known -> occurrence.of(known, event.path("objectId"), Hint.Kind.DELETED)).orElse(List.of());
            case "merge" -> type.map(known -> occurrence.merged(known, event)).orElse(List.of());
            case "associationChange" -> occurrence.associated(event, type);
            default -> List.of();
        };
    }

    /** A retry has another attempt number and the same rest; an event id alone is not unique. */
    private static String deliveryId(JsonNode event) {
        return String.join(
                "-",
                event.path("eventId").asText(""),
                event.path("subscriptionId").asText(""),
                event.path("objectId").asText(event.path("fromObjectId").asText("")),
                event.path("occurredAt").asText(""));
    }

    private record Occurrence(String deliveryId, Instant at) {
        List<Sighting> of(HubSpotType type, JsonNode id, Hint.Kind kind) {
            return isId(id) ? List.of(new Sighting(type.path(), id.asText(), kind, at, deliveryId)) : List.of();
        }

        private static boolean isId(JsonNode id) {
            return id.asText("").matches("\\d{1,19}");
        }

        /** Either primary or a new record lives on; whichever it is, all ids that lost it are looked at too. */
        List<Sighting> merged(HubSpotType type, JsonNode event) {
            JsonNode primary = event.path("primaryObjectId");
            JsonNode survivor = event.path("newObjectId").asLong() > 0 ? event.path("newObjectId") : primary;
            List<Sighting> sightings = new ArrayList<>(of(type, survivor, Hint.Kind.CHANGED));
            List<JsonNode> losers = new ArrayList<>();
            event.path("mergedObjectIds").forEach(losers::add);
            losers.add(primary);
            losers.stream()
                    .filter(loser -> !loser.asText().equals(survivor.asText()))
                    .filter(loser -> isId(loser) && isId(survivor))
                    .map(loser -> Sighting.combined(type.path(), loser.asText(), survivor.asText(), at, deliveryId))
                    .forEach(sightings::add);
            return sightings;
        }

        /** What belongs to a company shows it; {@code associationType} says on which end it stands. */
        List<Sighting> associated(JsonNode event, Optional<HubSpotType> type) {
            String association = event.path("associationType").asText("").toLowerCase(Locale.ROOT);
            for (HubSpotType member : HubSpotType.STANDARD) {
                if (member.company().isPresent() && association.contains(member.word())) {
                    String end = association.startsWith(member.word()) ? "fromObjectId" : "toObjectId";
                    if (event.has(end)) {
                        return of(member, event.path(end), Hint.Kind.CHANGED);
                    }
                }
            }
            return type.map(known -> of(
                            known, event.has("objectId") ? event.path("objectId") : event.path("fromObjectId"),
                            Hint.Kind.CHANGED))
                    .orElse(List.of());
        }
    }
}
