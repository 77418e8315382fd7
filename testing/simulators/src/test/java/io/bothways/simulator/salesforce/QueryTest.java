package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.encoded;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import io.bothways.simulator.salesforce.schema.RecordId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryTest {
    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(SimulatorOptions.defaults().withContacts(450).withCompanies(3));
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void pagesThroughAllRecordsByTheAddressesGiven() {
        Set<String> ids = new HashSet<>();

        Answer page = salesforce.query("SELECT Id FROM Contact ORDER BY SystemModstamp, Id",
                "Sforce-Query-Options", "batchSize=200");
        int pages = 1;
        while (!page.body().path("done").asBoolean()) {
            page.body().path("records").forEach(row -> ids.add(row.path("Id").asText()));
            page = salesforce.get(page.body().path("nextRecordsUrl").asText());
            pages++;
        }
        page.body().path("records").forEach(row -> ids.add(row.path("Id").asText()));

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(450);
        assertThat(page.body().path("totalSize").asInt()).isEqualTo(450);
        assertThat(page.body().has("nextRecordsUrl")).isFalse();
    }

    @Test
    void answersTheSamePageAgainButNotAnUnknownOne() {
        String next = salesforce.query("SELECT Id FROM Contact", "Sforce-Query-Options", "batchSize=50")
                .body().path("nextRecordsUrl").asText();

        assertThat(next).endsWith("-200");
        assertThat(salesforce.get(next).body()).isEqualTo(salesforce.get(next).body());
        assertThat(salesforce.get(next.replace("-200", "-450")).errorCode()).isEqualTo("INVALID_QUERY_LOCATOR");
        assertThat(salesforce.get(DATA + "/query/" + RecordId.of("01g", 99) + "-200").errorCode())
                .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void closesTheOldestOfElevenCursorsAndAllAfterTwoDays() {
        String first = salesforce.query("SELECT Id FROM Contact", "Sforce-Query-Options", "batchSize=200")
                .body().path("nextRecordsUrl").asText();
        String last = "";
        for (int opened = 0; opened < 10; opened++) {
            last = salesforce.query("SELECT Id FROM Contact", "Sforce-Query-Options", "batchSize=200")
                    .body().path("nextRecordsUrl").asText();
        }

        assertThat(salesforce.get(first).errorCode()).isEqualTo("INVALID_QUERY_LOCATOR");
        assertThat(salesforce.get(last).status()).isEqualTo(200);
        salesforce.control("POST", "clock/advance", "{\"ms\":172801000}");
        salesforce.token(salesforce.form("/services/oauth2/token", Map.of(
                "grant_type", "client_credentials",
                "client_id", salesforce.startLine.path("client_id").asText(),
                "client_secret", salesforce.startLine.path("client_secret").asText()))
                .body().path("access_token").asText());
        assertThat(salesforce.get(last).errorCode()).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void showsRecordsWithTheirAttributesAndFormats() {
        String account = salesforce.created("Account", fields("Name", "Acme"));
        String id = salesforce.created("Contact", fields("FirstName", "Ada", "LastName", "Lovelace", "Email", "A@X.IO",
                "Health_Score__c", "85", "Renewal_Date__c", "2026-03-01", "AccountId", account.substring(0, 15)));

        JsonNode row = salesforce.query("SELECT Id, Name, Email, Title, Health_Score__c, Renewal_Date__c, AccountId,"
                + " SystemModstamp, IsDeleted FROM Contact WHERE Id = '" + id + "'").body().path("records").path(0);

        assertThat(row.path("attributes").path("type").asText()).isEqualTo("Contact");
        assertThat(row.path("attributes").path("url").asText()).isEqualTo(DATA + "/sobjects/Contact/" + id);
        assertThat(row.path("Name").asText()).isEqualTo("Ada Lovelace");
        assertThat(row.path("Email").asText()).isEqualTo("a@x.io");
        assertThat(row.path("Title").isNull()).isTrue();
        assertThat(row.path("Health_Score__c").toString()).isEqualTo("85.0");
        assertThat(row.path("Renewal_Date__c").asText()).isEqualTo("2026-03-01");
        assertThat(row.path("AccountId").asText()).isEqualTo(account);
        assertThat(row.path("SystemModstamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000\\+0000");
        assertThat(row.path("IsDeleted").isBoolean()).isTrue();
    }

    @Test
    void showsTheRecycleBinOnlyToQueryAll() {
        String id = salesforce.created("Contact", fields("LastName", "Gone"));
        salesforce.delete(DATA + "/sobjects/Contact/" + id);
        String soql = "SELECT Id, IsDeleted, MasterRecordId FROM Contact WHERE LastName = 'Gone'";

        assertThat(salesforce.query(soql).body().path("totalSize").asInt()).isZero();
        JsonNode all = salesforce.get(DATA + "/queryAll?q=" + encoded(soql)).body();
        assertThat(all.path("records").path(0).path("IsDeleted").asBoolean()).isTrue();
        assertThat(all.path("records").path(0).path("MasterRecordId").isNull()).isTrue();
    }

    @Test
    void findsWhatChangedSinceAStampAtWholeSeconds() {
        salesforce.control("POST", "clock/advance", "{\"ms\":5000}");
        String id = salesforce.created("Contact", fields("LastName", "New"));
        String stamp = salesforce.get(DATA + "/sobjects/Contact/" + id + "?fields=SystemModstamp")
                .body().path("SystemModstamp").asText();

        JsonNode page = salesforce.query("SELECT Id FROM Contact WHERE SystemModstamp >= "
                + stamp.replace("+0000", "Z") + " ORDER BY SystemModstamp, Id").body();

        assertThat(page.path("totalSize").asInt()).isOne();
        assertThat(page.path("records").path(0).path("Id").asText()).isEqualTo(id);
    }

    @Test
    void countsRecords() {
        JsonNode counted = salesforce.query("SELECT COUNT() FROM Contact").body();

        assertThat(counted.path("totalSize").asInt()).isEqualTo(450);
        assertThat(counted.path("records")).isEmpty();
        assertThat(salesforce.get(DATA + "/limits/recordCount?sObjects=Account").body().path("sObjects").path(0))
                .isEqualTo(fields("name", "Account").put("count", 3));
    }

    @Test
    void refusesBadQueriesAsArraysOfErrors() {
        Answer unknownField = salesforce.query("SELECT Nonsense FROM Contact");
        assertThat(unknownField.status()).isEqualTo(400);
        assertThat(unknownField.errorCode()).isEqualTo("INVALID_FIELD");
        assertThat(salesforce.query("SELECT Id FROM Nonsense").errorCode()).isEqualTo("INVALID_TYPE");
        assertThat(salesforce.query("nonsense").errorCode()).isEqualTo("MALFORMED_QUERY");
        assertThat(salesforce.get(DATA + "/query").errorCode()).isEqualTo("MALFORMED_QUERY");
    }

    @Test
    void keepsSeededEmailsAsSomebodyOnceTypedThem() {
        JsonNode rows = salesforce.query("SELECT Email FROM Contact").body().path("records");

        assertThat(rows).extracting(row -> row.path("Email").asText())
                .anyMatch(email -> !email.equals(email.strip()))
                .anyMatch(email -> !email.equals(email.toLowerCase(Locale.ROOT)));
    }
}
