package io.bothways.connector.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.contracts.record.FieldSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Lists by the object endpoint, which is consistent and cheap on the search budget; polls by search. */
final class HubSpotChanges implements RecordListing, ChangeSource {
    private static final String ID = "hs_object_id";
    /** HubSpot answers 414 to some 16,000 characters of address (airbyte source-hubspot: chunks of 15,000). */
    private static final int LONGEST_IN_ADDRESS = 12_000;

    private final HubSpotApi api;
    private final HubSpotSchema schema;
    private final BatchReading batch;
    private final Clock clock;

    HubSpotChanges(HubSpotApi api, HubSpotSchema schema, BatchReading batch, Clock clock) {
        this.api = api;
        this.schema = schema;
        this.batch = batch;
        this.clock = clock;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return SearchPosition.startingAt(since).cursor();
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        HubSpotType kind = HubSpotType.of(type);
        Map<String, FieldSchema> known = schema.fields(kind, fields);
        String properties = String.join(",", known.keySet());
        boolean addressable = URLEncoder.encode(properties, StandardCharsets.UTF_8).length() <= LONGEST_IN_ADDRESS;
        JsonNode answer = api.list(
                kind.path(),
                HubSpotProvider.LIST_PAGE,
                from.map(Cursor::position).orElse(null),
                addressable ? properties : ID,
                false);
        Optional<Cursor> next = Optional.ofNullable(answer.path("paging").path("next").get("after"))
                .map(JsonNode::asText)
                .map(Cursor::new);
        List<SourceRecord> records =
                addressable ? HubSpotRecords.readAll(answer, known) : complete(kind, known, answer);
        return new Page(records, next, next.isPresent(), false, OptionalLong.empty(), List.of());
    }

    /** The records of a page with all their properties; one that went away meanwhile is left out. */
    private List<SourceRecord> complete(HubSpotType type, Map<String, FieldSchema> known, JsonNode page) {
        Set<String> ids = new LinkedHashSet<>();
        page.path("results").forEach(object -> ids.add(HubSpotRecords.id(object)));
        return batch.read(type, known.keySet(), ids, Optional.empty()).stream()
                .map(object -> HubSpotRecords.read(object, known))
                .filter(record -> ids.contains(record.id()))
                .toList();
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        HubSpotType kind = HubSpotType.of(type);
        Map<String, FieldSchema> known = schema.fields(kind, fields);
        SearchPosition position = SearchPosition.of(from).begun(clock.instant());
        JsonNode answer = api.search(type, query(kind, known.keySet(), position));
        LongSummaryStatistics stamps = new LongSummaryStatistics();
        long greatestId = 0;
        for (JsonNode object : answer.path("results")) {
            long modified = HubSpotRecords.stamp(HubSpotRecords.text(object, kind.modifiedProperty()));
            stamps.accept(modified == 0 ? HubSpotRecords.version(object) : modified);
            greatestId = Math.max(greatestId, object.path("id").asLong());
        }
        boolean empty = stamps.getCount() == 0;
        SearchPosition next = position.after(
                empty ? 0 : stamps.getMin(),
                empty ? 0 : stamps.getMax(),
                greatestId,
                !empty && answer.path("paging").path("next").has("after"),
                clock.instant());
        return new Page(
                HubSpotRecords.readAll(answer, known),
                Optional.of(next.cursor()),
                next.reading(),
                true,
                OptionalLong.empty(),
                List.of());
    }

    private static ObjectNode query(HubSpotType type, Collection<String> fields, SearchPosition position) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        var filters = query.putArray("filterGroups").addObject().putArray("filters");
        ObjectNode sort = query.putArray("sorts").addObject();
        filters.add(filter(type.modifiedProperty(), "GTE", position.from()));
        if (position.byStamp()) {
            sort.put("propertyName", type.modifiedProperty());
        } else {
            filters.add(filter(type.modifiedProperty(), "LTE", position.from()));
            filters.add(filter(ID, "GT", position.afterId()));
            sort.put("propertyName", ID);
        }
        sort.put("direction", "ASCENDING");
        var properties = query.putArray("properties");
        fields.forEach(properties::add);
        properties.add(type.modifiedProperty());
        return query.put("limit", HubSpotProvider.SEARCH_PAGE);
    }

    private static ObjectNode filter(String property, String operator, long value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("propertyName", property)
                .put("operator", operator)
                .put("value", Long.toString(value));
    }
}
