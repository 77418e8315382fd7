package io.bothways.connector.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.dataverse.DataversePosition.Way;
import io.bothways.connector.dataverse.DataverseTable.Column;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Lists with change tracking switched on, and polls by the delta links that come of it: they tell changes and deletions
 * and lose nothing, whatever the clocks say. A first poll for which no listing has left a link reads the table once
 * more and passes on what was modified since. A record that was merged away is still a row; it is left out of listings
 * and told as deleted, and a read by its id says where it went.
 */
final class DataverseChanges implements RecordListing, ChangeSource {
    private static final String PAGE = "odata.maxpagesize=" + DataverseProvider.PAGE;
    private static final String PREFER = PAGE + "," + DataverseValues.ANNOTATIONS;
    private static final String PREFER_TRACKING = "odata.track-changes," + PREFER;
    /** A time to begin with is ours, a row's stamp is the app's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    private static final String NEXT_LINK = "@odata.nextLink";
    private static final String DELTA_LINK = "@odata.deltaLink";

    private final DataverseApi api;
    private final DataverseSchema schema;
    private final DataverseReader reader;
    private final Clock clock;
    private final KnownLinks links = new KnownLinks();

    DataverseChanges(DataverseApi api, DataverseSchema schema, DataverseReader reader, Clock clock) {
        this.api = api;
        this.schema = schema;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return links.of(type, clock.instant())
                .filter(known -> !known.since().isAfter(since))
                .map(known -> DataversePosition.Changes.behind(known.link()))
                .orElseGet(() -> DataversePosition.Changes.startingAt(since.minus(CLOCKS_APART)))
                .cursor();
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        DataverseTable table = schema.table(type, fields);
        Map<String, Column> columns = table.columns(fields);
        Optional<DataversePosition.Listing> position = from.map(DataversePosition.Listing::of);
        Instant begunAt = position.map(DataversePosition.Listing::begunAt).orElseGet(clock::instant);
        JsonNode answer = position.map(DataversePosition.Listing::next)
                .map(at -> {
                    requireSet(table, at);
                    return followed(() -> api.list(table.set(), PREFER_TRACKING, at.select(), at.skipToken()));
                })
                .orElseGet(() -> api.list(table.set(), PREFER_TRACKING, table.select(columns.values()), null));
        List<SourceRecord> records = new ArrayList<>();
        for (JsonNode row : DataverseValues.rows(answer)) {
            if (!merged(row)) {
                records.add(DataverseValues.record(table, columns, row));
            }
        }
        link(answer, DELTA_LINK).ifPresent(link -> links.met(type, begunAt, link));
        Optional<Cursor> next = link(answer, NEXT_LINK)
                .map(page -> new DataversePosition.Listing(begunAt, page).cursor());
        return new Page(records, next, next.isPresent(), false, OptionalLong.empty(), List.of());
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        DataverseTable table = schema.table(type, fields);
        Map<String, Column> columns = table.columns(fields);
        DataversePosition.Changes position = begun(type, DataversePosition.Changes.of(from));
        position.next().ifPresent(at -> requireSet(table, at));
        String select = position.next().map(DataversePosition::select).orElseGet(() -> table.select(columns.values()));
        Instant askedAt = clock.instant();
        JsonNode answer = ask(table, position, select);
        Map<String, JsonNode> changed = new TreeMap<>();
        List<String> deleted = new ArrayList<>();
        for (JsonNode row : DataverseValues.rows(answer)) {
            if (row.path("@odata.context").asText("").endsWith("/$deletedEntity")) {
                deleted.add(DataverseValues.canonical(row.path("id").asText()));
            } else if (position.way() == Way.WHOLE && DataverseValues.stamp(row) < position.since()) {
                continue;
            } else if (merged(row)) {
                deleted.add(DataverseValues.id(table, row));
            } else {
                changed.put(DataverseValues.id(table, row), row);
            }
        }
        // Upserts come before deletions; what was changed and then deleted stands in both.
        deleted.forEach(changed::remove);
        List<SourceRecord> records = records(table, columns, Set.of(select.split(",")), changed, deleted);
        Optional<DataversePosition> nextPage = link(answer, NEXT_LINK);
        boolean more = nextPage.isPresent() || position.way() == Way.STAMPS;
        DataversePosition.Changes next = nextPage.map(position::at)
                .orElseGet(() -> DataversePosition.Changes.behind(taking(type, askedAt, position, answer)));
        return new Page(records, Optional.of(next.cursor()), more, false, OptionalLong.empty(), deleted);
    }

    /** A read from a time takes the shorter way where a link is known that tells everything from some later time on. */
    private DataversePosition.Changes begun(String type, DataversePosition.Changes position) {
        if (position.way() != Way.WHOLE || position.next().isPresent()) {
            return position;
        }
        return links.of(type, clock.instant())
                .map(known -> new DataversePosition.Changes(
                        position.since(), Way.STAMPS, Optional.empty(), Optional.of(known.link())))
                .orElse(position);
    }

