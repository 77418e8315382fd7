package io.bothways.simulator.intercom;

import static io.bothways.simulator.intercom.records.IntercomSchema.COMPANY;
import static io.bothways.simulator.intercom.records.IntercomSchema.CONTACT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.intercom.api.CompanyRoutes;
import io.bothways.simulator.intercom.api.CompanyScroll;
import io.bothways.simulator.intercom.api.ContactLife;
import io.bothways.simulator.intercom.api.ContactRoutes;
import io.bothways.simulator.intercom.api.RelationRoutes;
import io.bothways.simulator.intercom.api.SearchRoutes;
import io.bothways.simulator.intercom.api.TicketRoutes;
import io.bothways.simulator.intercom.api.WorkspaceRoutes;
import io.bothways.simulator.intercom.records.Attachments;
import io.bothways.simulator.intercom.records.CompanyJson;
import io.bothways.simulator.intercom.records.ContactJson;
import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.intercom.records.Merges;
import io.bothways.simulator.intercom.records.TicketJson;
import io.bothways.simulator.intercom.records.Workspace;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.LaggingIndex;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake Intercom of one simulator: puts its parts together. */
final class IntercomInstallation implements InstalledApp {
    private final AppContext context;
    private final Workspace workspace;
    private final TokenRoutes tokens;
    private final IntercomGatekeeper gatekeeper;
    private final IntercomWebhooks webhooks;
    private final Attachments attachments;
    private final ContactJson contactJson;
    private final CompanyJson companyJson;
    private final TicketJson ticketJson;
    private final LaggingIndex index;

    IntercomInstallation(AppContext context) {
        this.context = context;
        RecordStore store = context.store();
        store.index(IntercomRules.EMAIL_INDEX, CONTACT, contact ->
                IntercomSchema.USER.equals(contact.field(IntercomSchema.ROLE))
                        ? key(contact, IntercomSchema.EMAIL) : List.of());
        store.index(IntercomRules.EXTERNAL_ID_INDEX, CONTACT, contact -> key(contact, IntercomSchema.EXTERNAL_ID));
        store.index(IntercomRules.COMPANY_ID_INDEX, COMPANY, company -> key(company, IntercomSchema.COMPANY_ID));
        workspace = new Workspace(context);
        tokens = new TokenRoutes(context);
        gatekeeper = new IntercomGatekeeper(context, tokens);
        webhooks = new IntercomWebhooks(context, tokens, workspace);
        attachments = new Attachments(store, webhooks::attached);
        contactJson = new ContactJson(workspace, attachments);
        companyJson = new CompanyJson(workspace, attachments);
        ticketJson = new TicketJson(workspace, store);
        index = new LaggingIndex(store, context.clock(), context.options().searchLagMillis());
        webhooks.follow(contactJson, companyJson, ticketJson);
        store.listen(change -> {
            if (change.kind() == Change.Kind.DELETED && change.record().type() == COMPANY) {
                attachments.forgetCompany(change.record(), change.editor());
            }
        });
    }

    @Override
    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    @Override
    public void addRoutes(VendorRoutes routes) {
        RecordStore store = context.store();
        ContactLife life = new ContactLife(store, contactJson, new Merges(store, attachments, webhooks::merged),
                gatekeeper::tellsMerges);
        CompanyRoutes companies = new CompanyRoutes(store, companyJson, attachments,
                new CompanyScroll(store, context.clock()));
        tokens.addTo(routes);
        new WorkspaceRoutes(workspace).addTo(routes);
        new SearchRoutes(store, index, attachments, workspace, contactJson, ticketJson).addTo(routes);
        new ContactRoutes(store, contactJson, life).addTo(routes);
        companies.addTo(routes);
        new RelationRoutes(store, attachments, contactJson, companyJson, life, companies).addTo(routes);
        new TicketRoutes(store, ticketJson).addTo(routes);
    }

    @Override
    public void addControls(ControlRoutes routes) {
        routes.add(HttpMethod.GET, "workspace", body -> describeWorkspace());
        routes.add(HttpMethod.PUT, "workspace", body -> {
            try {
                workspace.zone(ZoneId.of(body.path("timezone").asText()));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("timezone must be the name of a time zone", e);
            }
            return describeWorkspace();
        });
        routes.add(HttpMethod.POST, "webhooks/ping", body -> {
            webhooks.ping();
            return Json.object();
        });
        routes.add(HttpMethod.POST, "tokens/revoke", body -> {
            tokens.revoke(body.path("token").asText(tokens.accessToken()));
            return Json.object();
        });
    }

    @Override
    public WebhookSender<?> webhooks() {
        return webhooks.sender();
    }

    /** Intercom signs webhooks with the client secret. */
    @Override
    public Map<String, String> startLine() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", tokens.accessToken());
        line.put("client_id", tokens.clientId());
        line.put("client_secret", tokens.clientSecret());
        line.put("webhook_secret", tokens.clientSecret());
        line.put("workspace_id", workspace.id());
        return line;
    }

    @Override
    public void seedEmployment(StoredRecord person, StoredRecord company) {
        attachments.seed(person, company);
    }

    @Override
    public void employ(StoredRecord person, @Nullable StoredRecord company) {
        for (String former : List.copyOf(attachments.companiesOf(person))) {
            StoredRecord known = context.store().get(COMPANY, former);
            if (known != null && known != company) {
                attachments.detach(person, known, Editor.PERSON);
            }
        }
        if (company != null) {
            attachments.attach(person, company, Editor.PERSON);
        }
    }

    @Override
    public @Nullable String employerOf(StoredRecord person) {
        return attachments.companiesOf(person).stream().findFirst().orElse(null);
    }

    @Override
    public JsonNode saveExtra() {
        ObjectNode extra = Json.object().put("timezone", workspace.zone().getId());
        extra.set("attachments", attachments.save());
        return extra;
    }

    @Override
    public void loadExtra(JsonNode extra) {
        workspace.zone(ZoneId.of(extra.path("timezone").asText("UTC")));
        attachments.load(extra.path("attachments"));
    }

    @Override
    public void ready() {
        index.start();
    }

    private JsonNode describeWorkspace() {
        return Json.object().put("id", workspace.id()).put("timezone", workspace.zone().getId());
    }

    private static Collection<String> key(StoredRecord record, String field) {
        String value = record.text(field);
        return value == null ? List.of() : List.of(value);
    }
}
