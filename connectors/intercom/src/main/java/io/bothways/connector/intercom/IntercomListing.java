package io.bothways.connector.intercom;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.intercom.IntercomSchema.Fields;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.contracts.write.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lists contacts page by page and companies by the scroll: the list of companies leaves out those without people and
 * ends at the 10,000th.
 */
final class IntercomListing implements RecordListing, RecordCount {
    private final IntercomApi api;
    private final IntercomSchema schema;
    private final IntercomRecords records;

    IntercomListing(IntercomApi api, IntercomSchema schema, IntercomRecords records) {
        this.api = api;
        this.schema = schema;
        this.records = records;
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        IntercomType kind = IntercomType.of(type);
        Fields known = schema.fields(kind, fields);
        return switch (kind) {
            case CONTACTS -> contacts(known, from);
            case COMPANIES -> companies(known, from);
            case TICKETS -> tickets(known, from);
            case ADMINS -> new Page(
                    records.readAll(listed(api.admins(), "admins"), known), Optional.empty(), false, false,
                    OptionalLong.empty(), List.of());
        };
    }

    private Page contacts(Fields fields, Optional<Cursor> from) {
        JsonNode answer = api.contacts(IntercomProvider.PAGE, from.map(Cursor::position).orElse(null));
        List<SourceRecord> page = records.readAll(listed(answer, "data"), fields);
        Optional<Cursor> next = next(answer).map(Cursor::new);
        JsonNode total = answer.path("total_count");
        return new Page(
                page, next, next.isPresent(), false,
                total.isNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty(), List.of());
    }

    private Page companies(Fields fields, Optional<Cursor> from) {
        Scrolled page = scroll(from.map(Cursor::position));
        Optional<Cursor> next = page.next().map(Cursor::new);
        return new Page(
                records.readAll(page.companies(), fields), next, next.isPresent(), false, OptionalLong.empty(),
                List.of());
    }

    /** There is no list of tickets: the search for all of them is one. */
    private Page tickets(Fields fields, Optional<Cursor> from) {
        JsonNode answer = api.searchTickets(Searches.newerThan("created_at", 0, from.map(Cursor::position)));
        List<SourceRecord> page = records.readAll(listed(answer, "tickets"), fields);
        Optional<Cursor> next = next(answer).map(Cursor::new);
        return new Page(page, next, next.isPresent(), true, OptionalLong.empty(), List.of());
    }

    /** Where a list of contacts goes on. */
    static Optional<String> next(JsonNode answer) {
        return Optional.of(answer.path("pages").path("next").path("starting_after").asText(""))
                .filter(after -> !after.isEmpty());
    }

    /** @param next empty at the end, which a page without companies is */
    record Scrolled(JsonNode companies, Optional<String> next) {}

    /** The next page of all companies. A scroll that broke off cannot go on: it ends after a minute or an error. */
    Scrolled scroll(Optional<String> from) {
        JsonNode answer;
        try {
            answer = api.scrollCompanies(from.orElse(null));
        } catch (ConnectorException failed) {
            boolean broken = failed.kind() == FailureKind.NOT_FOUND || failed.failure().status() == 500;
            if (from.isPresent() && broken) {
                throw new ConnectorException(
                        FailureKind.CURSOR_EXPIRED,
                        new Failure(
                                FailureCodes.CURSOR_EXPIRED,
                                "Intercom has forgotten how far all companies were read",
                                failed.failure().appMessage(),
                                "",
                                failed.failure().status()));
            }
            throw failed;
        }
        JsonNode companies = listed(answer, "data");
        return new Scrolled(
                companies,
                Optional.of(answer.path("scroll_param").asText(""))
                        .filter(scroll -> !scroll.isEmpty() && !companies.isEmpty()));
    }

    /** A page that cannot be read is no empty page. */
    static JsonNode listed(JsonNode answer, String member) {
        if (answer == null || !answer.path(member).isArray()) {
            throw new ConnectorException(
                    FailureKind.RETRY,
                    new Failure(FailureCodes.UNEXPECTED_ANSWER, "Intercom's answer holds no list", "", "", 200));
        }
        return answer.path(member);
    }

    @Override
    public Count count(String type) {
        return switch (IntercomType.of(type)) {
            case CONTACTS -> new Count(api.contacts(1, null).path("total_count").asLong(), Quality.EXACT);
            // Companies without people are not counted.
            case COMPANIES -> new Count(api.listCompanies(1).path("total_count").asLong(), Quality.CAPPED);
            case TICKETS -> new Count(
                    api.searchTickets(Searches.newerThan("created_at", 0, Optional.empty()))
                            .path("total_count")
                            .asLong(),
                    Quality.ESTIMATE);
            case ADMINS -> new Count(listed(api.admins(), "admins").size(), Quality.EXACT);
        };
    }
}
