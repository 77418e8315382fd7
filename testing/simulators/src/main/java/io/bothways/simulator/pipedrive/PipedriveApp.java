package io.bothways.simulator.pipedrive;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.pipedrive.schema.PipedriveSchema;

/** The fake Pipedrive. */
public final class PipedriveApp implements SimulatedApp {
    public PipedriveApp() {
    }

    @Override
    public AppDefinition definition() {
        return PipedriveSchema.APP;
    }

    @Override
    public RecordRules rules() {
        return new PipedriveRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new InstalledPipedrive(context);
    }
}
