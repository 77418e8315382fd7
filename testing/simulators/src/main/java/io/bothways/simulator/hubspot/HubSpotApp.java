package io.bothways.simulator.hubspot;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.store.RecordRules;

/** The fake HubSpot. */
public final class HubSpotApp implements SimulatedApp {
    public HubSpotApp() {
    }

    @Override
    public AppDefinition definition() {
        return HubSpotSchema.APP;
    }

    @Override
    public RecordRules rules() {
        return new HubSpotRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new HubSpotInstallation(context);
    }
}
