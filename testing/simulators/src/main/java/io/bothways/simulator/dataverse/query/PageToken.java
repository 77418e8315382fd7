package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a listing goes on, in the shape of the vendor's paging cookie.
 *
 * @param page the number of the page to come
 * @param lastId the id of the last row of the page before
 * @param lastValues its sort values
 * @param since the version after which changes are listed; -1 where it is no list of changes
 * @param until the last version that the listing's delta link covers; -1 where changes are not tracked
 * @param query a digest of the query that the cookie belongs to
 */
record PageToken(int page, String lastId, List<String> lastValues, long since, long until, int query) {
    private static final Pattern OUTER =
            Pattern.compile("<cookie pagenumber=\"(\\d+)\" pagingcookie=\"([^\"]*)\" istracking=\"(True|False)\" />");
    private static final String SEPARATOR = "\u001f";

    PageToken {
        lastValues = List.copyOf(lastValues);
    }

    /** As the value of {@code $skiptoken}, not yet encoded for an address. */
    String write() {
        List<String> parts = new ArrayList<>(List.of(lastId, String.valueOf(since), String.valueOf(until),
                String.valueOf(query)));
        parts.addAll(lastValues);
        return "<cookie pagenumber=\"" + page + "\" pagingcookie=\""
                + encode(encode(String.join(SEPARATOR, parts))) + "\" istracking=\"" + (until >= 0 ? "True" : "False")
                + "\" />";
    }

    static PageToken read(String text, int query) {
        Matcher outer = OUTER.matcher(text);
        if (!outer.matches()) {
            throw malformed();
        }
        String[] parts = decode(decode(outer.group(2))).split(SEPARATOR, -1);
        try {
            PageToken token = new PageToken(Integer.parseInt(outer.group(1)), parts[0],
                    List.of(parts).subList(4, parts.length), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]));
            if (token.query != query) {
                throw malformed();
            }
            return token;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw malformed();
        }
    }

    private static Problem malformed() {
        return new Problem(400, "0x80041129", "Malformed XML in the Paging Cookie");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
