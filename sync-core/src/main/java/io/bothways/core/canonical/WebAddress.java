package io.bothways.core.canonical;

import java.util.Locale;

/** Web addresses compared without what apps add or drop by themselves: scheme, {@code www.}, a last slash. */
public final class WebAddress {
    private WebAddress() {}

    /** Host in lower case without {@code www.}, then path and query as they are. */
    public static String canonical(String text) {
        String rest = withoutScheme(text);
        int end = endOfHost(rest);
        String tail = rest.substring(end);
        return host(text) + (tail.equals("/") ? "" : tail.endsWith("/") ? tail.substring(0, tail.length() - 1) : tail);
    }

    /** The bare host of a domain or address: lower case, without {@code www.}, user, port and final dot. */
    public static String host(String text) {
        String rest = withoutScheme(text.strip());
        String host = rest.substring(0, endOfHost(rest)).toLowerCase(Locale.ROOT);
        host = host.substring(host.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        if (port >= 0) {
            host = host.substring(0, port);
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static String withoutScheme(String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            return text.substring(scheme + 3);
        }
        return text.startsWith("//") ? text.substring(2) : text;
    }

    private static int endOfHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return text.length();
    }
}
