package io.bothways.connector.manifest.ability;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.MalformedExpression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.record.RecordForm;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.contracts.event.Hint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the app's pushes. */
final class Pushes implements WebhookSource {
    private final Manifest manifest;
    private final Manifest.Webhooks described;
    private final RecordForms forms;
    private final PushProof proof;

    Pushes(App app, Manifest.Webhooks described, RecordForms forms) {
        this.manifest = app.manifest();
        this.described = described;
        this.forms = forms;
        this.proof = new PushProof(described.proof());
    }

    @Override
    public Verdict receive(Push push) {
        Optional<String> refused = proof.refused(push);
        if (refused.isPresent()) {
            return new Verdict.Refused(refused.get());
        }
        Optional<Object> body = Json.parse(new String(push.body(), StandardCharsets.UTF_8));
        if (body.isEmpty()) {
            return new Verdict.Malformed("the body is no JSON");
        }
        try {
            List<Sighting> sightings = new ArrayList<>();
            for (Object event : Expression.of(described.events()).list(body.get())) {
                if (!text(described.account(), event).isEmpty()
                        && !text(described.account(), event).equals(push.identity())) {
                    return new Verdict.Refused("the push is about another account");
                }
                String type = Expression.of(described.type()).text(event);
                if (manifest.types().containsKey(type)) {
                    sightings.add(sighting(type, event, push));
                }
            }
            return new Verdict.Genuine(sightings, Optional.ofNullable(described.acknowledgement()).orElse(""),
                    Optional.ofNullable(described.acknowledgementType()).orElse("text/plain"));
        } catch (MalformedExpression | ClassCastException unexpected) {
            return new Verdict.Malformed(String.valueOf(unexpected.getMessage()));
        }
    }

    private Sighting sighting(String type, Object event, Push push) {
        String id = Expression.of(described.id()).text(event);
        Hint.Kind kind = switch (text(described.kind(), event)) {
            case "deleted" -> Hint.Kind.DELETED;
            case "combined" -> Hint.Kind.COMBINED;
            default -> Hint.Kind.CHANGED;
        };
        Object at = described.occurredAt() == null ? null : Expression.of(described.occurredAt()).of(event);
        Instant occurred = at instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : push.receivedAt();
        String delivery = text(described.delivery(), event);
        String survivor = kind == Hint.Kind.COMBINED ? text(described.movedTo(), event) : "";
        return new Sighting(type, id, kind, occurred,
                delivery.isEmpty() ? type + "/" + id + "@" + occurred.toEpochMilli() : delivery,
                kind == Hint.Kind.CHANGED ? record(type, event) : Optional.empty(),
                Optional.of(survivor).filter(moved -> !moved.isEmpty()));
    }

    private Optional<SourceRecord> record(String type, Object event) {
        // Custom fields are asked of the app, and nothing is asked here: such a record would not be whole.
        if (described.record() == null || manifest.types().get(type).discover() != null) {
            return Optional.empty();
        }
        RecordForm form = forms.of(type);
        return Expression.of(described.record()).of(event) instanceof Map<?, ?> raw
                ? Optional.of(form.read(raw, manifest.types().get(type).fields().stream()
                        .map(Manifest.Field::name)
                        .collect(Collectors.toSet())))
                : Optional.empty();
    }

    private static String text(@Nullable String expression, Object event) {
        return expression == null ? "" : Expression.of(expression).text(event);
    }
}
