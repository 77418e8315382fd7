package io.bothways.contracts;

import java.util.regex.Pattern;

/** What our own identifiers may look like: they stand in keys, paths and headers, so they are plain. */
final class Identifiers {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Identifiers() {}

    static void check(String what, String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " has 1 to 64 letters, digits, '-' or '_': '" + value + "'");
        }
    }
}
