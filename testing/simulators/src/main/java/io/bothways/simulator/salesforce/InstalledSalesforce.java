package io.bothways.simulator.salesforce;

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
import io.bothways.simulator.salesforce.api.CollectionRoutes;
import io.bothways.simulator.salesforce.api.CompositeRoutes;
import io.bothways.simulator.salesforce.api.OAuthRoutes;
import io.bothways.simulator.salesforce.api.OrganizationRoutes;
import io.bothways.simulator.salesforce.api.QueryRoutes;
import io.bothways.simulator.salesforce.api.ReplicationRoutes;
import io.bothways.simulator.salesforce.api.RowRoutes;
import io.bothways.simulator.salesforce.outbound.Notification;
import io.bothways.simulator.salesforce.outbound.OutboundMessages;
import io.bothways.simulator.salesforce.process.AccountContactRelations;
import io.bothways.simulator.salesforce.process.LeadConversion;
import io.bothways.simulator.salesforce.process.Merges;
import io.bothways.simulator.salesforce.process.OpportunityContactRoles;
import io.bothways.simulator.salesforce.process.SetupRows;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One running organization. */
final class InstalledSalesforce implements InstalledApp {
    /** More than can be sent between the last save and a sudden end. */
    private static final int NOTIFICATIONS_SINCE_SAVED = 10_000;
    private static final String EMPLOYER = "AccountId";

    private final AppContext context;
    private final RecordStore store;
    private final Rows rows;
    private final Sessions sessions;
    private final Door door;
    private final OutboundMessages messages;
    private final WebhookSender<Notification> sender;
    private final AccountContactRelations relations;
    private final OpportunityContactRoles roles;
    private final Merges merges;
    private final LeadConversion conversion;

    InstalledSalesforce(AppContext context, int dailyCalls) {
        this.context = context;
        this.store = context.store();
        this.rows = new Rows(store);
        this.sessions = new Sessions(context);
        this.door = new Door(context, sessions, dailyCalls);
        this.messages = new OutboundMessages();
        this.sender = new WebhookSender<>(context.vertx(), context.clock(), messages);
        this.relations = new AccountContactRelations(store);
        this.roles = new OpportunityContactRoles(store);
        this.merges = new Merges(store, rows, relations);
        this.conversion = new LeadConversion(store, rows, roles);
    }

    @Override
    public Gatekeeper gatekeeper() {
        return door;
    }

    @Override
    public void addRoutes(VendorRoutes routes) {
        new OAuthRoutes(sessions, context.clock()).addTo(routes);
        new OrganizationRoutes(rows, door.calls()).addTo(routes);
        QueryRoutes queries = new QueryRoutes(rows, context.clock());
        queries.addTo(routes);
        new ReplicationRoutes(rows, context.clock()).addTo(routes);
        RowRoutes single = new RowRoutes(rows);
        single.addTo(routes);
        new CollectionRoutes(rows).addTo(routes);
        new CompositeRoutes(queries, single).addTo(routes);
    }

    @Override
    public void addControls(ControlRoutes routes) {
        new SalesforceControls(store, rows, sessions, merges, conversion).addTo(routes);
    }

    @Override
    public WebhookSender<?> webhooks() {
        return sender;
    }

    @Override
    public Map<String, String> startLine() {
        // Outbound Messages are not signed, so there is no secret: the receiver checks the organization's id.
        Map<String, String> line = new LinkedHashMap<>();
        line.put("access_token", sessions.firstToken());
        line.put("client_id", sessions.clientId());
        line.put("client_secret", sessions.clientSecret());
        line.put("refresh_token", sessions.refreshToken());
        line.put("organization_id", Organization.ID_OF_ORGANIZATION);
        line.put("webhook_secret", "");
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

    @Override
    public @Nullable String employerOf(StoredRecord person) {
        return person.text(EMPLOYER);
    }

    /** Sessions and query cursors do not outlive the organization. */
    @Override
    public JsonNode saveExtra() {
        return Json.object().put("next_notification", messages.nextNotification());
    }

    @Override
    public void loadExtra(JsonNode extra) {
        messages.continueFrom(extra.path("next_notification").asLong() + NOTIFICATIONS_SINCE_SAVED);
    }

    @Override
    public void ready() {
        new SetupRows(store).add();
        relations.start();
        roles.start();
        store.listen(this::notifyOf);
    }

    /** Workflow fires when a record is created or edited, never when it is deleted or merged away. */
    private void notifyOf(Change change) {
        if (!Organization.type(change.record().type().name()).orElseThrow().can(Ability.NOTIFY)) {
            return;
        }
        switch (change.kind()) {
            case CREATED, UPDATED, TOUCHED -> sender.send(messages.eventAbout(change.record()));
            case DELETED, RESTORED, COMBINED -> { }
        }
    }
}
