package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.hubspot.SearchFilter.SearchProperty;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.ObjectType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Search: groups of filters, one sort, pages of at most 200, and no result beyond the ten-thousandth of a query. */
final class SearchRoutes {
    private static final int DEFAULT_PAGE = 10;
    private static final int MAX_PAGE = 200;
    private static final int MAX_RESULTS = 10_000;
    private static final int MAX_GROUPS = 5;
    private static final int MAX_FILTERS_PER_GROUP = 6;
    private static final int MAX_FILTERS = 18;
    private final SearchIndex index;

    SearchRoutes(SearchIndex index) {
        this.index = index;
    }

    void addTo(VendorRoutes routes) {
        for (String objects : ObjectPaths.OBJECTS) {
            routes.read(HttpMethod.POST, objects + "/search", "{type}.search", this::search);
        }
    }

    private VendorReply search(VendorCall call) {
        ObjectType type = ObjectPaths.type(call);
        JsonNode query = call.json();
        int limit = limit(query);
        int from = offset(query);
        if (from + limit > MAX_RESULTS) {
            throw HubSpotErrors.invalid("There was a problem with the request. Paging beyond " + MAX_RESULTS
                    + " results is not supported");
        }
        Predicate<SearchIndex.Entry> wanted = filters(type, query).and(text(query.path("query").asText()));
        List<SearchIndex.Entry> found = new ArrayList<>();
        for (SearchIndex.Entry entry : index.entries(type)) {
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        found = sorted(found, type, query.path("sorts"));
        Set<String> properties = RecordJson.properties(type, ObjectPaths.strings(query.path("properties")));
        ObjectNode answer = Json.object().put("total", found.size());
        ArrayNode results = answer.putArray("results");
        int end = Math.min(found.size(), from + limit);
        for (int at = from; at < end; at++) {
            SearchIndex.Entry entry = found.get(at);
            results.add(RecordJson.of(type, String.valueOf(entry.id()), entry.fields(), entry.createdAt(),
                    entry.modifiedAt(), false, properties));
        }
        if (end < found.size()) {
            answer.putObject("paging").putObject("next").put("after", String.valueOf(end));
        }
        return VendorReply.json(200, answer);
    }

    private static int limit(JsonNode query) {
        int limit = query.hasNonNull("limit") ? query.path("limit").asInt(-1) : DEFAULT_PAGE;
        if (limit < 0 || limit > MAX_PAGE) {
            throw HubSpotErrors.invalid("Invalid input JSON: limit must be from 0 to " + MAX_PAGE);
        }
        return limit;
    }

    private static int offset(JsonNode query) {
        String after = query.path("after").asText("");
        if (after.isEmpty() || after.equals("null")) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(after));
        } catch (NumberFormatException e) {
            throw HubSpotErrors.invalid("Invalid input JSON: after must be an offset");
        }
    }

    /** Groups are alternatives, the filters of a group hold together. */
    private static Predicate<SearchIndex.Entry> filters(ObjectType type, JsonNode query) {
        JsonNode groups = query.path("filterGroups");
        List<JsonNode> all = new ArrayList<>();
        groups.forEach(all::add);
        if (query.path("filters").isArray() && !query.path("filters").isEmpty()) {
            all.add(query);
        }
        int filters = all.stream().mapToInt(group -> group.path("filters").size()).sum();
        if (all.size() > MAX_GROUPS || filters > MAX_FILTERS
                || all.stream().anyMatch(group -> group.path("filters").size() > MAX_FILTERS_PER_GROUP)) {
            throw HubSpotErrors.invalid("A search takes at most " + MAX_GROUPS + " filter groups, "
                    + MAX_FILTERS_PER_GROUP + " filters in each and " + MAX_FILTERS + " in all");
        }
        List<Predicate<SearchIndex.Entry>> alternatives = new ArrayList<>();
        for (JsonNode group : all) {
            Predicate<SearchIndex.Entry> together = entry -> true;
            for (JsonNode filter : group.path("filters")) {
                together = together.and(SearchFilter.of(type, filter));
            }
            alternatives.add(together);
        }
        return alternatives.isEmpty() ? entry -> true
                : entry -> alternatives.stream().anyMatch(alternative -> alternative.test(entry));
    }

    private static Predicate<SearchIndex.Entry> text(String query) {
        if (query.isBlank()) {
            return entry -> true;
        }
        String sought = query.strip().toLowerCase(Locale.ROOT);
        return entry -> entry.fields().values().stream()
                .anyMatch(value -> value.toString().toLowerCase(Locale.ROOT).contains(sought));
    }

    /** In the order wanted, or that of the ids; equal values are in the order of their ids. */
    private static List<SearchIndex.Entry> sorted(List<SearchIndex.Entry> found, ObjectType type, JsonNode sorts) {
        if (sorts.size() > 1) {
            throw HubSpotErrors.invalid("Invalid input JSON: only one sort is supported");
        }
        if (sorts.isEmpty()) {
            return found;
        }
        JsonNode sort = sorts.get(0);
        String named = sort.isTextual() ? sort.asText() : sort.path("propertyName").asText();
        boolean descending = sort.isTextual() ? named.startsWith("-")
                : sort.path("direction").asText().equals("DESCENDING");
        SearchProperty property = SearchProperty.of(type, named.startsWith("-") ? named.substring(1) : named);
        Comparator<Comparable<Object>> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        // Each value is read once: every page sorts all that was found anew.
        return found.stream()
                .map(entry -> new Sorted(property.of(entry), entry))
                .sorted(Comparator.comparing(Sorted::value, Comparator.nullsLast(values))
                        .thenComparingLong(each -> each.entry().id()))
                .map(Sorted::entry)
                .toList();
    }

    private record Sorted(@Nullable Comparable<Object> value, SearchIndex.Entry entry) {}
}
