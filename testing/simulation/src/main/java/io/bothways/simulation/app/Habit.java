package io.bothways.simulation.app;

import java.util.Locale;

/** What an app makes of a text that it is given. Doing it twice is doing it once. */
public enum Habit {
    AS_IT_IS {
        @Override
        String apply(String text) {
            return text;
        }
    },
    LOWER_CASE {
        @Override
        String apply(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    UPPER_CASE {
        @Override
        String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    },
    SHORT {
        @Override
        String apply(String text) {
            return text.length() > 12 ? text.substring(0, 12).strip() : text;
        }
    },
    NATIONAL_PHONE {
        @Override
        String apply(String text) {
            String digits = text.replaceAll("\\D", "");
            String national = digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
            return national.length() == 10
                    ? "(" + national.substring(0, 3) + ") " + national.substring(3, 6) + "-" + national.substring(6)
                    : text;
        }
    },
    E164_PHONE {
        @Override
        String apply(String text) {
            String digits = text.replaceAll("\\D", "");
            return digits.length() == 10 ? "+1" + digits : digits.length() == 11 ? "+" + digits : text;
        }
    };

    abstract String apply(String text);
}
