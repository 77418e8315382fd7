package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY;
import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.Attachments;
import io.bothways.simulator.intercom.records.CompanyJson;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Companies: a POST creates or updates by {@code company_id}. The list leaves out companies without users and ends at
 * the ten-thousandth; the scroll tells all, to one reader at a time.
 */
public final class CompanyRoutes {
    private static final int DEFAULT_PAGE = 20;
    private static final int MAX_PAGE = 60;
    private static final int MAX_RESULTS = 10_000;
    private static final int SCROLL_PAGE = 100;
    private final RecordStore store;
    private final CompanyJson json;
    private final Attachments attachments;
    private final CompanyScroll scroll;

    public CompanyRoutes(RecordStore store, CompanyJson json, Attachments attachments, CompanyScroll scroll) {
        this.store = store;
        this.json = json;
        this.attachments = attachments;
        this.scroll = scroll;
    }

    public void addTo(VendorRoutes routes) {
        routes.write(HttpMethod.POST, "/companies", "companies.create_or_update", this::createOrUpdate);
        routes.read(HttpMethod.GET, "/companies", "companies.find", this::find);
        routes.read(HttpMethod.POST, "/companies/list", "companies.list", this::list);
        routes.read(HttpMethod.GET, "/companies/scroll", "companies.scroll", this::scroll);
        routes.read(HttpMethod.GET, "/companies/:id", "companies.get",
                call -> VendorReply.json(200, json.of(live(call, "id"))));
        routes.write(HttpMethod.PUT, "/companies/:id", "companies.update", this::update);
        routes.write(HttpMethod.DELETE, "/companies/:id", "companies.delete", this::delete);
    }

    /** The company that a parameter of the path names by Intercom's own id. */
    StoredRecord live(VendorCall call, String parameter) {
        StoredRecord found = store.live(COMPANY, call.parameter(parameter));
        if (found == null) {
            throw IntercomErrors.noCompany();
        }
        return found;
    }

    private VendorReply createOrUpdate(VendorCall call) {
        Map<String, @Nullable Object> fields = RecordBody.fields(COMPANY, call.json());
        Object companyId = fields.get(COMPANY_ID);
        if (companyId == null) {
            throw IntercomErrors.failure(400, IntercomErrors.MISSING, "company_id not specified");
        }
        StoredRecord known = store.find(IntercomRules.COMPANY_ID_INDEX, companyId.toString());
        StoredRecord written = RecordBody.refusing(() ->
                known == null ? store.create(COMPANY, fields, Editor.API) : write(known, fields));
        call.wrote(1);
        return VendorReply.json(200, json.of(written));
    }

    private VendorReply update(VendorCall call) {
        StoredRecord target = live(call, "id");
        Map<String, @Nullable Object> fields = RecordBody.fields(COMPANY, call.json());
        fields.remove(COMPANY_ID);
        RecordBody.refusing(() -> write(target, fields));
        call.wrote(1);
        return VendorReply.json(200, json.of(target));
    }

    private StoredRecord write(StoredRecord target, Map<String, @Nullable Object> fields) {
        if (!store.update(target, fields, Editor.API)) {
            store.touch(target, Editor.API);
        }
        return target;
    }

    private VendorReply delete(VendorCall call) {
        StoredRecord target = live(call, "id");
        store.delete(target, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, CompanyJson.deleted(target));
    }

    private VendorReply find(VendorCall call) {
        String companyId = call.query("company_id");
        String name = call.query("name");
        List<StoredRecord> found = store.records(COMPANY).values().stream().filter(each -> !each.deleted())
                .filter(each -> companyId == null || companyId.equals(each.field(COMPANY_ID)))
                .filter(each -> name == null || name.equals(each.field("name"))).toList();
        if (found.isEmpty() && (companyId != null || name != null)) {
            throw IntercomErrors.noCompany();
        }
        return page(call, found, 15);
    }

    /** The most recently seen first; the simulator's companies are never seen, so the newest first. */
    private VendorReply list(VendorCall call) {
        List<StoredRecord> listed = new ArrayList<>(store.records(COMPANY).values().stream()
                .filter(each -> !each.deleted() && attachments.usersOf(each) > 0).toList());
        if (!"asc".equals(call.query("order"))) {
            Collections.reverse(listed);
        }
        return page(call, listed, DEFAULT_PAGE);
    }

    private VendorReply page(VendorCall call, List<StoredRecord> all, int standard) {
        int perPage = Paging.number(call.query("per_page"), standard, "per_page", MAX_PAGE);
        int page = Paging.number(call.query("page"), 1, "page", Integer.MAX_VALUE);
        int pages = (all.size() + perPage - 1) / perPage;
        long from = (page - 1L) * perPage;
        if (from + perPage > MAX_RESULTS) {
            throw IntercomErrors.failure(400, "page_limit_exceeded",
                    "Only the first " + MAX_RESULTS + " companies can be listed; use the scroll API");
        }
        ObjectNode answer = Json.object().put("type", "list");
        ArrayNode data = answer.putArray("data");
        all.stream().skip(from).limit(perPage).forEach(each -> data.add(json.of(each)));
        ObjectNode described = answer.put("total_count", all.size()).putObject("pages").put("type", "pages")
                .put("page", page).put("per_page", perPage).put("total_pages", pages);
        JsonNode next = page >= pages ? Json.MAPPER.nullNode()
                : Json.object().put("page", page + 1).put("per_page", perPage);
        described.set("next", next);
        return VendorReply.json(200, answer);
    }

    private VendorReply scroll(VendorCall call) {
        CompanyScroll.Page page = scroll.next(call.query("scroll_param"), SCROLL_PAGE);
        ObjectNode answer = Json.object().put("type", "list");
        ArrayNode data = answer.putArray("data");
        page.companies().forEach(each -> data.add(json.of(each)));
        return VendorReply.json(200, answer.putNull("pages").putNull("total_count").put("scroll_param", page.param()));
    }
}
