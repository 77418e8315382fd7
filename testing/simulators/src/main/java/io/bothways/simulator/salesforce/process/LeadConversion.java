package io.bothways.simulator.salesforce.process;

import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.records.Rows;
import io.bothways.simulator.salesforce.records.SalesforceRules;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.SalesProcess;
import io.bothways.simulator.salesforce.schema.SalesTypes;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SystemFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts a lead into an account, a contact and, if wanted, an opportunity, new ones or known ones whose blank fields
 * it fills. The lead stays, cannot be changed any more, and says what became of it.
 */
public final class LeadConversion {
    /** What is wanted; records that are not named are made. */
    public record Wish(String leadId, String status, Optional<String> accountId, Optional<String> contactId,
            Optional<String> opportunityName, boolean opportunity, Optional<String> ownerId) {}

    /** What came out of a lead. */
    public record Converted(String leadId, String accountId, String contactId, Optional<String> opportunityId) {}

    private static final Map<String, String> TO_ACCOUNT = Map.of("Company", "Name", "Website", "Website",
            "Phone", "Phone", "City", "BillingCity", "Country", "BillingCountry", "Industry", "Industry");
    private static final Map<String, String> TO_CONTACT = Map.of("FirstName", "FirstName", "LastName", "LastName",
            "Email", "Email", "Phone", "Phone", "Title", "Title", "City", "MailingCity", "Country", "MailingCountry");
    private static final Map<String, String> TO_OPPORTUNITY = Map.of("LeadSource", "LeadSource",
            "Description", "Description");
    private static final int MONTHS_OF_A_QUARTER = 3;

    private final RecordStore store;
    private final Rows rows;
    private final OpportunityContactRoles roles;

    public LeadConversion(RecordStore store, Rows rows, OpportunityContactRoles roles) {
        this.store = store;
        this.rows = rows;
        this.roles = roles;
    }

    /** Converts all or nothing. */
    public Converted convert(Wish wish, Editor editor) {
        return store.atomically(() -> {
            StoredRecord lead = rows.target(SalesTypes.LEAD, wish.leadId());
            check(lead, wish);
            Map<String, @Nullable Object> owner = new HashMap<>();
            owner.put(SystemFields.OWNER, wish.ownerId().orElse(lead.text(SystemFields.OWNER)));
            StoredRecord account = enter(Organization.ACCOUNT, wish.accountId(),
                    mapped(lead, TO_ACCOUNT, owner), editor);
            Map<String, @Nullable Object> person = mapped(lead, TO_CONTACT, owner);
            person.put("AccountId", account.id());
            StoredRecord contact = enter(Organization.CONTACT, wish.contactId(), person, editor);
            Optional<StoredRecord> opportunity = wish.opportunity()
                    ? Optional.of(sell(lead, wish, account, contact, owner, editor)) : Optional.empty();
            Map<String, @Nullable Object> end = new LinkedHashMap<>();
            end.put("Status", wish.status());
            end.put("IsConverted", true);
            end.put("ConvertedDate", today().toString());
            end.put("ConvertedAccountId", account.id());
            end.put("ConvertedContactId", contact.id());
            end.put("ConvertedOpportunityId", opportunity.map(StoredRecord::id).orElse(null));
            store.write(lead, end, editor);
            return new Converted(lead.id(), account.id(), contact.id(), opportunity.map(StoredRecord::id));
        });
    }

    private static void check(StoredRecord lead, Wish wish) {
        if (Boolean.TRUE.equals(lead.field("IsConverted"))) {
            throw new RecordRefused("CANNOT_UPDATE_CONVERTED_LEAD", null, "cannot reference converted lead");
        }
        if (SalesProcess.LEAD_STATUSES.stream().noneMatch(each -> each.ends() && each.name().equals(wish.status()))) {
            throw new RecordRefused("INVALID_STATUS", null, "invalid convertedStatus: " + wish.status());
        }
        if (wish.contactId().isPresent() && wish.accountId().isEmpty()) {
            throw new RecordRefused("REQUIRED_FIELD_MISSING", null, "A contactId needs the accountId of its account");
        }
    }

    private StoredRecord enter(SalesforceType type, Optional<String> known, Map<String, @Nullable Object> values,
            Editor editor) {
        if (known.isEmpty()) {
            return store.create(SalesforceRules.kitType(store, type), values, editor);
        }
        StoredRecord target = rows.target(type, known.get());
        if (type == Organization.CONTACT && target.field("AccountId") != null
                && !target.field("AccountId").equals(values.get("AccountId"))) {
            throw new RecordRefused("INVALID_CROSS_REFERENCE_KEY", null, "The contact belongs to another account");
        }
        Map<String, @Nullable Object> blanks = new LinkedHashMap<>(values);
        blanks.keySet().removeIf(name -> target.field(name) != null || name.equals(SystemFields.OWNER));
        store.update(target, blanks, editor);
        return target;
    }

    private StoredRecord sell(StoredRecord lead, Wish wish, StoredRecord account, StoredRecord contact,
            Map<String, @Nullable Object> owner, Editor editor) {
        Map<String, @Nullable Object> values = mapped(lead, TO_OPPORTUNITY, owner);
        values.put("Name", wish.opportunityName().orElse(lead.text("Company") + "-"));
        values.put("StageName", SalesProcess.STAGES.getFirst().name());
        values.put("CloseDate", endOfQuarter(today()).toString());
        values.put("AccountId", account.id());
        StoredRecord made = store.create(SalesforceRules.kitType(store, SalesTypes.OPPORTUNITY), values, editor);
        roles.add(made.id(), contact.id(), true);
        return made;
    }

    private static Map<String, @Nullable Object> mapped(StoredRecord lead, Map<String, String> names,
            Map<String, @Nullable Object> owner) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(owner);
        names.forEach((from, to) -> {
            if (lead.field(from) != null) {
                values.put(to, lead.field(from));
            }
        });
        return values;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(store.now()), ZoneOffset.UTC);
    }

    private static LocalDate endOfQuarter(LocalDate day) {
        int monthsLeft = MONTHS_OF_A_QUARTER - 1 - (day.getMonthValue() - 1) % MONTHS_OF_A_QUARTER;
        LocalDate last = day.plusMonths(monthsLeft);
        return last.withDayOfMonth(last.lengthOfMonth());
    }
}
