package io.bothways.connector.manifest.example;

import io.bothways.connector.manifest.expression.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a value is as an example expects it. */
final class Likeness {
    private Likeness() {}

    /**
     * The first deviation.
     *
     * @param whole whether members that are not expected deviate too
     */
    static Optional<String> deviation(String path, @Nullable Object expected, @Nullable Object found, boolean whole) {
        return switch (expected) {
            case Map<?, ?> members -> found instanceof Map<?, ?> map
                    ? members(path, members, map, whole)
                    : Optional.of(words(path, expected, found));
            case List<?> items -> found instanceof List<?> list && list.size() == items.size()
                    ? items(path, items, list, whole)
                    : Optional.of(words(path, expected, found));
            case null, default -> same(expected, found)
                    ? Optional.empty()
                    : Optional.of(words(path, expected, found));
        };
    }

    private static Optional<String> members(String path, Map<?, ?> expected, Map<?, ?> found, boolean whole) {
        for (Map.Entry<?, ?> member : expected.entrySet()) {
            String at = path + "/" + member.getKey();
            if (!found.containsKey(member.getKey())) {
                return Optional.of(at + " is missing, there is " + new TreeSet<>(found.keySet()));
            }
            Optional<String> deviation = deviation(at, member.getValue(), found.get(member.getKey()), whole);
            if (deviation.isPresent()) {
                return deviation;
            }
        }
        return whole
                ? found.keySet().stream()
                        .filter(name -> !expected.containsKey(name))
                        .findFirst()
                        .map(name -> path + "/" + name + " is not expected")
                : Optional.empty();
    }

    private static Optional<String> items(String path, List<?> expected, List<?> found, boolean whole) {
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> deviation = deviation(path + "/" + i, expected.get(i), found.get(i), whole);
            if (deviation.isPresent()) {
                return deviation;
            }
        }
        return Optional.empty();
    }

    private static boolean same(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Number one && found instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        boolean nothing = expected == null || expected == Json.NULL;
        return nothing ? found == null || found == Json.NULL : expected.equals(found);
    }

    private static String words(String path, @Nullable Object expected, @Nullable Object found) {
        return (path.isEmpty() ? "the value" : path) + " is " + Json.write(found) + ", expected " + Json.write(expected);
    }
}
