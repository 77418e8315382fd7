package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Gatekeeper;
import io.bothways.simulator.kit.http.VendorRoutes;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.kit.webhook.WebhookSender;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a fake app that lives in one simulator. Everything is called on the simulator's event loop. */
public interface InstalledApp {

    Gatekeeper gatekeeper();

    /** Adds the vendor's API. */
    void addRoutes(VendorRoutes routes);

    /** Adds what only this app lets people and tests do, beside the control API of the kit. */
    default void addControls(ControlRoutes routes) {
    }

    /** What sends this app's webhooks. */
    WebhookSender<?> webhooks();

    /**
     * What the start line says beside {@code app} and {@code base_url}: {@code access_token}, {@code client_id},
     * {@code client_secret}, {@code webhook_secret} and what else this app's clients need.
     */
    Map<String, String> startLine();

    /** A new record was seeded where it was: the person works at the company. No change is told. */
    void seedEmployment(StoredRecord person, StoredRecord company);

    /** A person works at a company from now on, as somebody says on the app's page; {@code null} for nowhere. */
    void employ(StoredRecord person, @Nullable StoredRecord company);

    /** The id of the company where a person works, or {@code null}. */
    @Nullable String employerOf(StoredRecord person);

    /** What the app keeps beside its records, to be saved. */
    JsonNode saveExtra();

    /** Takes back what {@link #saveExtra} gave; the records are already there. */
    void loadExtra(JsonNode extra);

    /** Called once all records of a start are there, seeded or loaded. */
    void ready();
}
