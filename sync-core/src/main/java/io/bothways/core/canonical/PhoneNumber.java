package io.bothways.core.canonical;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Locale;

/** Phone numbers as E.164, with an extension where there is one; what is no number stays what it is. */
public final class PhoneNumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    /** No number is longer: longer text is a remark in a phone field and not worth parsing. */
    private static final int LONGEST = 60;

    private PhoneNumber() {}

    /** E.164 of a possible number; otherwise the text without the punctuation that people put into numbers. */
    public static String canonical(String text, String region) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return text;
        }
        try {
            Phonenumber.PhoneNumber number = NUMBERS.parse(text, region);
            if (NUMBERS.isPossibleNumber(number)) {
                String plain = NUMBERS.format(number, PhoneNumberFormat.E164);
                return number.hasExtension() ? plain + ";ext=" + number.getExtension() : plain;
            }
        } catch (NumberParseException notANumber) {
            // A person may write "ask Ann" into a phone field; it is compared as text.
        }
        String bare = text.replaceAll("[\\s().\\-/]", "").toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? text : bare;
    }
}
