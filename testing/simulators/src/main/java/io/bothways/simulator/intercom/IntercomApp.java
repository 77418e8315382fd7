package io.bothways.simulator.intercom;

import io.bothways.simulator.intercom.records.IntercomRules;
import io.bothways.simulator.intercom.records.IntercomSchema;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.store.RecordRules;

/** The fake Intercom. */
public final class IntercomApp implements SimulatedApp {
    public IntercomApp() {
    }

    @Override
    public AppDefinition definition() {
        return IntercomSchema.APP;
    }

    @Override
    public RecordRules rules() {
        return new IntercomRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new IntercomInstallation(context);
    }
}
