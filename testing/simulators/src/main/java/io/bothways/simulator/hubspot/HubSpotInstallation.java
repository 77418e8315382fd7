package io.bothways.simulator.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake HubSpot of one simulator: puts its parts together. */
final class HubSpotInstallation implements InstalledApp {
    private final AppContext context;
    private final Accounts accounts;
    private final HubSpotGatekeeper gatekeeper;
    private final HubSpotWebhooks webhooks;
    private final Associations associations;
    private final SearchIndex searchIndex;

    HubSpotInstallation(AppContext context) {
        this.context = context;
        RecordStore store = context.store();
        store.index(HubSpotRules.EMAIL_INDEX, HubSpotSchema.CONTACT_TYPE, HubSpotInstallation::emails);
        accounts = new Accounts(context);
        gatekeeper = new HubSpotGatekeeper(context, accounts);
        webhooks = new HubSpotWebhooks(context, accounts);
        associations = new Associations(store, webhooks::associated);
        searchIndex = new SearchIndex(store, context.clock(), context.options().searchLagMillis());
        store.listen(change -> {
            if (change.kind() == Change.Kind.DELETED) {
                associations.forget(change.record(), change.editor());
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
        ObjectWrites writes = new ObjectWrites(store, associations);
        new TokenRoutes(accounts, context.clock()).addTo(routes);
        new PropertyRoutes().addTo(routes);
        new OwnerRoutes().addTo(routes);
        new AssociationRoutes(store, associations).addTo(routes);
        new SearchRoutes(searchIndex).addTo(routes);
        new BatchRoutes(store, new HubSpotRules(), writes).addTo(routes);
        new ObjectRoutes(store, writes, associations, webhooks).addTo(routes);
    }

    @Override
    public void addControls(ControlRoutes routes) {
        routes.add(HttpMethod.POST, "tokens/rotate", body -> {
            accounts.rotatePrivateToken();
            return Json.object().put("access_token", accounts.privateToken());
        });
    }

    @Override
    public WebhookSender<?> webhooks() {
        return webhooks.sender();
    }

    /** HubSpot signs webhooks with the client secret. */
    @Override
    public Map<String, String> startLine() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", accounts.privateToken());
        line.put("client_id", accounts.clientId());
        line.put("client_secret", accounts.clientSecret());
        line.put("webhook_secret", accounts.clientSecret());
        line.put("refresh_token", accounts.refreshToken());
        line.put("portal_id", String.valueOf(accounts.portalId()));
        return line;
    }

    @Override
    public void seedEmployment(StoredRecord person, StoredRecord company) {
        associations.seed(person, company);
    }

    @Override
    public void employ(StoredRecord person, @Nullable StoredRecord company) {
        associations.replacePrimary(person, company, Editor.PERSON);
    }

    @Override
    public @Nullable String employerOf(StoredRecord person) {
        return associations.primaryOf(person);
    }

    @Override
    public JsonNode saveExtra() {
        return associations.save();
    }

    @Override
    public void loadExtra(JsonNode extra) {
        associations.load(extra);
    }

    @Override
    public void ready() {
        searchIndex.start();
    }

    private static Collection<String> emails(StoredRecord contact) {
        List<String> emails = new ArrayList<>();
        String email = contact.text(HubSpotSchema.EMAIL);
        if (email != null) {
            emails.add(email);
        }
        String additional = contact.text(HubSpotSchema.ADDITIONAL_EMAILS);
        if (additional != null) {
            emails.addAll(List.of(additional.split(";")));
        }
        return emails;
    }
}
