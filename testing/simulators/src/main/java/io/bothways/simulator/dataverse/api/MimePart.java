package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.records.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a multipart body: its headers and its content. Lines of headers must end with CR and LF. */
record MimePart(Map<String, String> headers, String content) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.1");
    private static final Pattern CONTENT_ID = Pattern.compile("\\$([A-Za-z0-9_.-]+)(.*)");
    private static final String END_OF_HEADERS = "\r\n\r\n";

    MimePart {
        headers = Map.copyOf(headers);
    }

    static List<MimePart> split(String contentType, String body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/mixed") || !boundary.find()) {
            throw malformed("The content type must be multipart/mixed with a boundary.");
        }
        String delimiter = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        List<MimePart> parts = new ArrayList<>();
        int at = body.indexOf(delimiter);
        while (at >= 0 && !body.startsWith("--", at + delimiter.length())) {
            int start = at + delimiter.length();
            int end = body.indexOf("\n" + delimiter, start);
            if (!body.startsWith("\r\n", start) || end < 0) {
                throw malformed("The batch is not terminated, or its lines do not end with CRLF.");
            }
            parts.add(parse(body.substring(start + 2, body.charAt(end - 1) == '\r' ? end - 1 : end)));
            at = end + 1;
        }
        if (at < 0 || parts.isEmpty()) {
            throw malformed("The batch is empty or not terminated.");
        }
        return parts;
    }

    private static MimePart parse(String text) {
        int end = text.indexOf(END_OF_HEADERS);
        // A request without headers of its own ends right after its request line.
        String head = end < 0 ? text : text.substring(0, end);
        return new MimePart(headers(head.split("\r\n")), end < 0 ? "" : text.substring(end + END_OF_HEADERS.length()));
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (line.indexOf('\n') >= 0 || colon < 0 && !line.isBlank()) {
                throw malformed("A header of the batch is malformed; lines must end with CRLF.");
            }
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /**
     * Reads the request that a part holds.
     *
     * @param batchService the service of the batch, for addresses relative to it
     * @param references the addresses of rows that earlier requests of the change set created
     */
    static ODataRequest request(String content, String baseUrl, String batchService, Map<String, String> references) {
        int lineEnd = content.indexOf("\r\n");
        Matcher line = REQUEST_LINE.matcher(lineEnd < 0 ? content.strip() : content.substring(0, lineEnd));
        if (!line.matches()) {
            throw malformed("The request line of a part is malformed.");
        }
        int headEnd = lineEnd < 0 ? -1 : content.indexOf(END_OF_HEADERS, lineEnd);
        String head = lineEnd < 0 ? "" : content.substring(lineEnd, headEnd < 0 ? content.length() : headEnd);
        String body = headEnd < 0 ? "" : content.substring(headEnd + END_OF_HEADERS.length());
        String address = line.group(2);
        Matcher reference = CONTENT_ID.matcher(address);
        if (reference.matches() && !address.startsWith("$batch")) {
            address = referenced(reference.group(1), references) + reference.group(2);
        } else if (!address.contains("/api/data/")) {
            address = batchService + address;
        }
        return ODataRequest.parse(line.group(1), baseUrl, address, headers(head.split("\r\n")), body.strip());
    }

    static String referenced(String contentId, Map<String, String> references) {
        String address = references.get(contentId);
        if (address == null) {
            throw Problem.malformed("Content-ID Reference: '$" + contentId + "' does not exist in the batch context.");
        }
        return address;
    }

    static void write(StringBuilder answer, String boundary, String contentId, ODataReply reply) {
        answer.append("--").append(boundary).append("\r\nContent-Type: application/http\r\n"
                + "Content-Transfer-Encoding: binary\r\n");
        if (!contentId.isEmpty()) {
            answer.append("Content-ID: ").append(contentId).append("\r\n");
        }
        answer.append("\r\nHTTP/1.1 ").append(reply.status()).append(' ')
                .append(reason(reply.status())).append("\r\n");
        reply.headers().forEach((name, value) -> answer.append(name).append(": ").append(value).append("\r\n"));
        answer.append("OData-Version: 4.0\r\n\r\n").append(reply.body()).append("\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 412 -> "Precondition Failed";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Unknown";
        };
    }

    boolean isMultipart() {
        return contentType().startsWith("multipart/mixed");
    }

    String contentType() {
        return headers.getOrDefault("content-type", "");
    }

    String contentId() {
        return headers.getOrDefault("content-id", "");
    }

    private static Problem malformed(String sentence) {
        return new Problem(400, Problem.PAYLOAD, sentence);
    }

    /** Contents hold personal data. */
    @Override
    public String toString() {
        return "MimePart[" + content.length() + " characters]";
    }
}
