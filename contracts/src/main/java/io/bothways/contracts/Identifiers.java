package io.bothways.contracts;

/** What our own identifiers may look like: they stand in keys, paths and headers, so they are plain. */
final class Identifiers {
    private static final int LONGEST = 64;

    private Identifiers() {}

    static void check(String what, String value) {
        if (!isPlain(value)) {
            throw new IllegalArgumentException(what + " has 1 to 64 letters, digits, '-' or '_': '" + value + "'");
        }
    }

    /** Every message and row has some, so this is no regular expression. */
    private static boolean isPlain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            boolean letter = unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z';
            if (!letter && !(unit >= '0' && unit <= '9') && unit != '-' && unit != '_') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= LONGEST;
    }
}
