package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.encoded;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import io.bothways.simulator.salesforce.schema.RecordId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final String CONTACTS = DATA + "/sobjects/Contact";

    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void createsReadsUpdatesClearsAndDeletes() {
        String id = salesforce.created("Contact", fields("LastName", "Lovelace", "Title", " Countess ", "Phone", "1"));

        assertThat(salesforce.patch(CONTACTS + "/" + id, fields("Title", "", "Phone", null)).status()).isEqualTo(204);
        JsonNode row = salesforce.get(CONTACTS + "/" + id).body();
        assertThat(row.path("LastName").asText()).isEqualTo("Lovelace");
        assertThat(row.path("Title").isNull()).isTrue();
        assertThat(row.path("Phone").isNull()).isTrue();
        assertThat(salesforce.delete(CONTACTS + "/" + id).status()).isEqualTo(204);
        Answer gone = salesforce.get(CONTACTS + "/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.errorCode()).isEqualTo("ENTITY_IS_DELETED");
        assertThat(salesforce.patch(CONTACTS + "/" + id, fields("Title", "x")).errorCode())
                .isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void refusesBadRecordsWithCodeAndField() {
        assertRefused(fields("FirstName", "Ada"), "REQUIRED_FIELD_MISSING", "LastName");
        assertRefused(fields("LastName", " "), "REQUIRED_FIELD_MISSING", "LastName");
        assertRefused(fields("LastName", "x", "Title", "x".repeat(200)), "STRING_TOO_LONG", "Title");
        assertRefused(fields("LastName", "x", "Customer_Tier__c", "platinum"),
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Customer_Tier__c");
        assertRefused(fields("LastName", "x", "Email", "x"), "INVALID_EMAIL_ADDRESS", "Email");
        assertRefused(fields("LastName", "x", "AccountId", RecordId.of("001", 99)),
                "INVALID_CROSS_REFERENCE_KEY", "AccountId");
        assertRefused(fields("LastName", "x", "AccountId", RecordId.of("003", 99)), "MALFORMED_ID", "AccountId");
        assertRefused(fields("LastName", "x", "SystemModstamp", "2026-01-01T00:00:00Z"),
                "INVALID_FIELD_FOR_INSERT_UPDATE", "SystemModstamp");
        assertRefused(fields("LastName", "x", "Nonsense", "x"), "INVALID_FIELD", "");
        assertRefused(fields("LastName", "x", "Health_Score__c", "many"), "JSON_PARSER_ERROR", "");
    }

    @Test
    void tellsMissingFromMalformedIdsAndUnknownTypes() {
        Answer missing = salesforce.get(CONTACTS + "/" + RecordId.of("003", 99));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.errorCode()).isEqualTo("NOT_FOUND");
        assertThat(salesforce.get(CONTACTS + "/abc").errorCode()).isEqualTo("MALFORMED_ID");
        assertThat(salesforce.get(CONTACTS + "/" + RecordId.of("001", 1)).errorCode()).isEqualTo("MALFORMED_ID");
        assertThat(salesforce.get(DATA + "/sobjects/Nonsense/describe").status()).isEqualTo(404);
        assertThat(salesforce.post(CONTACTS, "{nonsense").errorCode()).isEqualTo("JSON_PARSER_ERROR");
    }

    @Test
    void upsertsByAnExternalId() {
        Answer created = salesforce.patch(CONTACTS + "/Bothways_Key__c/k%2F1", fields("LastName", "One"));
        Answer updated = salesforce.patch(CONTACTS + "/Bothways_Key__c/K%2F1", fields("Title", "Boss"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("created").asBoolean()).isTrue();
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body().path("created").asBoolean()).isFalse();
        assertThat(updated.body().path("id")).isEqualTo(created.body().path("id"));
        JsonNode row = salesforce.get(CONTACTS + "/Bothways_Key__c/k%2F1?fields=LastName,Title,Bothways_Key__c").body();
        assertThat(row.path("LastName").asText()).isEqualTo("One");
        assertThat(row.path("Title").asText()).isEqualTo("Boss");
        assertThat(row.path("Bothways_Key__c").asText()).isEqualTo("k/1");
        assertThat(salesforce.patch(CONTACTS + "/Title/x", fields("LastName", "x")).errorCode()).isEqualTo("NOT_FOUND");
    }

    @Test
    void answersMultipleChoicesWhereAnExternalIdIsNotUnique() {
        String one = salesforce.created("Contact", fields("LastName", "One", "Legacy_Number__c", "7"));
        String two = salesforce.created("Contact", fields("LastName", "Two", "Legacy_Number__c", "7"));

        Answer choices = salesforce.patch(CONTACTS + "/Legacy_Number__c/7", fields("Title", "x"));

        assertThat(choices.status()).isEqualTo(300);
        assertThat(choices.body()).extracting(JsonNode::asText)
                .containsExactly(CONTACTS + "/" + one, CONTACTS + "/" + two);
        assertThat(salesforce.get(CONTACTS + "/Legacy_Number__c/7").status()).isEqualTo(300);
    }

    @Test
    void keepsUniqueKeysUniqueUntilTheirOwnerIsDeleted() {
        String owner = salesforce.created("Contact", fields("LastName", "One", "Bothways_Key__c", "k1"));
        Answer second = salesforce.post(CONTACTS, fields("LastName", "Two", "Bothways_Key__c", "K1"));

        assertThat(second.errorCode()).isEqualTo("DUPLICATE_VALUE");
        assertThat(second.body().path(0).path("message").asText()).contains(owner);
        salesforce.delete(CONTACTS + "/" + owner);
        salesforce.created("Contact", fields("LastName", "Two", "Bothways_Key__c", "k1"));
    }

    @Test
    void movesTheStampEvenWhenNothingChanges() {
        String id = salesforce.created("Contact", fields("LastName", "Same"));
        String before = stamp(id);
        salesforce.control("POST", "clock/advance", "{\"ms\":2000}");

        salesforce.patch(CONTACTS + "/" + id, fields("LastName", "Same"));

        assertThat(stamp(id)).isGreaterThan(before);
    }

    @Test
    void setsALookupByTheExternalIdOfTheParent() {
        salesforce.patch(DATA + "/sobjects/Account/Bothways_Key__c/acme", fields("Name", "Acme"));
        var contact = fields("LastName", "x");
        contact.putObject("Account").put("Bothways_Key__c", "acme");
        var orphan = fields("LastName", "x");
        orphan.putObject("Account").put("Bothways_Key__c", "nobody");

        String id = salesforce.created("Contact", contact);

        assertThat(salesforce.get(CONTACTS + "/" + id).body().path("AccountId").asText()).startsWith("001");
        assertThat(salesforce.post(CONTACTS, orphan).body().path(0).path("message").asText())
                .contains("Foreign key external ID: nobody not found");
    }

    @Test
    void takesTheContactsOfADeletedAccountAlong() {
        String account = salesforce.created("Account", fields("Name", "Acme"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", account));

        salesforce.control("DELETE", "records/Account/" + account, "");

        assertThat(salesforce.get(CONTACTS + "/" + contact).errorCode()).isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void mergesRecordsAndMovesTheirChildrenInSilence() {
        String winner = salesforce.created("Account", fields("Name", "Acme"));
        String loser = salesforce.created("Account", fields("Name", "Acme Inc"));
        String child = salesforce.created("Contact", fields("LastName", "x", "AccountId", loser));
        String childStamp = stamp(child);
        salesforce.control("POST", "clock/advance", "{\"ms\":2000}");

        salesforce.control("POST", "merge", fields("type", "Account", "winner", winner)
                .set("losers", Json.array().add(loser)).toString());

        JsonNode gone = salesforce.get(DATA + "/queryAll?q=" + encoded("SELECT Id, MasterRecordId FROM Account"
                + " WHERE IsDeleted = true")).body().path("records").path(0);
        assertThat(gone.path("Id").asText()).isEqualTo(loser);
        assertThat(gone.path("MasterRecordId").asText()).isEqualTo(winner);
        assertThat(salesforce.get(CONTACTS + "/" + child).body().path("AccountId").asText()).isEqualTo(winner);
        assertThat(stamp(child)).isEqualTo(childStamp);
        assertThat(salesforce.control("POST", "merge", "{\"type\":\"Account\",\"winner\":\"" + winner
                + "\",\"losers\":[]}").path("error").asText()).contains("one or two");
    }

    @Test
    void detectsDuplicatesWhenSwitchedOnUnlessTheClientAllowsThem() {
        String first = salesforce.created("Contact", fields("LastName", "x", "Email", "a@x.io"));
        salesforce.control("PUT", "duplicate-rule", "{\"enabled\":true}");

        Answer second = salesforce.post(CONTACTS, fields("LastName", "y", "Email", "A@X.io"));

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.errorCode()).isEqualTo("DUPLICATES_DETECTED");
        assertThat(second.body().path(0).path("duplicateResult").path("matchResults").path(0).path("matchRecords")
                .path(0).path("record").path("Id").asText()).isEqualTo(first);
        assertThat(salesforce.post(CONTACTS, fields("LastName", "y", "Email", "A@X.io"),
                "Sforce-Duplicate-Rule-Header", "allowSave=true").status()).isEqualTo(201);
    }

    @Test
    void runsSeveralCallsInOneAndPassesAnswersOn() {
        Answer composite = salesforce.post(DATA + "/composite", """
                {"compositeRequest": [
                 {"method": "POST", "url": "%1$s/sobjects/Account", "referenceId": "acme", "body": {"Name": "Acme"}},
                 {"method": "POST", "url": "%1$s/sobjects/Contact", "referenceId": "ada",
                  "body": {"LastName": "Ada", "AccountId": "@{acme.id}"}},
                 {"method": "GET", "url": "%1$s/query?q=SELECT+Id,AccountId+FROM+Contact", "referenceId": "all"},
                 {"method": "GET", "url": "%1$s/sobjects/Contact/@{nobody.id}", "referenceId": "none"}]}"""
                .formatted(DATA));

        JsonNode responses = composite.body().path("compositeResponse");
        assertThat(responses).extracting(response -> response.path("httpStatusCode").asInt())
                .containsExactly(201, 201, 200, 400);
        assertThat(responses.path(2).path("body").path("records").path(0).path("AccountId"))
                .isEqualTo(responses.path(0).path("body").path("id"));
        assertThat(responses.path(3).path("body").path(0).path("errorCode").asText()).isEqualTo("PROCESSING_HALTED");
    }

    private String stamp(String id) {
        return salesforce.get(CONTACTS + "/" + id + "?fields=SystemModstamp").body().path("SystemModstamp").asText();
    }

    private void assertRefused(Object body, String code, String field) {
        Answer answer = salesforce.post(CONTACTS, body);
        assertThat(answer.status()).as(code).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.body().path(0).path("fields").path(0).asText()).isEqualTo(field);
    }
}
