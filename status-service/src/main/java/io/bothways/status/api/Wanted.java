package io.bothways.status.api;

import io.bothways.status.registry.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single members of a request; what cannot be used is refused by name. */
final class Wanted {
    private static final int LONGEST_NAME = 200;

    private Wanted() {}

    static String text(String field, @Nullable String value) {
        return optionalText(field, value, LONGEST_NAME).orElseThrow(() -> Refusal.of(field, "is required"));
    }

    /** Blank is absent. No control characters: nothing that a person types holds one, and no column takes NUL. */
    static Optional<String> optionalText(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (value.length() > longest) {
            throw Refusal.of(field, "must not be longer than " + longest + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.of(field, "must not hold control characters");
        }
        return Optional.of(value.strip());
    }

    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new Refusal(400, "The request needs a JSON body.", List.of());
        }
        return body;
    }

    static Optional<Duration> duration(String field, @Nullable String value, Duration shortest, Duration longest) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                throw Refusal.of(field, "must be between " + shortest + " and " + longest);
            }
            return Optional.of(duration);
        } catch (DateTimeException wrong) {
            throw Refusal.of(field, "must be an ISO 8601 duration such as PT5M or P1D");
        }
    }

    static int limit(String field, @Nullable String value, int usual, int most) {
        return (int) number(field, value, usual, 1, most);
    }

    // Numbers of the query come as text: what JAX-RS cannot convert itself, it answers with a 404.
    static long number(String field, @Nullable String value, long usual, long least, long most) {
        if (value == null || value.isBlank()) {
            return usual;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Said below.
        }
        throw Refusal.of(field, "must be a number between " + least + " and " + most);
    }

    /** Codes with commas between; absent is none. */
    static <E extends Enum<E>> List<String> codes(String field, @Nullable String value, Class<E> codes) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        return Arrays.stream(value.split(",")).map(code -> code(field, code.strip(), codes)).toList();
    }

    /** Exactly one of the codes, in lower case. */
    static <E extends Enum<E>> E word(String field, @Nullable String value, Class<E> codes) {
        String given = text(field, value);
        return Arrays.stream(codes.getEnumConstants())
                .filter(code -> word(code).equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.of(field, "must be one of "
                        + Arrays.stream(codes.getEnumConstants()).map(Wanted::word).toList()));
    }

    private static String word(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> String code(String field, String value, Class<E> codes) {
        return Arrays.stream(codes.getEnumConstants())
                .map(Enum::name)
                .filter(name -> name.equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of(field, "must be one of " + Arrays.toString(codes.getEnumConstants())));
    }
}
