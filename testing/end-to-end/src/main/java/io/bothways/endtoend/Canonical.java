package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Two apps write one value in two ways. This is the judge's own, deliberately simple idea of "the same", so that an
 * error in the engine's canonical forms shows.
 */
public final class Canonical {
    private Canonical() {}

    /** The form in which values of both apps are compared; empty for a blank. */
    public static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.asText().strip();
        if (text.matches("[-+]?\\d+(\\.\\d+)?")) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        if (text.matches("[+(\\d][-+(). \\d]{5,}\\d")) {
            return digits(text);
        }
        return text.toLowerCase(Locale.ROOT).replaceAll("^https?://(www\\.)?", "").replaceAll("/+$", "");
    }

    /** The last nine digits: a national and an international spelling of one phone number have them in common. */
    private static String digits(String phone) {
        String digits = phone.replaceAll("\\D", "");
        return "#" + digits.substring(Math.max(0, digits.length() - 9));
    }
}
