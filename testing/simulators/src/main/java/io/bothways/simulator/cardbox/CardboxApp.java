package io.bothways.simulator.cardbox;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.store.RecordRules;

/** The app that only pushes. */
public final class CardboxApp implements SimulatedApp {
    public CardboxApp() {
    }

    @Override
    public AppDefinition definition() {
        return CardboxSchema.APP;
    }

    @Override
    public RecordRules rules() {
        return new CardboxRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new InstalledCardbox(context);
    }
}
