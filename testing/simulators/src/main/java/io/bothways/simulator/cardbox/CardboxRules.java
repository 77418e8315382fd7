package io.bothways.simulator.cardbox;

import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** E-mails are trimmed, kept in their case and unique without regard to it; a change that is one raises the version. */
final class CardboxRules implements RecordRules {
    static final String EMAIL_INDEX = "cardbox e-mail";
    static final String DUPLICATE = "duplicate";
    private static final String INVALID = "invalid";

    @Override
    public String newId(ObjectType type, long sequence) {
        return (type == CardboxSchema.CONTACTS ? "c_" : "o_") + sequence;
    }

    @Override
    public Map<String, @Nullable Object> accept(RecordStore store, ObjectType type, @Nullable StoredRecord existing,
            Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> accepted.put(name, value(type, name, value)));
        for (FieldDefinition field : type.fields()) {
            boolean missing = accepted.containsKey(field.name()) ? accepted.get(field.name()) == null
                    : existing == null;
            if (field.required() && missing) {
                throw new RecordRefused(INVALID, field.name(), field.label() + " must not be blank");
            }
        }
        if (accepted.get(CardboxSchema.EMAIL) instanceof String email) {
            StoredRecord holder = store.find(EMAIL_INDEX, key(email));
            if (holder != null && holder != existing) {
                throw new RecordRefused(DUPLICATE, CardboxSchema.EMAIL, "Another contact has this e-mail address",
                        holder.id());
            }
        }
        if (accepted.get(CardboxSchema.COMPANY_ID) instanceof String company
                && store.live(CardboxSchema.COMPANIES, company) == null) {
            throw new RecordRefused(INVALID, CardboxSchema.COMPANY_ID, "There is no company " + company);
        }
        if (existing == null) {
            accepted.put(CardboxSchema.VERSION, "1");
        } else if (accepted.entrySet().stream()
                .anyMatch(entry -> !Objects.equals(entry.getValue(), existing.field(entry.getKey())))) {
            accepted.put(CardboxSchema.VERSION, String.valueOf(version(existing) + 1));
        }
        return accepted;
    }

    /** How e-mails are compared. */
    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static long version(StoredRecord record) {
        return Long.parseLong(Objects.requireNonNull(record.text(CardboxSchema.VERSION)));
    }

    private static @Nullable Object value(ObjectType type, String name, @Nullable Object given) {
        FieldDefinition field = type.field(name);
        if (field == null || !field.editable()) {
            throw new RecordRefused(INVALID, name, "There is no field " + name + " to be written");
        }
        String text = Objects.toString(given, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return switch (field.kind()) {
                case EMAIL -> email(name, text.strip());
                case NUMBER -> plain(new BigDecimal(text.strip()));
                case DATE -> LocalDate.parse(text).toString();
                case BOOLEAN -> flag(name, text);
                case OPTION -> option(field, text);
                default -> text;
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new RecordRefused(INVALID, name, field.label() + " does not take this value");
        }
    }

    private static String email(String name, String email) {
        int at = email.indexOf('@');
        if (at < 1 || at == email.length() - 1 || email.contains(" ")) {
            throw new RecordRefused(INVALID, name, "This is no e-mail address");
        }
        return email;
    }

    private static String flag(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new RecordRefused(INVALID, name, "true or false is wanted");
        }
        return text;
    }

    private static String option(FieldDefinition field, String text) {
        if (!field.options().contains(text)) {
            throw new RecordRefused(INVALID, field.name(), "One of " + field.options() + " is wanted");
        }
        return text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
