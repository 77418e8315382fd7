package io.bothways.simulator.salesforce.records;

import io.bothways.simulator.kit.store.StoredRecord;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import io.bothways.simulator.salesforce.schema.SalesProcess;
import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.schema.SystemFields;
import io.bothways.simulator.salesforce.schema.Timestamps;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that the organization works out whenever a record is read, beside those that it stores. */
final class DerivedValues {
    private static final double PERCENT = 100;

    private DerivedValues() {}

    static @Nullable Object read(SalesforceType type, SalesforceField field, StoredRecord stored) {
        if (field.name().equals(SystemFields.OWNER)) {
            // Records that a person made, or that were there from the start.
            return Optional.ofNullable(stored.field(SystemFields.OWNER)).orElse(Organization.PERSON_USER);
        }
        return switch (type.name() + "." + field.name()) {
            case "Contact.Name", "Lead.Name", "User.Name" -> fullName(stored);
            case "Subscription__c.Name" -> Optional.ofNullable(stored.field("Name")).orElse(stored.id());
            case "Subscription_Item__c.Name" ->
                    String.format(Locale.ROOT, "SI-%05d", RecordId.number(stored.id()));
            case "Case.CaseNumber" -> String.format(Locale.ROOT, "%08d", RecordId.number(stored.id()));
            case "Case.IsClosed" -> SalesProcess.closesCase(String.valueOf(stored.field("Status")));
            case "Opportunity.IsClosed" -> stage(stored).filter(SalesProcess.Stage::closed).isPresent();
            case "Opportunity.IsWon" -> stage(stored).filter(SalesProcess.Stage::won).isPresent();
            case "Opportunity.ExpectedRevenue" -> expectedRevenue(stored);
            case "Opportunity.ForecastCategory" -> forecastCategory(stored);
            default -> plain(field, stored.field(field.name()));
        };
    }

    private static @Nullable Object plain(SalesforceField field, @Nullable Object value) {
        return switch (field.type()) {
            case BOOLEAN -> value == null ? field.standard().orElse(false) : value;
            case DATETIME -> value == null ? null
                    : Timestamps.read(value.toString()).map(Instant::toEpochMilli).orElseThrow();
            case ID, STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, MULTIPICKLIST, REFERENCE, DOUBLE, CURRENCY, PERCENT,
                    INT, DATE -> value;
        };
    }

    private static @Nullable String fullName(StoredRecord stored) {
        String first = stored.text("FirstName");
        String last = stored.text("LastName");
        return first == null || last == null ? last : first + " " + last;
    }

    private static Optional<SalesProcess.Stage> stage(StoredRecord stored) {
        return SalesProcess.stage(String.valueOf(stored.field("StageName")));
    }

    private static @Nullable Double expectedRevenue(StoredRecord stored) {
        return stored.field("Amount") instanceof Number amount && stored.field("Probability") instanceof Number percent
                ? Double.valueOf(amount.doubleValue() * percent.doubleValue() / PERCENT) : null;
    }

    /** The category under the name that it has in forecasts. */
    private static String forecastCategory(StoredRecord stored) {
        String name = String.valueOf(stored.field("ForecastCategoryName"));
        return switch (name) {
            case "Best Case" -> "BestCase";
            case "Commit" -> "Forecast";
            default -> name;
        };
    }
}
