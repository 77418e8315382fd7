package io.bothways.connector.failure;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer with an error, laid flat so that rules can look at it. How an app's body is laid flat is the connector's.
 *
 * @param headers in whatever case they came; here in lower case
 * @param readable the body has the form that the app gives its errors; false for pages of proxies and for nothing
 * @param codes what the app says in words made for machines, by a name that the connector's rules use, for example
 *     {@code category} to {@code CONFLICT}
 * @param message the app's own words
 * @param field the app's field that it is about, empty where it is none
 */
public record ErrorAnswer(
        int status,
        Map<String, String> headers,
        boolean readable,
        Map<String, String> codes,
        String message,
        String field) {
    public ErrorAnswer {
        headers = lowerCased(headers);
        codes = Map.copyOf(codes);
    }

    private static Map<String, String> lowerCased(Map<String, String> headers) {
        Map<String, String> named = new HashMap<>();
        headers.forEach((name, value) -> named.put(name.toLowerCase(Locale.ROOT), value));
        return Map.copyOf(named);
    }

    /** The code of that name, empty where the answer has none. */
    public String code(String name) {
        return codes.getOrDefault(name, "");
    }
}
