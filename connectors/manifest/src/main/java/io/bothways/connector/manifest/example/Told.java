package io.bothways.connector.manifest.example;

import io.bothways.connector.Authentication.Token;
import io.bothways.connector.Connector;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What came of a question, as the JSON in which examples are written. */
final class Told {
    private Told() {}

    static Object identity(Connector.Identity identity) {
        return Map.of("id", identity.id(), "label", identity.label(), "zone", identity.zone());
    }

    static Object token(Token token) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("header", token.header());
        told.put("renewed", token.renewed());
        token.expiresAt().ifPresent(at -> told.put("expires_at", at.toString()));
        token.host().ifPresent(host -> told.put("host", host.toString()));
        return told;
    }

    static Object page(Page page) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("records", page.records().stream().map(Told::record).toList());
        told.put("more", page.more());
        told.put("deleted", page.deleted());
        page.total().ifPresent(total -> told.put("total", total));
        return told;
    }

    static Object found(Found found) {
        return Map.of("records", found.records().stream().map(Told::record).toList(),
                "missing", List.copyOf(new TreeSet<>(found.missing())), "moved", found.moved(),
                "reliable", found.reliable());
    }

    static Object count(RecordCount.Count count) {
        return Map.of("records", count.records(), "quality", count.quality().name().toLowerCase(Locale.ROOT));
    }

    static Object upserted(RecordUpsert.Upserted upserted) {
        return Map.of("created", upserted.created(), "answer", answer(upserted.answer()));
    }

    static Object answer(Answer answer) {
        Map<String, Object> told = new LinkedHashMap<>();
        switch (answer) {
            case Answer.Done done -> {
                told.put("done", done.id());
                done.told().ifPresent(record -> told.put("told", record(record)));
            }
            case Answer.Duplicate duplicate -> {
                told.put("failure", duplicate.failure().code());
                duplicate.existing().ifPresent(id -> told.put("existing", id));
            }
            case Answer.Moved moved -> told.put("moved", moved.id());
            case Answer.Missing missing -> told.put("missing", true);
            case Answer.Failed failed -> {
                told.put("failure", failed.failure().code());
                told.put("kind", failed.kind().name().toLowerCase(Locale.ROOT));
                told.put("message", failed.failure().appMessage());
            }
        }
        return told;
    }

    static Object verdict(WebhookSource.Verdict verdict) {
        return switch (verdict) {
            case WebhookSource.Verdict.Genuine genuine -> Map.of(
                    "sightings", genuine.sightings().stream().map(Told::sighting).toList(),
                    "acknowledgement", genuine.acknowledgement());
            case WebhookSource.Verdict.Refused refused -> Map.of("refused", refused.reason());
            case WebhookSource.Verdict.Malformed malformed -> Map.of("malformed", malformed.reason());
        };
    }

    private static Object sighting(WebhookSource.Sighting sighting) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", sighting.type());
        told.put("id", sighting.id());
        told.put("kind", sighting.kind().name().toLowerCase(Locale.ROOT));
        told.put("occurred_at", sighting.occurredAt().toString());
        told.put("delivery", sighting.deliveryId());
        sighting.record().ifPresent(record -> told.put("record", record(record)));
        sighting.movedTo().ifPresent(survivor -> told.put("moved_to", survivor));
        return told;
    }

    private static Map<String, Object> record(SourceRecord record) {
        Map<String, Object> fields = new TreeMap<>();
        record.fields().forEach((name, value) -> fields.put(name, plain(value)));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", record.id());
        told.put("version", record.version());
        told.put("fields", fields);
        return told;
    }

    private static @Nullable Object plain(FieldValue value) {
        return switch (value) {
            case FieldValue.Present(Value present) -> switch (present) {
                case Value.Text(String text) -> text;
                case Value.Decimal(BigDecimal number) -> number.toPlainString();
                case Value.Bool(boolean yes) -> yes;
                case Value.Date(LocalDate day) -> day.toString();
                case Value.Timestamp(Instant at) -> at.toString();
                case Value.Option(String name) -> name;
                case Value.OptionSet(var names) -> List.copyOf(names);
                case Value.Reference(String type, String id) -> type + "/" + id;
                case Value.ReferenceSet(var all) -> all.stream().map(any -> any.type() + "/" + any.id()).toList();
            };
            case FieldValue.Cleared cleared -> null;
            case FieldValue.Unread unread -> null;
        };
    }
}
