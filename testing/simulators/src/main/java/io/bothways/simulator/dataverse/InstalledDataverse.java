package io.bothways.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.api.PartFaults;
import io.bothways.simulator.dataverse.api.Service;
import io.bothways.simulator.dataverse.api.WebApiRoutes;
import io.bothways.simulator.dataverse.records.DataverseRules;
import io.bothways.simulator.dataverse.records.DuplicateDetection;
import io.bothways.simulator.dataverse.records.Privileges;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.records.Versions;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.webhook.DataverseWebhooks;
import io.bothways.simulator.dataverse.webhook.Registrations;
import io.bothways.simulator.dataverse.webhook.RowEvent;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Change;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One running environment. */
final class InstalledDataverse implements InstalledApp {
    private static final String EMPLOYER = "parentcustomerid";

    private final AppContext context;
    private final RecordStore store;
    private final Versions versions;
    private final Privileges privileges = new Privileges();
    private final DuplicateDetection duplicates = new DuplicateDetection();
    private final PartFaults faults = new PartFaults();
    private final Rows rows;
    private final Service service;
    private final Tokens tokens;
    private final ServiceProtection protection;
    private final Gatekeeper gatekeeper;
    private final DataverseWebhooks webhooks;
    private final WebhookSender<RowEvent> sender;
    private final Registrations registrations;

    InstalledDataverse(AppContext context, ServiceProtection protection) {
        this.context = context;
        this.store = context.store();
        this.versions = new Versions(store);
        this.rows = new Rows(store, versions, duplicates, privileges);
        this.service = new Service(rows, context.clock());
        this.tokens = new Tokens(context);
        this.protection = protection;
        this.gatekeeper = new DataverseGatekeeper(context, tokens, protection);
        this.webhooks = new DataverseWebhooks(context.secret("webhook secret", 32), context.clock());
        this.sender = new WebhookSender<>(context.vertx(), context.clock(), webhooks);
        this.registrations = new Registrations(store, sender, webhooks);
        DataverseRules.index(store);
    }

    @Override
    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    @Override
    public void addRoutes(VendorRoutes routes) {
        new TokenRoutes(tokens, context.clock()).addTo(routes);
        new WebApiRoutes(service, store, faults, protection).addTo(routes);
    }

    @Override
    public void addControls(ControlRoutes routes) {
        new DataverseControls(rows, tokens, privileges, duplicates, faults).addTo(routes);
    }

    @Override
    public WebhookSender<?> webhooks() {
        return sender;
    }

    @Override
    public Map<String, String> startLine() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", tokens.firstToken());
        line.put("client_id", tokens.clientId());
        line.put("client_secret", tokens.clientSecret());
        line.put("refresh_token", tokens.refreshToken());
        line.put("tenant_id", tokens.tenant());
        line.put("organization_id", Organization.ORGANIZATION);
        line.put("webhook_secret", webhooks.secret());
        line.put("webhook_header", DataverseWebhooks.KEY_HEADER);
        return line;
    }

    @Override
    public void seedEmployment(StoredRecord person, StoredRecord company) {
        store.complete(person, Map.of(EMPLOYER, company.id()));
    }

    @Override
    public void employ(StoredRecord person, @Nullable StoredRecord company) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put(EMPLOYER, company == null ? null : company.id());
        if (!Objects.equals(employerOf(person), fields.get(EMPLOYER))) {
            store.update(person, fields, Editor.PERSON);
        }
    }

    /** A contact's customer may be another contact, who is no employer. */
    @Override
    public @Nullable String employerOf(StoredRecord person) {
        String id = person.text(EMPLOYER);
        return id == null || store.get(Organization.ACCOUNT.stored(), id) == null ? null : id;
    }

    /** Tokens do not outlive the environment. */
    @Override
    public JsonNode saveExtra() {
        return Json.object().put("version", versions.last());
    }

    @Override
    public void loadExtra(JsonNode extra) {
        versions.continueFrom(extra.path("version").asLong());
    }

    @Override
    public void ready() {
        new SystemRows(store).add();
        versions.stampAll();
        service.ready();
        store.listen(this::follow);
    }

    private void follow(Change change) {
        versions.follow(change);
        if (change.kind() == Change.Kind.DELETED && change.editor() != Editor.API) {
            rows.follow(change.record(), change.editor());
        }
        registrations.follow(change);
    }
}
