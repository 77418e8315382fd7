package io.bothways.core.match;

import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.PhoneNumber;
import io.bothways.core.canonical.WebAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Normalises the value of a match key. What could be anybody's ("n/a", an empty text, half a phone) is no key. */
public final class MatchKeys {
    private static final int LONGEST = 320;
    private static final int FEWEST_DIGITS = 7;

    private MatchKeys() {}

    /** The normalised key, or empty where the field holds nothing that identifies a record. */
    public static Optional<String> normalise(Normaliser normaliser, FieldValue field, String region) {
        if (!(field instanceof FieldValue.Present(Value value)) || text(value).isEmpty()) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(text(value), Normalizer.Form.NFC).strip();
        String key = switch (normaliser) {
            case EMAIL -> email(text.toLowerCase(Locale.ROOT));
            case DOMAIN -> domain(text);
            case PHONE -> phone(PhoneNumber.canonical(text, region));
            case TEXT -> text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        };
        // A longer value is no identifier, and an index row must stay small.
        return key.isEmpty() || key.length() > LONGEST || !plain(key) ? Optional.empty() : Optional.of(key);
    }

    /** Control characters and halves of surrogate pairs are damage, and no index can hold them. */
    private static boolean plain(String key) {
        return key.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Decimal(var number) -> number.stripTrailingZeros().toPlainString();
            case Value.Option(String name) -> name;
            default -> "";
        };
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        boolean address = at > 0 && at < text.length() - 1 && text.chars().noneMatch(Character::isWhitespace);
        return address ? text : "";
    }

    private static String domain(String text) {
        String host = WebAddress.host(text);
        int dot = host.indexOf('.');
        boolean name = dot > 0 && dot < host.length() - 1 && host.chars().noneMatch(Character::isWhitespace);
        return name ? host : "";
    }

    private static String phone(String text) {
        return text.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS ? text : "";
    }
}
