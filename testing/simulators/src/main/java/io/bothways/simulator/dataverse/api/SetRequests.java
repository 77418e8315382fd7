package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.dataverse.query.Listing;
import io.bothways.simulator.dataverse.query.Page;
import io.bothways.simulator.dataverse.query.Query;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.StoredRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests to an entity set as a whole: pages, changes, counts. */
final class SetRequests {
    private final Rows rows;
    private final Listing listing;
    private final RowView view;

    SetRequests(Rows rows, Listing listing, RowView view) {
        this.rows = rows;
        this.listing = listing;
        this.view = view;
    }

    ODataReply list(ODataRequest request, Table table) {
        rows.requireReadable(table);
        Preferences preferences = request.preferences();
        Query query = query(request, table, preferences.tracksChanges());
        boolean tracks = preferences.tracksChanges() || query.deltaToken().isPresent();
        if (tracks && !table.can(Ability.TRACK)) {
            throw Problem.malformed("Change tracking is not enabled for entity '" + table.logicalName() + "'.");
        }
        Page page = query.deltaToken().isPresent() ? listing.changes(query, query.deltaToken().get())
                : listing.page(query, tracks);
        ObjectNode answer = Json.object().put("@odata.context", context(request, query) + (page.changes()
                ? "/$delta" : ""));
        annotate(answer, query, preferences);
        ArrayNode values = answer.putArray("value");
        page.rows().forEach(row -> values.add(row.deleted() ? deleted(request, table, row)
                : view.of(row, query.columns(), query.expansions(), preferences)));
        page.skipToken().ifPresent(token -> answer.put("@odata.nextLink", link(request, table, "$skiptoken", token)));
        page.deltaToken().ifPresent(token ->
                answer.put("@odata.deltaLink", link(request, table, "$deltatoken", token)));
        ODataReply reply = ODataReply.json(200, answer);
        Optional<String> applied = tracks && !page.changes() ? Optional.of("odata.track-changes")
                : preferences.maxPageSize().map(size -> "odata.maxpagesize=" + query.pageSize());
        return applied.isPresent() ? reply.with("Preference-Applied", applied.get()) : reply;
    }

    /** A bare number; with a delta token that of the changes since. */
    ODataReply count(ODataRequest request, Table table) {
        rows.requireReadable(table);
        Query query = query(request, table, false);
        long count = query.deltaToken().isPresent() ? listing.countChanges(table, query.deltaToken().get())
                : listing.count(query).number();
        return ODataReply.text(200, "text/plain", String.valueOf(count));
    }

    private Query query(ODataRequest request, Table table, boolean tracks) {
        return Query.of(table, request.options(), request.preferences().maxPageSize(), tracks, rows.store());
    }

    private void annotate(ObjectNode answer, Query query, Preferences preferences) {
        if (preferences.wants("Microsoft.Dynamics.CRM.globalmetadataversion")) {
            answer.put("@Microsoft.Dynamics.CRM.globalmetadataversion", MetadataRequests.VERSION);
        }
        if (!query.counts()) {
            return;
        }
        Listing.Count count = listing.count(query);
        answer.put("@odata.count", count.number());
        if (preferences.wants("Microsoft.Dynamics.CRM.totalrecordcount")) {
            answer.put("@Microsoft.Dynamics.CRM.totalrecordcount", count.number());
        }
        if (preferences.wants("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")) {
            answer.put("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", count.exceeded());
        }
    }

    private static ObjectNode deleted(ODataRequest request, Table table, StoredRecord row) {
        return Json.object()
                .put("@odata.context", request.service() + "$metadata#" + table.setName() + "/$deletedEntity")
                .put("id", row.id()).put("reason", "deleted");
    }

    private static String context(ODataRequest request, Query query) {
        return request.service() + "$metadata#" + query.table().setName() + (query.selects()
                ? query.columns().stream().map(Column::property).collect(Collectors.joining(",", "(", ")")) : "");
    }

    /** The address called, with the token in place of any that it had. */
    private static String link(ODataRequest request, Table table, String option, String token) {
        String kept = Stream.of(request.rawQuery().split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith("$skiptoken=") && !part.startsWith("%24skiptoken=")
                        && !(option.equals("$deltatoken") && part.matches("(?:\\$|%24)deltatoken=.*")))
                .collect(Collectors.joining("&"));
        return request.service() + table.setName() + "?" + kept + (kept.isEmpty() ? "" : "&") + option + "="
                + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The columns that a write's answer shows. */
    static Query shown(ODataRequest request, Table table, Rows rows) {
        Map<String, String> options = request.options();
        options.keySet().removeIf(name -> !name.equals("$select") && !name.equals("$expand"));
        return Query.of(table, options, Optional.empty(), false, rows.store());
    }
}
