package io.bothways.simulator.salesforce.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.salesforce.schema.Organization;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueReaderTest {
    @Test
    void storesBlankTextAsNull() {
        assertThat(read("Title", "")).isNull();
        assertThat(read("Title", "   ")).isNull();
        assertThat(read("Health_Score__c", "")).isNull();
        assertThat(read("Title", null)).isNull();
    }

    @Test
    void trimsTextAndLowersEmails() {
        assertThat(read("Title", "  Chief  Engineer ")).isEqualTo("Chief  Engineer");
        assertThat(read("Email", " Ada@Example.COM ")).isEqualTo("ada@example.com");
    }

    @Test
    void readsNumbersDatesOptionsAndIds() {
        assertThat(read("Health_Score__c", 12)).isEqualTo(12.0);
        assertThat(read("Health_Score__c", "12.5")).isEqualTo(12.5);
        assertThat(read("Renewal_Date__c", "2026-03-01")).isEqualTo("2026-03-01");
        assertThat(read("Renewal_Date__c", "2026-03-01T23:59:59.000+0000")).isEqualTo("2026-03-01");
        assertThat(read("Customer_Tier__c", "gold")).isEqualTo("gold");
        assertThat(read("AccountId", "0015000000Gv7qJ")).isEqualTo("0015000000Gv7qJAAR");
    }

    @Test
    void refusesBadValuesWithSalesforcesCodes() {
        assertRefused("Title", "x".repeat(129), "STRING_TOO_LONG");
        assertRefused("Email", "nonsense", "INVALID_EMAIL_ADDRESS");
        assertRefused("Customer_Tier__c", "platinum", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        assertRefused("AccountId", "12", "MALFORMED_ID");
        assertRefused("Health_Score__c", "many", "JSON_PARSER_ERROR");
        assertRefused("Health_Score__c", Double.NaN, "JSON_PARSER_ERROR");
        assertRefused("Renewal_Date__c", "01/03/2026", "JSON_PARSER_ERROR");
        assertRefused("Title", Map.of("a", 1), "JSON_PARSER_ERROR");
    }

    private static @Nullable Object read(String field, @Nullable Object json) {
        return ValueReader.read(Organization.CONTACT.field(field).orElseThrow(), json);
    }

    private static void assertRefused(String field, Object json, String code) {
        assertThatExceptionOfType(RecordRefused.class).isThrownBy(() -> read(field, json))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
