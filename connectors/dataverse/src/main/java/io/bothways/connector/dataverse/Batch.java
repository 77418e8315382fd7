package io.bothways.connector.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The multipart form of {@code $batch}: each part is a request written out, answered by a part at the same place. No
 * change sets, which would make one bad row undo the others.
 */
final class Batch {
    private static final String LINE = "\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private int size;

    /** Adds a request; {@code address} is what follows the API's base, already encoded. */
    void add(String method, String address, Map<String, String> headers, JsonNode body) {
        text.append("--").append(DataverseApi.BOUNDARY).append(LINE)
                .append("Content-Type: application/http").append(LINE)
                .append("Content-Transfer-Encoding: binary").append(LINE).append(LINE)
                .append(method).append(' ').append(DataverseApi.BASE).append('/').append(address).append(" HTTP/1.1")
                .append(LINE);
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append(LINE));
        if (!body.isMissingNode()) {
            text.append("Content-Type: application/json").append(LINE);
        }
        text.append("Accept: application/json").append(LINE).append(LINE);
        if (!body.isMissingNode()) {
            text.append(body).append(LINE);
        }
        size++;
    }

    int size() {
        return size;
    }

    String text() {
        return text + "--" + DataverseApi.BOUNDARY + "--" + LINE;
    }

    /**
     * The answer to one request.
     *
     * @param headers lower-case names
     */
    record Part(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                JsonNode tree = JSON.readTree(body);
                return tree == null ? MissingNode.getInstance() : tree;
            } catch (JsonProcessingException notJson) {
                return MissingNode.getInstance();
            }
        }
    }

    /** The parts of an answer in their order; fewer than were asked where it was cut off. */
    static List<Part> parts(String answer) {
        List<Part> parts = new ArrayList<>();
        int begin = answer.indexOf("--");
        int end = answer.indexOf('\n', Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            return parts;
        }
        String boundary = answer.substring(begin, end).strip();
        String[] pieces = ("\n" + answer.substring(begin)).split("\r?\n" + Pattern.quote(boundary), -1);
        for (int at = 1; at < pieces.length - 1; at++) {
            part(pieces[at]).ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<Part> part(String piece) {
        int http = piece.indexOf("HTTP/");
        if (http < 0) {
            return Optional.empty();
        }
        String[] sections = piece.substring(http).split("\r?\n\r?\n", 2);
        String[] lines = sections[0].split("\r?\n");
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[1].matches("\\d{3}")) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (int at = 1; at < lines.length; at++) {
            int colon = lines[at].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[at].substring(0, colon).toLowerCase(Locale.ROOT), lines[at].substring(colon + 1).strip());
            }
        }
        return Optional.of(
                new Part(Integer.parseInt(first[1]), headers, sections.length > 1 ? sections[1].strip() : ""));
    }
}
