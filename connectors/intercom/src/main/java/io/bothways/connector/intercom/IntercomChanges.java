package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.intercom.IntercomSchema.Fields;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Contacts that were modified since a moment, by a search that knows days only: a date is compared by its calendar day
 * in the workspace's zone, so {@code >} begins on the day after. Equal to the day of the moment or greater finds every
 * contact from the beginning of that day on; what is older than the moment is left out here. There is no upper bound:
 * less than now would leave today out.
 *
 * <p>Companies have no such query: all of them are scrolled through, and those that were modified are told.
 */
final class IntercomChanges implements ChangeSource {
    private static final String MODIFIED = "updated_at";

    private final IntercomApi api;
    private final IntercomSchema schema;
    private final IntercomRecords records;
    private final IntercomListing listing;
    private final Clock clock;

    IntercomChanges(IntercomApi api, IntercomSchema schema, IntercomRecords records, Clock clock) {
        this.api = api;
        this.schema = schema;
        this.records = records;
        this.listing = new IntercomListing(api, schema, records);
        this.clock = clock;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return ChangesPosition.startingAt(since, IntercomProvider.INDEX_LAG).cursor();
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        IntercomType kind = IntercomType.of(type);
        Fields known = schema.fields(kind, fields);
        ChangesPosition position = ChangesPosition.of(from).begun(clock.instant());
        return switch (kind) {
            case CONTACTS -> contacts(known, position);
            case COMPANIES -> companies(known, position);
            case TICKETS -> tickets(known, position);
            case ADMINS -> page(listing.list(type, fields, Optional.empty()).records(), position, Optional.empty(),
                    false, Duration.ofSeconds(1));
        };
    }

    private Page contacts(Fields fields, ChangesPosition position) {
        JsonNode answer = api.searchContacts(query(position));
        JsonNode found = IntercomListing.listed(answer, "data");
        ChangesPosition seen = seen(found, position);
        return page(wanted(found, fields, position), seen, IntercomListing.next(answer), true,
                IntercomProvider.GRANULARITY);
    }

    /** Stamps of tickets are compared by the second; whether greater takes the second in is not left to the app. */
    private Page tickets(Fields fields, ChangesPosition position) {
        JsonNode answer = api.searchTickets(Searches.newerThan(
                MODIFIED,
                position.floorSeconds() - 1,
                Optional.of(position.after()).filter(after -> !after.isEmpty())));
        JsonNode found = IntercomListing.listed(answer, "tickets");
        return page(wanted(found, fields, position), seen(found, position), IntercomListing.next(answer), true,
                Duration.ofSeconds(1));
    }

    private Page companies(Fields fields, ChangesPosition position) {
        IntercomListing.Scrolled scrolled =
                listing.scroll(Optional.of(position.after()).filter(after -> !after.isEmpty()));
        ChangesPosition seen = seen(scrolled.companies(), position);
        return page(wanted(scrolled.companies(), fields, position), seen, scrolled.next(), false,
                Duration.ofSeconds(1));
    }

    private ChangesPosition seen(JsonNode found, ChangesPosition position) {
        ChangesPosition seen = position;
        Instant answered = clock.instant();
        for (JsonNode object : found) {
            seen = seen.seen(IntercomRecords.stamp(object), answered);
        }
        return seen;
    }

    private List<SourceRecord> wanted(JsonNode found, Fields fields, ChangesPosition position) {
        List<SourceRecord> wanted = new ArrayList<>();
        found.forEach(object -> {
            if (position.wants(IntercomRecords.stamp(object))) {
                wanted.add(records.read(object, fields));
            }
        });
        return wanted;
    }

    private static Page page(List<SourceRecord> found, ChangesPosition position, Optional<String> goOn,
            boolean indexed, Duration resolution) {
        ChangesPosition next = position.next(goOn, IntercomProvider.INDEX_LAG, resolution);
        return new Page(
                found, Optional.of(next.cursor()), next.isReading(), indexed, OptionalLong.empty(), List.of());
    }

    private static ObjectNode query(ChangesPosition position) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ObjectNode either = query.putObject("query").put("operator", "OR");
        ArrayNode arms = either.putArray("value");
        for (String operator : List.of("=", ">")) {
            arms.addObject().put("field", MODIFIED).put("operator", operator).put("value", position.floorSeconds());
        }
        query.putObject("sort").put("field", MODIFIED).put("order", "ascending");
        ObjectNode pagination = query.putObject("pagination").put("per_page", IntercomProvider.PAGE);
        if (!position.after().isEmpty()) {
            pagination.put("starting_after", position.after());
        }
        return query;
    }
}
