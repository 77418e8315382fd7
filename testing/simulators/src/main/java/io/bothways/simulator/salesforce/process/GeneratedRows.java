package io.bothways.simulator.salesforce.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesProcess;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes many records of a type that the population knows nothing of, as if they had been there from the start: nobody
 * is told. They belong to the contacts and accounts in turn; all have the present stamp.
 */
public final class GeneratedRows {
    private static final int MOST = 100_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final List<String> PLANS = List.of("Basic", "Team", "Enterprise");

    private final RecordStore store;

    public GeneratedRows(RecordStore store) {
        this.store = store;
    }

    /** {@code {"type":"Opportunity","count":500}}; Lead, Case and Subscription__c too. */
    public JsonNode add(JsonNode wish) {
        int count = wish.path("count").asInt();
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count must be from 1 to " + MOST);
        }
        SalesforceType type = Organization.type(wish.path("type").asText())
                .orElseThrow(() -> new IllegalArgumentException("type must be the name of an object"));
        List<StoredRecord> contacts = live(Organization.CONTACT);
        List<StoredRecord> accounts = live(Organization.ACCOUNT);
        ObjectType kitType = SalesforceRules.kitType(store, type);
        for (int number = 1; number <= count; number++) {
            store.seed(kitType, fields(type, number, turn(contacts, number), turn(accounts, number)), store.now(),
                    store.now());
        }
        return Json.object().put("type", type.name()).put("count", count);
    }

    private static Map<String, @Nullable Object> fields(SalesforceType type, int number, @Nullable String contact,
            @Nullable String account) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        switch (type.name()) {
            case "Opportunity" -> {
                fields.put("Name", "Opportunity " + number);
                fields.put("StageName", SalesProcess.STAGES.get(number % SalesProcess.STAGES.size()).name());
                fields.put("Amount", number * 100);
                fields.put("CloseDate", FIRST_DAY.plusDays(number % 365).toString());
                fields.put("AccountId", account);
            }
            case "Lead" -> {
                fields.put("FirstName", "Lead");
                fields.put("LastName", "Number " + number);
                fields.put("Company", "Company " + number);
                fields.put("Email", "lead" + number + "@leads.example");
            }
            case "Case" -> {
                fields.put("Subject", "Case " + number);
                fields.put("ContactId", contact);
            }
            case "Subscription__c" -> {
                fields.put("Name", "Subscription " + number);
                fields.put("Plan__c", PLANS.get(number % PLANS.size()));
                fields.put("Seats__c", number % 100 + 1);
                fields.put("Contact__c", contact);
                fields.put("Account__c", account);
            }
            default -> throw new IllegalArgumentException(
                    "type must be Opportunity, Lead, Case or Subscription__c");
        }
        return fields;
    }

    private List<StoredRecord> live(SalesforceType type) {
        return store.records(SalesforceRules.kitType(store, type)).values().stream()
                .filter(record -> !record.deleted()).toList();
    }

    private static @Nullable String turn(List<StoredRecord> parents, int number) {
        return parents.isEmpty() ? null : parents.get(number % parents.size()).id();
    }
}
