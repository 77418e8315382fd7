package io.bothways.simulator.salesforce.schema;

import java.util.Optional;

/**
 * Salesforce's record ids: 15 characters that differ by case, or 18 that do not need it, the last three of which tell
 * the case of the others. Every id in the store has 18; what a caller sends may have 15.
 */
public final class RecordId {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CASE_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT_LENGTH = 15;
    private static final int LONG_LENGTH = 18;
    private static final int SEQUENCE_LENGTH = 9;

    private RecordId() {}

    /** The id of the n-th record of a type; ids sort as their numbers do. */
    public static String of(String keyPrefix, long number) {
        char[] digits = new char[SEQUENCE_LENGTH];
        long rest = number;
        for (int position = SEQUENCE_LENGTH - 1; position >= 0; position--) {
            digits[position] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        String shortId = keyPrefix + "5g0" + new String(digits);
        return shortId + caseSuffix(shortId);
    }

    /** The number from which {@link #of} made the id. */
    public static long number(String id) {
        long number = 0;
        for (int position = SHORT_LENGTH - SEQUENCE_LENGTH; position < SHORT_LENGTH; position++) {
            number = number * DIGITS.length() + DIGITS.indexOf(id.charAt(position));
        }
        return number;
    }

    /** The 18 characters of an id of 15 or 18; empty where the text is no id or its suffix does not fit. */
    public static Optional<String> normalise(String id) {
        if (id.length() != SHORT_LENGTH && id.length() != LONG_LENGTH) {
            return Optional.empty();
        }
        for (int position = 0; position < id.length(); position++) {
            if (DIGITS.indexOf(id.charAt(position)) < 0) {
                return Optional.empty();
            }
        }
        if (id.length() == SHORT_LENGTH) {
            return Optional.of(id + caseSuffix(id));
        }
        return restoreCase(id);
    }

    static String caseSuffix(String shortId) {
        StringBuilder suffix = new StringBuilder(3);
        for (int chunk = 0; chunk < SHORT_LENGTH; chunk += 5) {
            int code = 0;
            for (int position = 0; position < 5; position++) {
                char character = shortId.charAt(chunk + position);
                if (character >= 'A' && character <= 'Z') {
                    code |= 1 << position;
                }
            }
            suffix.append(CASE_CODES.charAt(code));
        }
        return suffix.toString();
    }

    /** A spreadsheet may have changed the case of an 18-character id: the suffix says what it was. */
    private static Optional<String> restoreCase(String id) {
        StringBuilder restored = new StringBuilder(LONG_LENGTH);
        for (int position = 0; position < SHORT_LENGTH; position++) {
            int code = CASE_CODES.indexOf(Character.toUpperCase(id.charAt(SHORT_LENGTH + position / 5)));
            if (code < 0) {
                return Optional.empty();
            }
            char character = id.charAt(position);
            boolean upper = (code >> position % 5 & 1) == 1;
            if (upper && Character.isDigit(character)) {
                return Optional.empty();
            }
            restored.append(upper ? Character.toUpperCase(character) : Character.toLowerCase(character));
        }
        String shortId = restored.toString();
        return Optional.of(shortId + caseSuffix(shortId));
    }
}
