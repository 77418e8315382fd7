package io.bothways.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.write.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Lists, counts and reads by id. */
final class TemplateReader implements RecordListing, RecordCount, RecordReader {
    private final TemplateApi api;
    private final TemplateSchema schema;

    TemplateReader(TemplateApi api, TemplateSchema schema) {
        this.api = api;
        this.schema = schema;
    }

    /**
     * Where the next page begins: at the last record of the page before. The app lists by offset, so a deletion moves
     * what is behind it forward; if the record at the edge is another one now, a page is read again.
     */
    private record Position(int offset, String lastId) {
        static Position of(Optional<Cursor> cursor) {
            if (cursor.isEmpty()) {
                return new Position(0, "");
            }
            String[] parts = cursor.get().position().split("/", 2);
            if (parts.length < 2 || !parts[0].matches("\\d{1,9}")) {
                throw new ConnectorException(
                        FailureKind.CURSOR_EXPIRED,
                        new Failure(FailureCodes.CURSOR_EXPIRED, "the position is not understood", "", "", 0));
            }
            return new Position(Integer.parseInt(parts[0]), parts[1]);
        }

        Cursor cursor() {
            return new Cursor(offset + "/" + lastId);
        }

        boolean shifted(List<JsonNode> items) {
            return !lastId.isEmpty() && (items.isEmpty() || !id(items.getFirst()).equals(lastId));
        }

        Position back() {
            return new Position(Math.max(0, offset - TemplateProvider.PAGE), "");
        }
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        Map<String, FieldSchema> known = schema.fields(type, fields);
        Position position = Position.of(from);
        JsonNode answer = api.list(type, position.offset(), TemplateProvider.PAGE);
        if (!answer.path("items").isArray()) {
            throw new ConnectorException(
                    FailureKind.RETRY,
                    new Failure(FailureCodes.UNEXPECTED_ANSWER, "the page has no items", "", "", 200));
        }
        List<JsonNode> items = new ArrayList<>();
        answer.path("items").forEach(items::add);
        long total = answer.path("total").asLong();
        if (position.shifted(items)) {
            return page(List.of(), Optional.of(position.back()), total);
        }
        int end = position.offset() + items.size();
        Optional<Position> next = end < total && !items.isEmpty()
                ? Optional.of(new Position(end - 1, id(items.getLast())))
                : Optional.empty();
        List<SourceRecord> records = items.stream()
                .filter(item -> !id(item).equals(position.lastId()))
                .map(item -> TemplateValues.record(item, known))
                .toList();
        return page(records, next, total);
    }

    private static Page page(List<SourceRecord> records, Optional<Position> next, long total) {
        return new Page(
                records, next.map(Position::cursor), next.isPresent(), false, OptionalLong.of(total), List.of());
    }

    @Override
    public Count count(String type) {
        return new Count(api.list(type, 0, 1).path("total").asLong(), Quality.EXACT);
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        Map<String, FieldSchema> known = schema.fields(type, fields);
        List<SourceRecord> records = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (String id : new HashSet<>(ids)) {
            find(type, id).ifPresentOrElse(
                    item -> records.add(TemplateValues.record(item, known)), () -> missing.add(id));
        }
        return new Found(records, missing, Map.of(), true);
    }

    private Optional<JsonNode> find(String type, String id) {
        // What cannot be an id would be another address of the app.
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(api.read(type, id));
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static String id(JsonNode item) {
        return item.path("id").asText();
    }
}
