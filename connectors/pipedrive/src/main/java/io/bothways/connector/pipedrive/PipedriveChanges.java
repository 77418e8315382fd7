package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.pipedrive.PipedriveType.Part;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lists by id, polls by update time, part by part: archived deals and leads stand in lists of their own, and deals that
 * were deleted within thirty days in another.
 */
final class PipedriveChanges implements RecordListing, ChangeSource {
    private static final String OLDEST_FIRST = "add_time ASC";
    private static final String LATEST_FIRST = "update_time DESC";

    private final PipedriveRecords records;
    private final LeadPages leads;
    private final PipedriveSchema schema;
    private final Clock clock;

    PipedriveChanges(PipedriveRecords records, PipedriveSchema schema, Clock clock) {
        this.records = records;
        this.leads = new LeadPages(records);
        this.schema = schema;
        this.clock = clock;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return ReadPosition.startingAt(since).toCursor();
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        PipedriveType kind = PipedriveType.of(type);
        Map<String, PipedriveField> known = schema.fields(kind, fields);
        ReadPosition position = from.map(cursor -> ReadPosition.of(kind, cursor)).orElseGet(ReadPosition::ofListing);
        Slice slice = slice(kind, position, known, false);
        Optional<ReadPosition> next = slice.more() ? Optional.of(slice.next()) : nextPart(kind, slice.next())
                .filter(later -> kind.parts().get(later.part()) != Part.DELETED);
        return new Page(
                read(slice.records(), known),
                next.map(ReadPosition::toCursor),
                next.isPresent(),
                false,
                OptionalLong.empty(),
                List.of());
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        PipedriveType kind = PipedriveType.of(type);
        Map<String, PipedriveField> known = schema.fields(kind, fields);
        ReadPosition position = ReadPosition.of(kind, from).begun(clock.instant());
        Slice slice = slice(kind, position, known, true);
        ReadPosition next = slice.next();
        for (JsonNode record : slice.records()) {
            next = next.seen(PipedriveRecords.version(record), clock.instant());
        }
        if (!slice.more()) {
            ReadPosition here = next;
            next = nextPart(kind, next).orElseGet(here::finished);
        }
        boolean deleted = kind.parts().get(position.part()) == Part.DELETED;
        return new Page(
                deleted ? List.of() : read(slice.records(), known),
                Optional.of(next.toCursor()),
                next.startedAt() != 0,
                false,
                OptionalLong.empty(),
                deleted ? slice.records().stream().map(PipedriveRecords::id).toList() : List.of());
    }

    /** What one call gave: records, the position behind them, and whether the part goes on there. */
    private record Slice(List<JsonNode> records, ReadPosition next, boolean more) {}

    private Slice slice(
            PipedriveType kind, ReadPosition position, Map<String, PipedriveField> fields, boolean changed) {
        if (kind == PipedriveType.LEADS) {
            return changed ? changedLeads(position) : listedLeads(position);
        }
        Part part = kind.parts().get(position.part());
        Optional<String> since =
                changed ? Optional.of(PipedriveValues.time(position.since())) : Optional.empty();
        JsonNode answer;
        try {
            answer = records.page(kind, part, fields, position.cursor(), since);
        } catch (ConnectorException failed) {
            if (failed.kind() != FailureKind.REJECTED || position.cursor().isEmpty()) {
                throw failed;
            }
            // The app does not know its cursor any more: this part is read again from where it began.
            answer = records.page(kind, part, fields, "", since);
        }
        List<JsonNode> found = new ArrayList<>();
        PipedriveRecords.data(answer).forEach(found::add);
        Optional<String> next = PipedriveRecords.next(answer);
        return new Slice(found, position.at(next.orElse(""), ""), next.isPresent());
    }

    private Slice listedLeads(ReadPosition position) {
        LeadPages.Slice slice = leads.slice(position, OLDEST_FIRST);
        return new Slice(slice.leads(), slice.next(), slice.more());
    }

    /** Version 1 has no filter by time: the latest come first, up to those that are known already. */
    private Slice changedLeads(ReadPosition position) {
        LeadPages.Slice slice = leads.slice(position, LATEST_FIRST);
        long floor = position.since().toEpochMilli() / 1000 * 1000;
        List<JsonNode> recent = slice.leads().stream()
                .filter(lead -> PipedriveRecords.version(lead) >= floor)
                .toList();
        boolean reachedKnown = recent.size() < slice.leads().size();
        return new Slice(recent, slice.next(), slice.more() && !reachedKnown);
    }

    private static Optional<ReadPosition> nextPart(PipedriveType kind, ReadPosition position) {
        return position.part() + 1 < kind.parts().size() ? Optional.of(position.nextPart()) : Optional.empty();
    }

    private static List<SourceRecord> read(List<JsonNode> records, Map<String, PipedriveField> fields) {
        return records.stream().map(record -> PipedriveRecords.read(record, fields)).toList();
    }
}
