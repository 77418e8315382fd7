package io.bothways.simulator.kit;

import io.bothways.simulator.kit.store.RecordRules;

/** A fake app, found by {@link java.util.ServiceLoader}; stateless, as each simulator gets an {@link InstalledApp}. */
public interface SimulatedApp {

    AppDefinition definition();

    RecordRules rules();

    /** Called once per simulator, on its event loop, before any record is stored: add indexes and listeners here. */
    InstalledApp install(AppContext context);
}
