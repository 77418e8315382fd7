package io.bothways.simulator.pipedrive;

import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.pipedrive.schema.Company;
import io.bothways.simulator.pipedrive.schema.FieldValues;
import io.bothways.simulator.pipedrive.schema.PipedriveField;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.schema.PipedriveType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pipedrive's habits with values: no value is unique, the name of a person and its two halves follow each other, a
 * reference must lead to something, and a deal has a value, a currency, a status and a stage from the start.
 */
final class PipedriveRules implements RecordRules {

    /** Whole numbers, but leads have UUIDs. */
    @Override
    public String newId(ObjectType type, long sequence) {
        return type == PipedriveSchema.LEADS.stored()
                ? new UUID(0x6a1d_0000_0000_4000L, 0x8000_0000_0000_0000L | sequence).toString()
                : String.valueOf(sequence);
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType stored, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        PipedriveType type = PipedriveSchema.of(stored);
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((code, value) -> {
            PipedriveField field = type.field(code);
            if (field == null) {
                throw FieldValues.refused(code, "Unrecognized key");
            }
            boolean blank = value == null || value.toString().isEmpty();
            accepted.put(code, blank ? null : FieldValues.check(field, text(Objects.requireNonNull(value))));
        });
        if (type == PipedriveSchema.PERSONS) {
            name(accepted, existing);
        }
        if (existing == null) {
            begin(type, accepted);
        }
        check(store, type, existing, accepted);
        return accepted;
    }

    /** Entered by a user of the company; that nobody owns the record does not happen. */
    private static void begin(PipedriveType type, Map<String, @Nullable Object> accepted) {
        accepted.putIfAbsent(PipedriveSchema.OWNER, String.valueOf(Company.API_USER));
        if (type == PipedriveSchema.DEALS) {
            accepted.putIfAbsent(PipedriveSchema.VALUE, "0");
            accepted.putIfAbsent(PipedriveSchema.CURRENCY, Company.CURRENCY);
            accepted.putIfAbsent(PipedriveSchema.STATUS, "open");
            accepted.putIfAbsent(PipedriveSchema.STAGE, "1");
        }
    }

    private static void name(Map<String, @Nullable Object> accepted, @Nullable StoredRecord existing) {
        if (accepted.get(PipedriveSchema.NAME) instanceof String name) {
            int space = name.strip().indexOf(' ');
            accepted.put(PipedriveSchema.FIRST_NAME, space < 0 ? name.strip() : name.strip().substring(0, space));
            accepted.put(PipedriveSchema.LAST_NAME, space < 0 ? null : name.strip().substring(space + 1).strip());
        } else if (accepted.containsKey(PipedriveSchema.FIRST_NAME)
                || accepted.containsKey(PipedriveSchema.LAST_NAME)) {
            String name = (half(accepted, existing, PipedriveSchema.FIRST_NAME) + " "
                    + half(accepted, existing, PipedriveSchema.LAST_NAME)).strip();
            accepted.put(PipedriveSchema.NAME, name.isEmpty() ? null : name);
        }
    }

    private static String half(Map<String, @Nullable Object> accepted, @Nullable StoredRecord existing, String code) {
        Object value = accepted.containsKey(code) || existing == null ? accepted.get(code) : existing.field(code);
        return Objects.toString(value, "");
    }

    private static void check(RecordStore store, PipedriveType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> accepted) {
        for (PipedriveField field : type.fields()) {
            boolean missing = accepted.containsKey(field.code()) ? accepted.get(field.code()) == null
                    : existing == null;
            if (field.required() && missing) {
                throw FieldValues.refused(field.code(), "Required");
            }
        }
        accepted.forEach((code, value) -> {
            if (value instanceof String id) {
                leads(store, Objects.requireNonNull(type.field(code)), id);
            }
        });
        if (accepted.get(PipedriveSchema.PIPELINE) instanceof String pipeline
                && !accepted.containsKey(PipedriveSchema.STAGE)) {
            accepted.put(PipedriveSchema.STAGE, String.valueOf(
                    Objects.requireNonNull(Company.STAGES.get(Integer.valueOf(pipeline))).getFirst().id()));
        }
        if (accepted.get(PipedriveSchema.STAGE) instanceof String stage) {
            accepted.put(PipedriveSchema.PIPELINE, Company.stage(stage)
                    .map(found -> String.valueOf(found.pipeline())).orElse(null));
        }
    }

    private static void leads(RecordStore store, PipedriveField field, String id) {
        boolean found = switch (field.type()) {
            case USER -> Company.user(id).isPresent();
            case PERSON -> store.live(PipedriveSchema.PERSONS.stored(), id) != null;
            case ORGANIZATION -> store.live(PipedriveSchema.ORGANIZATIONS.stored(), id) != null;
            case STAGE -> Company.stage(id).isPresent();
            case PIPELINE -> Company.STAGES.containsKey(Integer.valueOf(id));
            default -> true;
        };
        if (!found) {
            throw new RecordRefused(FieldValues.INVALID, field.code(), field.label() + " " + id + " not found");
        }
    }

    private static String text(Object value) {
        return value instanceof Number number ? FieldValues.plain(new BigDecimal(number.toString())) : value.toString();
    }
}
