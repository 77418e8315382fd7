package io.bothways.connector.salesforce;

import java.util.regex.Pattern;

/**
 * Record ids come with 15 characters, in which case matters, or with 18, of which the last three say which of the
 * others are upper case. Ours have 18, so that equal records have equal ids.
 */
final class SalesforceId {
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9]{15}");
    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9]{15}[A-Z0-5]{3}");
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int CHUNK = 5;

    private SalesforceId() {}

    static boolean isId(String text) {
        return SHORT.matcher(text).matches() || LONG.matcher(text).matches();
    }

    /** The id with 18 characters; what is no id stays as it is. */
    static String canonical(String id) {
        if (!SHORT.matcher(id).matches()) {
            return id;
        }
        StringBuilder canonical = new StringBuilder(id);
        for (int chunk = 0; chunk < id.length(); chunk += CHUNK) {
            int upperCase = 0;
            for (int i = 0; i < CHUNK; i++) {
                if (Character.isUpperCase(id.charAt(chunk + i))) {
                    upperCase |= 1 << i;
                }
            }
            canonical.append(SUFFIXES.charAt(upperCase));
        }
        return canonical.toString();
    }
}
