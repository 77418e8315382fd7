package io.bothways.simulator.dataverse;

import io.bothways.simulator.dataverse.records.DataverseRules;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.store.RecordRules;
import java.time.Duration;

/** Dataverse as an app of the simulators. */
public final class DataverseApp implements SimulatedApp {
    private static final int REQUESTS = 6000;
    private static final int CONCURRENT_REQUESTS = 52;
    private static final Duration EXECUTION = Duration.ofSeconds(1200);

    /** One for all: the store tells types apart by identity. */
    private static final AppDefinition DEFINITION = new AppDefinition("dataverse", "Dynamics 365", "#742774",
            Population.Hand.HASTY, Duration.ofSeconds(1), Organization.tables().stream().map(Table::stored).toList());

    private final int requests;
    private final int concurrentRequests;
    private final Duration execution;

    public DataverseApp() {
        this(REQUESTS, CONCURRENT_REQUESTS, EXECUTION);
    }

    /** An environment with other limits: on the requests of five minutes, on those at once, on the time they take. */
    public DataverseApp(int requests, int concurrentRequests, Duration execution) {
        this.requests = requests;
        this.execution = execution;
        this.concurrentRequests = concurrentRequests;
    }

    @Override
    public AppDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RecordRules rules() {
        return new DataverseRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new InstalledDataverse(context,
                new ServiceProtection(context.clock(), requests, concurrentRequests, execution));
    }
}
