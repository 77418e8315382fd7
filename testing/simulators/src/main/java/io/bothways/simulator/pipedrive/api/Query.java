package io.bothways.simulator.pipedrive.api;

import io.bothways.simulator.kit.http.VendorCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The parameters of a call's address, read as strictly as version 2 does. */
final class Query {
    /** RFC 3339 in whole seconds: neither fractions nor a space in the middle. */
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");

    private Query() {
    }

    static int number(VendorCall call, String name, int standard, int min, int max) {
        String text = call.query(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw PipedriveErrors.invalid("Parameter '" + name + "' must be a whole number from " + min + " to " + max);
    }

    static OptionalLong instant(VendorCall call, String name) {
        String text = call.query(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (INSTANT.matcher(text).matches()) {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                return OptionalLong.of(instant.toEpochMilli());
            } catch (DateTimeException e) {
                // Refused below like any other form.
            }
        }
        throw PipedriveErrors.invalid("Parameter '" + name + "' is not a valid datetime");
    }

    static boolean flag(VendorCall call, String name) {
        String text = Objects.requireNonNullElse(call.query(name), "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw PipedriveErrors.invalid("Parameter '" + name + "' must be true or false");
        }
        return text.equals("true");
    }

    static String word(VendorCall call, String name, String standard, List<String> allowed) {
        String word = Objects.requireNonNullElse(call.query(name), standard);
        if (!allowed.contains(word)) {
            throw PipedriveErrors.invalid("Parameter '" + name + "' must be one of " + String.join(", ", allowed));
        }
        return word;
    }

    /** A comma-separated list of at most so many entries. */
    static List<String> list(VendorCall call, String name, int max) {
        List<String> all = new ArrayList<>();
        for (String part : Objects.requireNonNullElse(call.query(name), "").split(",")) {
            if (!part.isBlank()) {
                all.add(part.strip());
            }
        }
        if (all.size() > max) {
            throw PipedriveErrors.invalid("Parameter '" + name + "' must have at most " + max + " entries");
        }
        return all;
    }
}
