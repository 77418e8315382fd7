package io.bothways.simulator.dataverse;

import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that every environment has from its first day: users, the currency, messages and what they are about. */
final class SystemRows {
    private static final long AGE = Duration.ofDays(800).toMillis();
    private static final List<String> MESSAGES = List.of("Create", "Update", "Delete", "Merge");

    private final RecordStore store;

    SystemRows(RecordStore store) {
        this.store = store;
    }

    /** Adds what is not there yet. */
    void add() {
        add("systemuser", Organization.INTEGRATION_USER, Map.of("fullname", "# Integration",
                "domainname", "integration@simulated.example", "internalemailaddress", "integration@simulated.example",
                "isdisabled", false));
        add("systemuser", Organization.PERSON_USER, Map.of("fullname", "Robin Example",
                "domainname", "robin@simulated.example", "internalemailaddress", "robin@simulated.example",
                "isdisabled", false));
        add("systemuser", Organization.SYSTEM_USER, Map.of("fullname", "SYSTEM", "domainname", "",
                "isdisabled", true));
        add("transactioncurrency", Organization.US_DOLLAR, Map.of("currencyname", "US Dollar",
                "isocurrencycode", "USD", "exchangerate", 1));
        for (String message : MESSAGES) {
            String id = Organization.id("message " + message);
            add("sdkmessage", id, Map.of("name", message));
            for (Table table : List.of(Organization.CONTACT, Organization.ACCOUNT, Organization.LEAD,
                    Organization.OPPORTUNITY, Organization.SUBSCRIPTION)) {
                if (!message.equals("Merge") || table.can(Table.Ability.MERGE)) {
                    add("sdkmessagefilter", Organization.id("filter " + message + " " + table.logicalName()),
                            Map.of("primaryobjecttypecode", table.logicalName(), "sdkmessageid", id));
                }
            }
        }
    }

    private void add(String logicalName, String id, Map<String, Object> fields) {
        Table table = Organization.table(logicalName).orElseThrow();
        if (store.get(table.stored(), id) == null) {
            Map<String, @Nullable Object> given = new HashMap<>(fields);
            store.seed(table.stored(), id, given, store.now() - AGE, store.now() - AGE);
        }
    }
}
