package io.bothways.simulator.intercom.api;

import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.records.Attachments;
import io.bothways.simulator.intercom.records.CompanyJson;
import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomErrors;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorCall;
import io.bothways.simulator.kit.http.VendorReply;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.List;

/** Which contact is attached to which company and carries which tag. */
public final class RelationRoutes {
    private static final int PAGE = 50;
    private final RecordStore store;
    private final Attachments attachments;
    private final ContactJson contactJson;
    private final CompanyJson companyJson;
    private final ContactLife contacts;
    private final CompanyRoutes companies;

    public RelationRoutes(RecordStore store, Attachments attachments, ContactJson contactJson,
            CompanyJson companyJson, ContactLife contacts, CompanyRoutes companies) {
        this.store = store;
        this.attachments = attachments;
        this.contactJson = contactJson;
        this.companyJson = companyJson;
        this.contacts = contacts;
        this.companies = companies;
    }

    public void addTo(VendorRoutes routes) {
        String attached = "/contacts/:id/companies";
        routes.read(HttpMethod.GET, attached, "contacts.companies", this::companies);
        routes.write(HttpMethod.POST, attached, "contacts.attach_company", this::attach);
        routes.write(HttpMethod.DELETE, attached + "/:company", "contacts.detach_company", this::detach);
        routes.read(HttpMethod.GET, "/companies/:id/contacts", "companies.contacts", this::contacts);
        routes.read(HttpMethod.GET, "/tags", "tags.list", call -> tags(attachments.tags(), false));
        routes.write(HttpMethod.POST, "/tags", "tags.create", this::createTag);
        routes.read(HttpMethod.GET, "/contacts/:id/tags", "contacts.tags",
                call -> tags(attachments.tagsOf(contacts.live(call, "id")), true));
        routes.write(HttpMethod.POST, "/contacts/:id/tags", "contacts.tag", call -> tag(call, true));
        routes.write(HttpMethod.DELETE, "/contacts/:id/tags/:tag", "contacts.untag", call -> tag(call, false));
    }

    private VendorReply companies(VendorCall call) {
        StoredRecord contact = contacts.live(call, "id");
        int perPage = Paging.perPage(call.query("per_page"), PAGE);
        int page = Paging.number(call.query("page"), 1, "page", Integer.MAX_VALUE);
        List<StoredRecord> all = attachments.companiesOf(contact).stream().map(id -> store.live(COMPANY, id))
                .filter(company -> company != null).toList();
        int pages = (all.size() + perPage - 1) / perPage;
        ObjectNode answer = Json.object().put("type", "list");
        ArrayNode data = answer.putArray("data");
        all.stream().skip((page - 1L) * perPage).limit(perPage)
                .forEach(company -> data.add(companyJson.of(company)));
        answer.put("total_count", all.size()).putObject("pages").put("type", "pages").put("page", page)
                .put("per_page", perPage).put("total_pages", pages)
                .put("next", page >= pages ? null
                        : call.baseUrl() + call.path() + "?per_page=" + perPage + "&page=" + (page + 1));
        return VendorReply.json(200, answer);
    }

    private VendorReply contacts(VendorCall call) {
        List<StoredRecord> all = attachments.contactsOf(companies.live(call, "id"));
        int perPage = Paging.perPage(call.query("per_page"), PAGE);
        Paging.Position from = Paging.Position.read(call.query("starting_after"));
        List<StoredRecord> rest = all.stream().filter(contact -> contact.id().compareTo(from.id()) > 0).sorted(
                Comparator.comparing(StoredRecord::id)).limit(perPage + 1L).toList();
        return VendorReply.json(200, Paging.page("list", "data", perPage, from, all.size(), rest, contactJson::of,
                contact -> new Paging.Position(0, null, contact.id())));
    }

    private VendorReply attach(VendorCall call) {
        StoredRecord contact = contacts.live(call, "id");
        if (!call.json().hasNonNull("id")) {
            throw IntercomErrors.failure(400, IntercomErrors.MISSING, "company not specified");
        }
        StoredRecord company = store.live(COMPANY, call.json().path("id").asText());
        if (company == null) {
            throw IntercomErrors.noCompany();
        }
        if (attachments.companiesOf(contact).size() >= Attachments.MAX_COMPANIES
                && !attachments.companiesOf(contact).contains(company.id())) {
            throw IntercomErrors.failure(400, "contact_company_limit_exceeded", "Contact has reached the maximum of "
                    + Attachments.MAX_COMPANIES + " company associations");
        }
        attachments.attach(contact, company, Editor.API);
        call.wrote(1);
        return VendorReply.json(200, companyJson.of(company));
    }

    private VendorReply detach(VendorCall call) {
        StoredRecord contact = contacts.live(call, "id");
        StoredRecord company = companies.live(call, "company");
        if (!attachments.detach(contact, company, Editor.API)) {
            throw IntercomErrors.noCompany();
        }
        call.wrote(1);
        return VendorReply.json(200, companyJson.of(company));
    }

    private VendorReply tags(Iterable<String> ids, boolean applied) {
        ObjectNode answer = Json.object().put("type", "list");
        ArrayNode data = answer.putArray("data");
        ids.forEach(id -> data.add(tagNode(id, applied)));
        return VendorReply.json(200, answer);
    }

    private VendorReply createTag(VendorCall call) {
        if (!call.json().path("name").isTextual() || call.json().path("name").asText().isBlank()) {
            throw IntercomErrors.invalid("invalid tag parameters");
        }
        return VendorReply.json(200, tagNode(attachments.createTag(call.json().path("name").asText()), false));
    }

    private VendorReply tag(VendorCall call, boolean wanted) {
        StoredRecord contact = contacts.live(call, "id");
        String id = wanted ? Paging.required(call, "id") : call.parameter("tag");
        if (attachments.tagName(id) == null || !wanted && !attachments.tagsOf(contact).contains(id)) {
            throw IntercomErrors.failure(404, IntercomErrors.NOT_FOUND, "Resource Not Found");
        }
        attachments.tag(contact, id, wanted);
        call.wrote(1);
        return VendorReply.json(200, tagNode(id, true));
    }

    private ObjectNode tagNode(String id, boolean applied) {
        ObjectNode tag = Json.object().put("type", "tag").put("id", id).put("name", attachments.tagName(id));
        if (applied) {
            tag.putObject("applied_by").put("type", "admin").put("id", Workspace.ADMINS.firstEntry().getKey());
        }
        return tag;
    }
}
