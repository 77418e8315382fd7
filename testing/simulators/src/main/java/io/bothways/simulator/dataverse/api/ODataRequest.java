package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request of the Web API, alone or in a batch.
 *
 * @param method the HTTP method
 * @param service the address of the service, such as {@code http://127.0.0.1:8104/api/data/v9.2/}
 * @param path what follows it, decoded, without the query
 * @param rawQuery the query as it was sent
 * @param headers the headers, their names in lower case
 * @param body the body; empty for none
 */
record ODataRequest(String method, String service, String path, String rawQuery, Map<String, String> headers,
        String body) {
    private static final String API = "/api/data/";

    ODataRequest {
        headers = Map.copyOf(headers);
    }

    /** The request that a call is. */
    static ODataRequest of(VendorCall call) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {"Prefer", "If-Match", "If-None-Match", "MSCRM.SuppressDuplicateDetection",
            "Content-Type"}) {
            String value = call.header(name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return parse(call.method(), call.baseUrl(), call.uri(), headers, call.body().toString());
    }

    /** The request for an address, absolute or from the root of the environment. */
    static ODataRequest parse(String method, String baseUrl, String address, Map<String, String> headers, String body) {
        int api = address.indexOf(API);
        int version = api < 0 ? -1 : address.indexOf('/', api + API.length());
        if (version < 0) {
            throw Problem.malformed("Invalid Uri: '" + address + "'");
        }
        int query = address.indexOf('?', version);
        String service = baseUrl + address.substring(api, version + 1);
        String path = address.substring(version + 1, query < 0 ? address.length() : query);
        // A plus sign is itself in a path, unlike in a query.
        return new ODataRequest(method, service, decode(path.replace("+", "%2B")),
                query < 0 ? "" : address.substring(query + 1), headers, body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Preferences preferences() {
        return Preferences.parse(header("Prefer").orElse(""));
    }

    /** The query options, decoded; of several of one name the last. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : rawQuery.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                options.put(decode(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decode(part.substring(equals + 1)));
            }
        }
        return options;
    }

    /** The body, which must be a JSON object. */
    JsonNode json() {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw notJson();
        }
        throw notJson();
    }

    private static Problem notJson() {
        return new Problem(400, Problem.PAYLOAD, "Stream was not readable.");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("Bad Request - Invalid URL");
        }
    }

    /** Addresses and bodies hold personal data. */
    @Override
    public String toString() {
        return method + " " + service;
    }
}
