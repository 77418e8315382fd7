package io.bothways.simulator.salesforce.process;

import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesProcess;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SetupTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that every organization has from its first day: users, and the stages and statuses. */
public final class SetupRows {
    private static final long AGE = Duration.ofDays(800).toMillis();
    private static final int STAGES = 100;
    private static final int LEAD_STATUSES = 200;
    private static final int CASE_STATUSES = 300;

    private final RecordStore store;

    public SetupRows(RecordStore store) {
        this.store = store;
    }

    /** Adds what is not there yet. */
    public void add() {
        user(Organization.INTEGRATION_USER, "Platform", "Integration", "Standard", true);
        user(Organization.PERSON_USER, "Robin", "Example", "Standard", true);
        user(Organization.AUTOMATED_PROCESS, "Automated", "Process", "AutomatedProcess", true);
        user(RecordId.of("005", 4), "Kim", "Seller", "Standard", true);
        user(RecordId.of("005", 5), "Alex", "Former", "Standard", false);
        for (int order = 1; order <= SalesProcess.STAGES.size(); order++) {
            SalesProcess.Stage stage = SalesProcess.STAGES.get(order - 1);
            add(SetupTypes.OPPORTUNITY_STAGE, RecordId.of("01J", STAGES + order), Map.of("MasterLabel", stage.name(),
                    "ApiName", stage.name(), "SortOrder", order, "IsClosed", stage.closed(), "IsWon", stage.won(),
                    "ForecastCategoryName", stage.forecastCategory(), "DefaultProbability", stage.probability()));
        }
        statuses(SetupTypes.LEAD_STATUS, LEAD_STATUSES, "IsConverted", SalesProcess.LEAD_STATUSES);
        statuses(SetupTypes.CASE_STATUS, CASE_STATUSES, "IsClosed", SalesProcess.CASE_STATUSES);
    }

    private void user(String id, String first, String last, String kind, boolean active) {
        String address = first.toLowerCase(Locale.ROOT) + "@simulated.example";
        add(SetupTypes.USER, id, Map.of("FirstName", first, "LastName", last, "Username", address, "Email", address,
                "Alias", first.substring(0, 3), "UserType", kind, "IsActive", active));
    }

    private void statuses(SalesforceType type, int numbers, String end, List<SalesProcess.Status> statuses) {
        for (int order = 1; order <= statuses.size(); order++) {
            SalesProcess.Status status = statuses.get(order - 1);
            add(type, RecordId.of("01J", numbers + order), Map.of("MasterLabel", status.name(), "ApiName",
                    status.name(), "SortOrder", order, "IsDefault", status.standard(), end, status.ends()));
        }
    }

    private void add(SalesforceType type, String id, Map<String, Object> fields) {
        var kitType = SalesforceRules.kitType(store, type);
        if (store.get(kitType, id) == null) {
            Map<String, @Nullable Object> given = new HashMap<>(fields);
            store.seed(kitType, id, given, store.now() - AGE, store.now() - AGE);
        }
    }
}
