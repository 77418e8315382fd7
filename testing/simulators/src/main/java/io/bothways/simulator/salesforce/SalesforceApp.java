package io.bothways.simulator.salesforce;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRules;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Salesforce as an app of the simulators. */
public final class SalesforceApp implements SimulatedApp {
    /** What an Enterprise organization has before its licences are counted. */
    private static final int ENTERPRISE_DAILY_CALLS = 100_000;

    /** One for all: the store tells types apart by identity. */
    private static final AppDefinition DEFINITION = new AppDefinition("salesforce", "Salesforce", "#0176d3",
            Population.Hand.HASTY, Duration.ofSeconds(1),
            types());

    private final int dailyCalls;

    public SalesforceApp() {
        this(ENTERPRISE_DAILY_CALLS);
    }

    /** An organization with another number of calls in 24 hours. */
    public SalesforceApp(int dailyCalls) {
        this.dailyCalls = dailyCalls;
    }

    private static List<ObjectType> types() {
        List<ObjectType> types = new ArrayList<>();
        types.add(Organization.CONTACT.onEditingPage(ObjectType.Kind.PERSON));
        types.add(Organization.ACCOUNT.onEditingPage(ObjectType.Kind.COMPANY));
        Organization.types().stream().filter(type -> type != Organization.CONTACT && type != Organization.ACCOUNT)
                .forEach(type -> types.add(type.onEditingPage(
                        type.can(Ability.WRITE) ? ObjectType.Kind.OTHER : ObjectType.Kind.INTERNAL)));
        return types;
    }

    @Override
    public AppDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RecordRules rules() {
        return new SalesforceRules();
    }

    @Override
    public InstalledApp install(AppContext context) {
        return new InstalledSalesforce(context, dailyCalls);
    }
}
