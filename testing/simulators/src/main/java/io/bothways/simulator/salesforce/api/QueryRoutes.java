package io.bothways.simulator.salesforce.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorFailure;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.salesforce.records.ApiError;
import io.bothways.simulator.salesforce.records.RecordRow;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.soql.SoqlException;
import io.bothways.simulator.salesforce.soql.SoqlParser;
import io.bothways.simulator.salesforce.soql.SoqlPlan;
import io.bothways.simulator.salesforce.soql.SoqlQuery;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Queries and their further pages, without and with what lies in the recycle bin. */
public final class QueryRoutes {
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCATOR = Pattern.compile("(\\w+)-(\\d{1,9})");
    private static final int SMALLEST_PAGE = 200;
    private static final int LARGEST_PAGE = 2_000;

    private final Rows rows;
    private final QueryCursors cursors;

    public QueryRoutes(Rows rows, Clock clock) {
        this.rows = rows;
        this.cursors = new QueryCursors(clock);
    }

    public void addTo(VendorRoutes routes) {
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/query", "query", call ->
                run(ApiPath.base(call), call.query("q"), false, pageSize(call)));
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/queryAll", "query_all", call ->
                run(ApiPath.base(call), call.query("q"), true, pageSize(call)));
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/query/:locator", "query.next", this::next);
        routes.read(HttpMethod.GET, ApiPath.VERSIONED + "/queryAll/:locator", "query.next", this::next);
    }

    VendorReply run(String basePath, @Nullable String text, boolean deletedToo, int pageSize) {
        SoqlPlan plan = plan(text);
        List<RecordRow> found = plan.run(deletedToo ? rows.all(plan.type()) : rows.live(plan.type()));
        if (plan.counts()) {
            return VendorReply.json(200, emptyPage(found.size()));
        }
        return page(basePath, plan, found, 0, pageSize,
                found.size() > pageSize ? cursors.open(plan, found, pageSize) : "");
    }

    private static SoqlPlan plan(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ApiError.of("MALFORMED_QUERY", "A query string has to be specified").asFailure();
        }
        try {
            SoqlQuery query = SoqlParser.parse(text);
            SalesforceType type = Organization.type(query.type()).orElseThrow(() -> noSuchType(query));
            return SoqlPlan.of(query, type);
        } catch (SoqlException refused) {
            throw ApiError.of(refused.errorCode(), refused.getMessage()).asFailure();
        }
    }

    private static VendorFailure noSuchType(SoqlQuery query) {
        return ApiError.of("INVALID_TYPE", "sObject type '" + query.type() + "' is not supported. If you are attempting"
                + " to use a custom object, be sure to append the '__c' after the entity name. Please reference your"
                + " WSDL or the describe call for the appropriate names.").asFailure();
    }

    private VendorReply next(VendorCall call) {
        Matcher locator = LOCATOR.matcher(call.parameter("locator"));
        if (!locator.matches()) {
            throw invalidLocator();
        }
        String id = locator.group(1);
        int from = Integer.parseInt(locator.group(2));
        QueryCursors.Cursor cursor = cursors.find(id).orElseThrow(QueryRoutes::invalidLocator);
        if (from >= cursor.rows().size()) {
            throw invalidLocator();
        }
        return page(ApiPath.base(call), cursor.plan(), cursor.rows(), from, cursor.pageSize(), id);
    }

    private static VendorFailure invalidLocator() {
        return ApiError.of("INVALID_QUERY_LOCATOR", "invalid query locator").asFailure();
    }

    private static JsonNode emptyPage(int count) {
        var page = Json.object().put("totalSize", count).put("done", true);
        page.putArray("records");
        return page;
    }

    private static VendorReply page(String basePath, SoqlPlan plan, List<RecordRow> found, int from, int pageSize,
            String cursor) {
        int to = Math.min(found.size(), from + pageSize);
        return JsonDocument.reply(json -> {
            json.writeStartObject();
            json.writeNumberField("totalSize", found.size());
            json.writeBooleanField("done", to == found.size());
            if (to < found.size()) {
                // The address says query for queryAll too, and still includes what was deleted.
                json.writeStringField("nextRecordsUrl", basePath + "/query/" + cursor + "-" + to);
            }
            writeRows(json, basePath, plan, found.subList(from, to));
            json.writeEndObject();
        });
    }

    private static void writeRows(JsonGenerator json, String basePath, SoqlPlan plan, List<RecordRow> page)
            throws IOException {
        json.writeArrayFieldStart("records");
        for (RecordRow row : page) {
            row.write(json, basePath, plan.fields());
        }
        json.writeEndArray();
    }

    private static int pageSize(VendorCall call) {
        String options = call.header("Sforce-Query-Options");
        Matcher size = BATCH_SIZE.matcher(options == null ? "" : options);
        return size.find()
                ? Math.clamp(Integer.parseInt(size.group(1)), SMALLEST_PAGE, LARGEST_PAGE)
                : LARGEST_PAGE;
    }
}
