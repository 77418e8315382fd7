package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;
import static io.bothways.simulator.intercom.records.IntercomSchema.TICKET;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bothways.simulator.intercom.records.Attachments;
import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.TicketJson;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.LaggingIndex;
import io.bothways.simulator.kit.store.LaggingIndex.Entry;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Search of contacts and tickets. It sees writes late, but what was merged, archived or deleted is gone at once. What
 * is told of a record found is the record as it is now.
 */
public final class SearchRoutes {
    private static final int CONTACTS_PAGE = 50;
    private static final int TICKETS_PAGE = 20;
    private final RecordStore store;
    private final LaggingIndex index;
    private final Attachments attachments;
    private final Workspace workspace;
    private final ContactJson contactJson;
    private final TicketJson ticketJson;

    public SearchRoutes(RecordStore store, LaggingIndex index, Attachments attachments, Workspace workspace,
            ContactJson contactJson, TicketJson ticketJson) {
        this.store = store;
        this.index = index;
        this.attachments = attachments;
        this.workspace = workspace;
        this.contactJson = contactJson;
        this.ticketJson = ticketJson;
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.POST, "/contacts/search", "contacts.search",
                call -> search(call, CONTACT, "list", "data", CONTACTS_PAGE, contactJson::of));
        routes.read(HttpMethod.POST, "/tickets/search", "tickets.search",
                call -> search(call, TICKET, "ticket.list", "tickets", TICKETS_PAGE, ticketJson::of));
    }

    private VendorReply search(VendorCall call, ObjectType type, String listType, String array, int standard,
            Function<StoredRecord, JsonNode> describe) {
        JsonNode body = call.json();
        Function<String, SearchField> fields = name -> SearchField.of(type, name, attachments::tagsOf);
        Predicate<Entry> wanted = new SearchFilter(fields, workspace::day, type == CONTACT).of(body.path("query"));
        JsonNode pagination = body.path("pagination");
        int perPage = Paging.perPage(pagination.path("per_page").asText(""), standard);
        Paging.Position from = Paging.Position.read(pagination.path("starting_after").isNull() ? null
                : pagination.path("starting_after").asText(""));
        SearchField sortField = fields.apply(body.path("sort").path("field").asText("created_at"));
        Comparator<Entry> order = order(sortField, body.path("sort"));
        List<Entry> found = index.entries(type).stream().filter(entry -> store.live(type, entry.id()) != null)
                .filter(wanted).sorted(order).toList();
        List<Entry> rest = from == Paging.Position.FIRST ? found
                : found.stream().filter(entry -> behind(entry, from, sortField, body.path("sort"))).toList();
        return VendorReply.json(200, Paging.page(listType, array, perPage, from, found.size(), rest,
                entry -> describe.apply(Objects.requireNonNull(store.live(type, entry.id()))),
                entry -> new Paging.Position(0, sortNode(sortField.sortValue(entry)), entry.id())));
    }

    private static boolean behind(Entry entry, Paging.Position from, SearchField field, JsonNode sort) {
        JsonNode last = Objects.requireNonNull(from.value());
        int order = compare(field.sortValue(entry), last.isTextual() ? last.asText() : new BigDecimal(last.asText()));
        if (order == 0) {
            return entry.id().compareTo(from.id()) > 0;
        }
        return ascending(sort) ? order > 0 : order < 0;
    }

    /** Equal values are in the order of their ids, so that a position between them is one place. */
    private static Comparator<Entry> order(SearchField field, JsonNode sort) {
        Comparator<Entry> byValue = (one, other) -> compare(field.sortValue(one), field.sortValue(other));
        return (ascending(sort) ? byValue : byValue.reversed()).thenComparing(Entry::id);
    }

    private static boolean ascending(JsonNode sort) {
        String order = sort.path("order").asText("descending");
        if (!order.equals("ascending") && !order.equals("descending")) {
            throw IntercomErrors.failure(400, "invalid_sort_order", "The sort order must be ascending or descending");
        }
        return order.equals("ascending");
    }

    private static int compare(Comparable<?> one, Comparable<?> other) {
        return one instanceof BigDecimal number && other instanceof BigDecimal second ? number.compareTo(second)
                : one.toString().compareTo(other.toString());
    }

    private static JsonNode sortNode(Comparable<?> value) {
        return value instanceof BigDecimal number ? JsonNodeFactory.instance.numberNode(number)
                : JsonNodeFactory.instance.textNode(value.toString());
    }
}
