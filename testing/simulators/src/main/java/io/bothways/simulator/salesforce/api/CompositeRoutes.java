package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.records.ApiError;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Several calls in one: up to 25, one after the other, where a later one may name what an earlier one answered. Queries
 * and single records can be called so; a call that rolls back with its neighbours ({@code allOrNone}) is refused.
 */
public final class CompositeRoutes {
    private static final int MAX_CALLS = 25;
    private static final int PAGE = 2_000;
    private static final Pattern ADDRESS = Pattern.compile("(/services/data/v\\d\\d\\.0)/([^?]+)(?:\\?(.*))?");
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)\\.([\\w.]+)}");

    private final QueryRoutes queries;
    private final RowRoutes rows;

    public CompositeRoutes(QueryRoutes queries, RowRoutes rows) {
        this.queries = queries;
        this.rows = rows;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, ApiPath.VERSIONED + "/composite", "composite", this::run);
    }

    private VendorReply run(VendorCall call) {
        JsonNode requests = call.json().path("compositeRequest");
        if (!requests.isArray() || requests.isEmpty() || requests.size() > MAX_CALLS
                || call.json().path("allOrNone").asBoolean()) {
            throw ApiError.of("INVALID_INPUT", "compositeRequest must hold 1 to " + MAX_CALLS
                    + " requests; this organization does not offer allOrNone for them").asFailure();
        }
        Map<String, JsonNode> answers = new HashMap<>();
        ObjectNode all = Json.object();
        ArrayNode responses = all.putArray("compositeResponse");
        int written = 0;
        for (JsonNode request : requests) {
            String reference = request.path("referenceId").asText();
            VendorReply reply = answer(request, answers);
            JsonNode body = body(reply);
            written += reply.status() < 300 && !request.path("method").asText().equals("GET") ? 1 : 0;
            ObjectNode response = responses.addObject();
            response.set("body", body);
            response.putObject("httpHeaders");
            response.put("httpStatusCode", reply.status()).put("referenceId", reference);
            if (body != null && reply.status() < 300) {
                answers.put(reference, body);
            }
        }
        call.wrote(written);
        return VendorReply.json(200, all);
    }

    private VendorReply answer(JsonNode request, Map<String, JsonNode> answers) {
        try {
            Matcher address = ADDRESS.matcher(fill(request.path("url").asText(), answers));
            if (!address.matches()) {
                return ApiError.notFound().reply();
            }
            JsonNode body = Json.MAPPER.readTree(fill(request.path("body").toString(), answers));
            return dispatch(request.path("method").asText(), address, body == null ? Json.object() : body);
        } catch (VendorFailure failure) {
            return failure.reply();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private VendorReply dispatch(String method, Matcher address, JsonNode body) {
        String base = address.group(1);
        String[] path = address.group(2).split("/");
        for (int part = 0; part < path.length; part++) {
            path[part] = URLDecoder.decode(path[part], StandardCharsets.UTF_8);
        }
        String target = method + " " + path[0] + " " + path.length;
        return switch (target) {
            case "GET query 1" -> queries.run(base, parameter(address.group(3), "q"), false, PAGE);
            case "GET queryAll 1" -> queries.run(base, parameter(address.group(3), "q"), true, PAGE);
            case "POST sobjects 2" -> rows.create(path[1], body, false);
            case "GET sobjects 3" -> rows.get(base, path[1], path[2], parameter(address.group(3), "fields"));
            case "PATCH sobjects 3" -> rows.update(path[1], path[2], body, false);
            case "DELETE sobjects 3" -> rows.delete(path[1], path[2]);
            case "GET sobjects 4" -> rows.getByKey(
                    base, path[1], path[2], path[3], parameter(address.group(3), "fields"));
            case "PATCH sobjects 4" -> rows.upsert(base, path[1], path[2], path[3], body, false);
            default -> ApiError.notFound().reply();
        };
    }

    /** Puts what earlier calls answered where {@code @{reference.field}} stands. */
    private static String fill(String text, Map<String, JsonNode> answers) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            JsonNode value = answers.get(match.group(1));
            for (String step : match.group(2).split("\\.")) {
                value = value == null ? null : value.get(step);
            }
            if (value == null || !value.isValueNode()) {
                throw ApiError.of("PROCESSING_HALTED", "Invalid reference specified. No value for "
                        + match.group(1) + "." + match.group(2) + " found").asFailure();
            }
            return Matcher.quoteReplacement(value.asText());
        });
    }

    private static @Nullable String parameter(@Nullable String query, String name) {
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static @Nullable JsonNode body(VendorReply reply) {
        try {
            return reply.body().length() == 0 ? null : Json.MAPPER.readTree(reply.body().getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
