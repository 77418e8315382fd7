package io.bothways.connector.salesforce;

import static io.bothways.connector.salesforce.SalesforceRecords.DELETED;
import static io.bothways.connector.salesforce.SalesforceRecords.ID;
import static io.bothways.connector.salesforce.SalesforceRecords.MASTER;
import static io.bothways.connector.salesforce.SalesforceRecords.STAMP;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.salesforce.QueryPosition.Incremental;
import io.bothways.connector.salesforce.QueryPosition.Listing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists by id, polls by SystemModstamp, which moves on every change where LastModifiedDate does not. Polls include
 * deleted and merged records, so that neither costs a call of its own. A role moves no stamp of its opportunity, so
 * a poll for primary contacts reads the changed roles too.
 */
final class SalesforceChanges implements RecordListing, ChangeSource {
    private static final String ROLES = "SELECT " + ID + "," + STAMP + "," + Junction.OPPORTUNITY_CONTACTS.from()
            + " FROM " + Junction.OPPORTUNITY_CONTACTS.type();

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
        return Incremental.startingAt(since).cursor();
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        SalesforceType kind = SalesforceType.of(type);
        Selection selection = new Selection(kind, schema.fields(kind, fields));
        Optional<Listing> position = from.map(Listing::of);
        String conditions = Stream.of(kind.live(), position.map(Listing::condition).orElse(""))
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining(" AND "));
        String query = selection.select() + (conditions.isEmpty() ? "" : " WHERE " + conditions) + " ORDER BY Id";
        JsonNode answer = position
                .map(at -> pageOr(at.nextPage(), () -> api.query(query)))
                .orElseGet(() -> api.query(query));
        List<JsonNode> rows = new ArrayList<>();
        answer.path("records").forEach(rows::add);
        Optional<Cursor> next = rows.isEmpty()
                ? Optional.empty()
                : QueryPages.next(answer)
                        .map(page -> new Listing(page, SalesforceRecords.id(rows.getLast())).cursor());
        return new Page(
                selection.records(api, rows), next, next.isPresent(), false, total(answer), List.of());
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        SalesforceType kind = SalesforceType.of(type);
        Selection selection = new Selection(kind, schema.fields(kind, fields));
        Incremental position = Incremental.of(from).begun(clock.instant());
        boolean roles = selection.fields().keySet().stream().anyMatch(kind::isPrimaryContact);
        String records = schema.merges(kind) ? selection.select(DELETED, MASTER) : selection.select(DELETED);
        String query = (position.roles() ? ROLES : records) + " WHERE " + position.condition()
                + " ORDER BY SystemModstamp, Id";
        JsonNode answer = position.nextPage().isEmpty()
                ? api.queryAll(query)
                : pageOr(position.nextPage(), () -> api.queryAll(query));
        List<JsonNode> rows = new ArrayList<>();
        answer.path("records").forEach(rows::add);
        Optional<String> nextPage = rows.isEmpty() ? Optional.empty() : QueryPages.next(answer);
        Incremental next = position.after(
                nextPage,
                rows.stream().mapToLong(SalesforceRecords::version).max().orElse(0),
                rows.isEmpty() ? "" : SalesforceRecords.id(rows.getLast()),
                roles,
                clock.instant());
        Optional<Cursor> cursor = Optional.of(next.cursor());
        return position.roles()
                ? new Page(
                        opportunities(selection, rows), cursor, next.reading(), false, OptionalLong.empty(), List.of())
                : new Page(
                        selection.records(api, rows.stream().filter(row -> !isDeleted(row)).toList()),
                        cursor,
                        next.reading(),
                        false,
                        total(answer),
                        rows.stream()
                                .filter(row -> isDeleted(row) && master(row).isEmpty())
                                .map(SalesforceRecords::id)
                                .toList(),
                        rows.stream()
                                .filter(row -> isDeleted(row) && master(row).isPresent())
                                .collect(Collectors.toMap(SalesforceRecords::id, row -> master(row).get(), (x, y) -> y)));
    }

    private static boolean isDeleted(JsonNode row) {
        return row.path(DELETED).asBoolean();
    }

    /** The record that a deleted one was merged into. */
    private static Optional<String> master(JsonNode row) {
        return Optional.of(row.path(MASTER).asText("")).filter(SalesforceId::isId).map(SalesforceId::canonical);
    }

    private List<SourceRecord> opportunities(Selection selection, List<JsonNode> roles) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode role : roles) {
            ids.add(SalesforceId.canonical(role.path(Junction.OPPORTUNITY_CONTACTS.from()).asText()));
        }
        return selection.retrieve(api, ids);
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
