package io.bothways.connector.salesforce;

import static io.bothways.connector.salesforce.SalesforceRecords.DELETED;
import static io.bothways.connector.salesforce.SalesforceRecords.ID;
import static io.bothways.connector.salesforce.SalesforceRecords.STAMP;
import static io.bothways.connector.salesforce.SalesforceRecords.selected;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.contracts.record.FieldSchema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lists by id, polls by SystemModstamp, which moves on every change where LastModifiedDate does not. Polls include
 * deleted and merged records, so that a deletion costs no call of its own.
 */
final class SalesforceChanges implements RecordListing, ChangeSource {
    private final SalesforceApi api;
    private final QueryPages pages;
    private final SalesforceSchema schema;
    private final Clock clock;

    SalesforceChanges(SalesforceApi api, SalesforceSchema schema, Clock clock) {
        this.api = api;
        this.pages = new QueryPages(api);
        this.schema = schema;
        this.clock = clock;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return QueryPosition.Incremental.startingAt(since).cursor();
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        Map<String, FieldSchema> known = schema.fields(SalesforceType.of(type), fields);
        String select = "SELECT " + String.join(", ", selected(known.keySet(), ID, STAMP)) + " FROM " + type;
        Optional<QueryPosition.Listing> position = from.map(QueryPosition.Listing::of);
        JsonNode answer = position
                .map(at -> pageOr(
                        at.nextPage(), () -> api.query(select + at.conditions() + " ORDER BY Id")))
                .orElseGet(() -> api.query(select + " ORDER BY Id"));
        List<SourceRecord> records = new ArrayList<>();
        answer.path("records").forEach(row -> records.add(SalesforceRecords.read(row, known)));
        Optional<Cursor> next = records.isEmpty()
                ? Optional.empty()
                : QueryPages.next(answer)
                        .map(page -> new QueryPosition.Listing(page, records.getLast().id()).cursor());
        return new Page(records, next, next.isPresent(), false, total(answer), List.of());
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        Map<String, FieldSchema> known = schema.fields(SalesforceType.of(type), fields);
        QueryPosition.Incremental position = QueryPosition.Incremental.of(from).begun(clock.instant());
        String query = "SELECT " + String.join(", ", selected(known.keySet(), ID, STAMP, DELETED)) + " FROM " + type
                + position.conditions() + " ORDER BY SystemModstamp, Id";
        JsonNode answer = position.nextPage().isEmpty()
                ? api.queryAll(query)
                : pageOr(position.nextPage(), () -> api.queryAll(query));
        List<SourceRecord> records = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        long newest = 0;
        String lastId = "";
        for (JsonNode row : answer.path("records")) {
            newest = Math.max(newest, SalesforceRecords.version(row));
            lastId = SalesforceRecords.id(row);
            if (row.path(DELETED).asBoolean()) {
                deleted.add(lastId);
            } else {
                records.add(SalesforceRecords.read(row, known));
            }
        }
        Optional<String> nextPage = lastId.isEmpty() ? Optional.empty() : QueryPages.next(answer);
        QueryPosition.Incremental next = position.after(nextPage, newest, lastId, clock.instant());
        return new Page(records, Optional.of(next.cursor()), next.reading(), false, total(answer), deleted);
    }

    /** The next page, or where Salesforce has dropped the query, the same read asked anew behind its last record. */
    private JsonNode pageOr(String nextPage, Supplier<JsonNode> again) {
        try {
            return pages.follow(nextPage);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.CURSOR_EXPIRED) {
                return again.get();
            }
            throw failed;
        }
    }

    private static OptionalLong total(JsonNode answer) {
        return answer.has("totalSize") ? OptionalLong.of(answer.path("totalSize").asLong()) : OptionalLong.empty();
    }
}