    private JsonNode ask(DataverseTable table, DataversePosition.Changes position, String select) {
        if (position.way() == Way.STAMPS) {
            Instant since = Instant.ofEpochMilli(position.since()).truncatedTo(ChronoUnit.SECONDS);
            return position.next()
                    .map(at -> followed(() ->
                            api.query(table.set(), PREFER, select, at.filter(), null, at.skipToken())))
                    .orElseGet(() -> api.query(
                            table.set(), PREFER, select, DataverseTable.STAMP + " ge " + since, null, null));
        }
        String prefer = position.way() == Way.WHOLE ? PREFER_TRACKING : PREFER;
        return position.next()
                .map(at -> followed(() -> api.changes(table.set(), prefer, select, at.deltaToken(), at.skipToken())))
                .orElseGet(() -> api.changes(table.set(), prefer, select, null, null));
    }

    /** The link that tells what comes after the last page of a read. */
    private DataversePosition taking(
            String type, Instant askedAt, DataversePosition.Changes position, JsonNode answer) {
        if (position.way() == Way.STAMPS) {
            return position.link().orElseThrow();
        }
        DataversePosition link = link(answer, DELTA_LINK).orElseThrow(() -> DataverseFailures.unexpected(
                "Dataverse's answer to a tracked read names no delta link"));
        boolean oneCall = position.next().flatMap(at -> Optional.ofNullable(at.skipToken())).isEmpty();
        if (oneCall) {
            // Of several pages the first one's time counts, which is not known here.
            links.met(type, askedAt, link);
        }
        return link;
    }

    /** A link keeps the columns that it began with: rows that lack one that is wanted by now are read again by id. */
    private List<SourceRecord> records(
            DataverseTable table,
            Map<String, Column> columns,
            Set<String> selected,
            Map<String, JsonNode> changed,
            List<String> deleted) {
        if (changed.isEmpty() || columns.values().stream().map(Column::property).allMatch(selected::contains)) {
            return changed.values().stream()
                    .map(row -> DataverseValues.record(table, columns, row))
                    .toList();
        }
        List<SourceRecord> records = new ArrayList<>();
        List<String> ids = List.copyOf(changed.keySet());
        for (int start = 0; start < ids.size(); start += DataverseProvider.READ) {
            List<String> some = ids.subList(start, Math.min(ids.size(), start + DataverseProvider.READ));
            Found found = reader.readByIds(table.name(), columns.keySet(), some);
            records.addAll(found.records());
            deleted.addAll(found.missing());
            deleted.addAll(found.moved().keySet());
        }
        return records;
    }

    private static boolean merged(JsonNode row) {
        return row.path(DataverseTable.MERGED).asBoolean();
    }

    private static void requireSet(DataverseTable table, DataversePosition position) {
        if (!position.set().equals(table.set())) {
            throw DataverseFailures.expired("the stored read position belongs to another table", "", 0);
        }
    }

    /** A stored address that Dataverse refuses, whatever it says why, is one that a new reading heals. */
    private static JsonNode followed(Supplier<JsonNode> call) {
        try {
            return call.get();
        } catch (ConnectorException refused) {
            boolean refusedForGood = refused.kind() == FailureKind.NOT_FOUND
                    || refused.kind() == FailureKind.REJECTED && refused.failure().status() == 400;
            if (refusedForGood) {
                throw DataverseFailures.expired(
                        "Dataverse does not take the stored read position any more",
                        refused.failure().appMessage(),
                        refused.failure().status());
            }
            throw refused;
        }
    }

    private static Optional<DataversePosition> link(JsonNode answer, String name) {
        return Optional.of(answer.path(name).asText("")).filter(link -> !link.isEmpty()).map(DataversePosition::ofLink);
    }
}
