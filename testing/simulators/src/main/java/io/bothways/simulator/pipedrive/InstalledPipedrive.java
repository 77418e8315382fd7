package io.bothways.simulator.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.ControlRoutes;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import io.bothways.simulator.pipedrive.api.CompanyRoutes;
import io.bothways.simulator.pipedrive.api.EntityRoutes;
import io.bothways.simulator.pipedrive.api.FieldRoutes;
import io.bothways.simulator.pipedrive.api.LeadRoutes;
import io.bothways.simulator.pipedrive.api.MergeRoutes;
import io.bothways.simulator.pipedrive.api.SearchIndex;
import io.bothways.simulator.pipedrive.api.SearchRoutes;
import io.bothways.simulator.pipedrive.api.TokenRoutes;
import io.bothways.simulator.pipedrive.api.WebhookRoutes;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;
import io.bothways.simulator.pipedrive.webhook.PipedriveWebhooks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake Pipedrive of one simulator: puts its parts together. */
final class InstalledPipedrive implements InstalledApp {
    private final AppContext context;
    private final Accounts accounts;
    private final PipedriveGatekeeper gatekeeper;
    private final PipedriveWebhooks webhooks;
    private final MergeRoutes merges;
    private final SearchIndex searchIndex;

    InstalledPipedrive(AppContext context) {
        this.context = context;
        RecordStore store = context.store();
        accounts = new Accounts(context);
        gatekeeper = new PipedriveGatekeeper(context, accounts);
        webhooks = new PipedriveWebhooks(context, accounts);
        merges = new MergeRoutes(store, webhooks);
        searchIndex = new SearchIndex(store, context.clock(), context.options().searchLagMillis());
    }

    @Override
    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    @Override
    public void addRoutes(VendorRoutes routes) {
        new TokenRoutes(accounts).addTo(routes);
        new CompanyRoutes(accounts).addTo(routes);
        new FieldRoutes().addTo(routes);
        new WebhookRoutes(webhooks).addTo(routes);
        merges.addTo(routes);
        new LeadRoutes(context.store()).addTo(routes);
        new SearchRoutes(searchIndex).addTo(routes);
        new EntityRoutes(context.store()).addTo(routes);
    }

    @Override
    public void addControls(ControlRoutes routes) {
        new PipedriveControls(context.store(), accounts, gatekeeper.limits(), merges).addTo(routes);
    }

    @Override
    public WebhookSender<?> webhooks() {
        return webhooks.sender();
    }

    /** {@code access_token} is the API token of a user: it belongs into {@code x-api-token}, not behind Bearer. */
    @Override
    public Map<String, String> startLine() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", accounts.apiToken());
        line.put("client_id", accounts.clientId());
        line.put("client_secret", accounts.clientSecret());
        line.put("webhook_user", PipedriveWebhooks.USER);
        line.put("webhook_secret", accounts.webhookPassword());
        line.put("refresh_token", accounts.refreshToken());
        line.put("company_id", String.valueOf(accounts.companyId()));
        return line;
    }

    @Override
    public void seedEmployment(StoredRecord person, StoredRecord company) {
        context.store().complete(person, Collections.singletonMap(PipedriveSchema.ORGANIZATION, company.id()));
    }

    @Override
    public void employ(StoredRecord person, @Nullable StoredRecord company) {
        context.store().update(person, Collections.singletonMap(PipedriveSchema.ORGANIZATION,
                company == null ? null : company.id()), Editor.PERSON);
    }

    @Override
    public @Nullable String employerOf(StoredRecord person) {
        return person.text(PipedriveSchema.ORGANIZATION);
    }

    @Override
    public JsonNode saveExtra() {
        ObjectNode saved = Json.object();
        saved.set("accounts", accounts.save());
        saved.set("webhooks", webhooks.save());
        return saved;
    }

    @Override
    public void loadExtra(JsonNode extra) {
        accounts.load(extra.path("accounts"));
        webhooks.load(extra.path("webhooks"));
    }

    @Override
    public void ready() {
        searchIndex.start();
    }
}
