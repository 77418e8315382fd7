package io.bothways.connector.dataverse;

import io.bothways.connector.read.Cursor;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a read goes on: at the address that Dataverse gave for its next page or for the changes since. It is not
 * opened, only taken apart, so that nothing but the parameters that this connector knows goes back, and only to the
 * host of the account.
 *
 * @param set the name in addresses
 * @param parameters of the address, decoded
 */
record DataversePosition(String set, Map<String, String> parameters) {
    private static final String SELECT = "$select";
    private static final String DELTA = "$deltatoken";
    private static final String SKIP = "$skiptoken";
    private static final String FILTER = "$filter";
    private static final String MILLIS = "-?\\d{1,18}";
    private static final String NOT_UNDERSTOOD = "the stored read position is not understood";
    private static final Set<String> KNOWN = Set.of(SELECT, DELTA, SKIP, FILTER);

    DataversePosition {
        parameters = Map.copyOf(parameters);
    }

    /** @throws io.bothways.connector.failure.ConnectorException if the address is none of this API */
    static DataversePosition ofLink(String link) {
        try {
            URI address = new URI(link.replace(" ", "%20").replace("|", "%7C").replace("\"", "%22")
                    .replace("<", "%3C").replace(">", "%3E"));
            String path = address.getPath() == null ? "" : address.getPath();
            int set = path.lastIndexOf('/');
            Map<String, String> parameters = new HashMap<>();
            for (String parameter : Optional.ofNullable(address.getRawQuery()).orElse("").split("&")) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    parameters.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
                }
            }
            if (path.matches(Pattern.quote(DataverseApi.BASE) + "/[A-Za-z0-9_]+")
                    && KNOWN.containsAll(parameters.keySet())) {
                return new DataversePosition(path.substring(set + 1), parameters);
            }
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            // Said below, like an address of another API.
        }
        throw DataverseFailures.unexpected("Dataverse's answer names a next page that is not an address of this API");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String select() {
        return parameters.getOrDefault(SELECT, "");
    }

    /** {@code null} leaves the parameter out of the call. */
    @Nullable String filter() {
        return parameters.get(FILTER);
    }

    @Nullable String deltaToken() {
        return parameters.get(DELTA);
    }

    @Nullable String skipToken() {
        return parameters.get(SKIP);
    }

    String form() {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", encoded(set) + "?", ""));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    static DataversePosition ofForm(String form) {
        try {
            int query = form.indexOf('?');
            Map<String, String> parameters = new HashMap<>();
            for (String parameter : form.substring(query + 1).split("&")) {
                int equals = parameter.indexOf('=');
                parameters.put(plain(parameter.substring(0, equals)), plain(parameter.substring(equals + 1)));
            }
            return new DataversePosition(plain(form.substring(0, query)), parameters);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            throw DataverseFailures.expired(NOT_UNDERSTOOD, "", 0);
        }
    }

    /**
     * A complete listing behind its first page.
     *
     * @param begunAt our clock before its first page was asked for
     */
    record Listing(Instant begunAt, DataversePosition next) {
        private static final String FORM = "l1";

        Cursor cursor() {
            return new Cursor(String.join("|", FORM, Long.toString(begunAt.toEpochMilli()), next.form()));
        }

        static Listing of(Cursor cursor) {
            String[] parts = cursor.position().split("\\|", -1);
            if (parts.length != 3 || !parts[0].equals(FORM) || !parts[1].matches(MILLIS)) {
                throw DataverseFailures.expired(NOT_UNDERSTOOD, "", 0);
            }
            return new Listing(Instant.ofEpochMilli(Long.parseLong(parts[1])), ofForm(parts[2]));
        }
    }

    /** How an incremental read reads. */
    enum Way {
        /** The whole table, to begin the tracking; rows that were not modified since are passed over. */
        WHOLE,
        /** What was modified since, until a link that is known already takes over. */
        STAMPS,
        /** What a delta link tells. */
        LINK
    }

    /**
     * An incremental read.
     *
     * @param since milliseconds; means nothing to a link
     * @param next empty before the first call from a time
     * @param link that takes over where stamps end
     */
    record Changes(long since, Way way, Optional<DataversePosition> next, Optional<DataversePosition> link) {
        private static final String FORM = "d1";

        static Changes startingAt(Instant since) {
            return new Changes(since.toEpochMilli(), Way.WHOLE, Optional.empty(), Optional.empty());
        }

        static Changes behind(DataversePosition link) {
            return new Changes(0, Way.LINK, Optional.of(link), Optional.empty());
        }

        /** Further on the same way. */
        Changes at(DataversePosition page) {
            return new Changes(since, way, Optional.of(page), link);
        }

        Cursor cursor() {
            return new Cursor(String.join(
                    "|",
                    FORM,
                    Long.toString(since),
                    way.name(),
                    next.map(DataversePosition::form).orElse(""),
                    link.map(DataversePosition::form).orElse("")));
        }

        static Changes of(Cursor cursor) {
            String[] parts = cursor.position().split("\\|", -1);
            if (parts.length == 5 && parts[0].equals(FORM) && parts[1].matches(MILLIS)
                    && Arrays.stream(Way.values()).anyMatch(way -> way.name().equals(parts[2]))) {
                return new Changes(
                        Long.parseLong(parts[1]), Way.valueOf(parts[2]), optional(parts[3]), optional(parts[4]));
            }
            throw DataverseFailures.expired(NOT_UNDERSTOOD, "", 0);
        }

        private static Optional<DataversePosition> optional(String form) {
            return form.isEmpty() ? Optional.empty() : Optional.of(ofForm(form));
        }
    }
}
