package io.bothways.simulator.cardbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Cardbox of one simulator: puts its parts together. */
final class InstalledCardbox implements InstalledApp {
    private final AppContext context;
    private final CardboxGatekeeper gatekeeper;
    private final CardboxWebhooks webhooks;

    InstalledCardbox(AppContext context) {
        this.context = context;
        context.store().index(CardboxRules.EMAIL_INDEX, CardboxSchema.CONTACTS, contact -> {
            String email = contact.text(CardboxSchema.EMAIL);
            return email == null ? List.of() : List.of(CardboxRules.key(email));
        });
        gatekeeper = new CardboxGatekeeper(context);
        webhooks = new CardboxWebhooks(context);
    }

    @Override
    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    @Override
    public void addRoutes(VendorRoutes routes) {
        new CardboxRoutes(context, webhooks).addTo(routes);
    }

    @Override
    public WebhookSender<?> webhooks() {
        return webhooks.sender();
    }

    @Override
    public Map<String, String> startLine() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", gatekeeper.apiKey());
        line.put("client_id", "");
        line.put("client_secret", "");
        line.put("webhook_secret", webhooks.secret());
        line.put("workspace_id", "w_" + context.options().seed());
        return line;
    }

    @Override
    public void seedEmployment(StoredRecord person, StoredRecord company) {
        context.store().complete(person, Collections.singletonMap(CardboxSchema.COMPANY_ID, company.id()));
    }

    @Override
    public void employ(StoredRecord person, @Nullable StoredRecord company) {
        context.store().update(person, Collections.singletonMap(CardboxSchema.COMPANY_ID,
                company == null ? null : company.id()), Editor.PERSON);
    }

    @Override
    public @Nullable String employerOf(StoredRecord person) {
        return person.text(CardboxSchema.COMPANY_ID);
    }

    @Override
    public JsonNode saveExtra() {
        return Json.object();
    }

    @Override
    public void loadExtra(JsonNode extra) {
        // Everything that Cardbox keeps is in its records.
    }

    @Override
    public void ready() {
        // Nothing but the records is needed.
    }
}
