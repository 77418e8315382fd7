package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelatedRecordsTest {
    private SalesforceClient salesforce;

    @BeforeEach
    void start() {
        salesforce = new SalesforceClient(SimulatorOptions.defaults().withContacts(4).withCompanies(2));
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void takesContactsAndOpportunitiesOfADeletedAccountAlongAndBringsThemBack() {
        String account = salesforce.created("Account", fields("Name", "Acme"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", account));
        String opportunity = opportunity(account, "Prospecting");
        String role = salesforce.created("OpportunityContactRole",
                fields("OpportunityId", opportunity, "ContactId", contact));

        assertThat(salesforce.delete(DATA + "/sobjects/Account/" + account).status()).isEqualTo(204);
        assertGone("Contact", contact);
        assertGone("Opportunity", opportunity);
        assertGone("OpportunityContactRole", role);
        assertThat(relations(contact)).isEmpty();
        salesforce.control("POST", "undelete", "{\"type\":\"Account\",\"id\":\"" + account + "\"}");

        assertThat(salesforce.get(DATA + "/sobjects/Contact/" + contact).status()).isEqualTo(200);
        assertThat(salesforce.get(DATA + "/sobjects/OpportunityContactRole/" + role).status()).isEqualTo(200);
        assertThat(relations(contact)).hasSize(1);
    }

    @Test
    void keepsWhatCasesSubscriptionsAndWonOpportunitiesNeed() {
        String account = salesforce.created("Account", fields("Name", "Acme"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", account));
        String question = salesforce.created("Case", fields("Subject", "Why?", "ContactId", contact));

        assertDeleteFailed("Contact", contact, "associated with the following cases");
        assertDeleteFailed("Account", account, "associated with the following cases");
        salesforce.delete(DATA + "/sobjects/Case/" + question);
        String subscription = salesforce.created("Subscription__c", fields("Account__c", account, "Contact__c",
                contact));
        assertDeleteFailed("Account", account, "associated with the following subscriptions");
        salesforce.delete(DATA + "/sobjects/Subscription__c/" + subscription);
        String won = opportunity(account, "Closed Won");
        assertDeleteFailed("Account", account, "closed won");
        assertThat(salesforce.control("DELETE", "records/Account/" + account, "").path("error").asText())
                .contains("closed won");
        salesforce.delete(DATA + "/sobjects/Opportunity/" + won);
        assertThat(salesforce.delete(DATA + "/sobjects/Account/" + account).status()).isEqualTo(204);
    }

    @Test
    void failsOneRowOfACollectionOfDeletesAndAllWhereAskedTo() {
        String needed = salesforce.created("Contact", fields("LastName", "x"));
        String free = salesforce.created("Contact", fields("LastName", "y"));
        salesforce.created("Case", fields("ContactId", needed));
        String ids = "/composite/sobjects?ids=" + needed + "," + free;

        Answer none = salesforce.delete(DATA + ids + "&allOrNone=true");
        Answer some = salesforce.delete(DATA + ids);

        assertThat(none.body().path(0).path("errors").path(0).path("statusCode").asText()).isEqualTo("DELETE_FAILED");
        assertThat(none.body().path(1).path("success").asBoolean(true)).isFalse();
        assertThat(some.body()).extracting(row -> row.path("success").asBoolean()).containsExactly(false, true);
    }

    @Test
    void clearsALookupToADeletedContactInSilence() {
        String contact = salesforce.created("Contact", fields("LastName", "x"));
        String subscription = salesforce.created("Subscription__c", fields("Contact__c", contact));
        JsonNode before = salesforce.get(DATA + "/sobjects/Subscription__c/" + subscription).body();
        salesforce.control("POST", "clock/advance", "{\"ms\":2000}");

        salesforce.delete(DATA + "/sobjects/Contact/" + contact);

        JsonNode after = salesforce.get(DATA + "/sobjects/Subscription__c/" + subscription).body();
        assertThat(after.path("Contact__c").isNull()).isTrue();
        assertThat(after.path("SystemModstamp")).isEqualTo(before.path("SystemModstamp"));
    }

    @Test
    void closesACaseAndKnowsTheAccountOfItsContact() {
        String account = salesforce.created("Account", fields("Name", "Acme"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", account));
        String id = salesforce.created("Case", fields("ContactId", contact));
        JsonNode open = salesforce.get(DATA + "/sobjects/Case/" + id).body();

        salesforce.patch(DATA + "/sobjects/Case/" + id, fields("Status", "Closed"));
        JsonNode closed = salesforce.get(DATA + "/sobjects/Case/" + id).body();
        salesforce.patch(DATA + "/sobjects/Case/" + id, fields("Status", "Working"));

        assertThat(open.path("AccountId").asText()).isEqualTo(account);
        assertThat(open.path("CaseNumber").asText()).matches("\\d{8}");
        assertThat(open.path("Priority").asText()).isEqualTo("Medium");
        assertThat(open.path("IsClosed").asBoolean(true)).isFalse();
        assertThat(closed.path("IsClosed").asBoolean()).isTrue();
        assertThat(closed.path("ClosedDate").asText()).isNotEmpty();
        assertThat(salesforce.get(DATA + "/sobjects/Case/" + id).body().path("ClosedDate").isNull()).isTrue();
    }

    @Test
    void relatesEveryContactDirectlyWithItsAccount() {
        assertThat(salesforce.query("SELECT COUNT() FROM AccountContactRelation WHERE IsDirect = true").body()
                .path("totalSize").asInt()).isEqualTo(4);
        String first = salesforce.created("Account", fields("Name", "First"));
        String second = salesforce.created("Account", fields("Name", "Second"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", first));

        salesforce.patch(DATA + "/sobjects/Contact/" + contact, fields("AccountId", second));
        JsonNode moved = relations(contact);
        salesforce.patch(DATA + "/sobjects/Contact/" + contact, fields("AccountId", first));
        JsonNode back = relations(contact);
        salesforce.patch(DATA + "/sobjects/Contact/" + contact, fields("AccountId", null));

        assertThat(moved).extracting(relation -> relation.path("IsDirect").asBoolean()).containsExactly(false, true);
        assertThat(back).extracting(relation -> relation.path("IsDirect").asBoolean()).containsExactly(true, false);
        assertThat(relations(contact)).extracting(relation -> relation.path("AccountId").asText())
                .containsExactly(second);
    }

    @Test
    void relatesContactsWithFurtherAccountsOnce() {
        String first = salesforce.created("Account", fields("Name", "First"));
        String second = salesforce.created("Account", fields("Name", "Second"));
        String contact = salesforce.created("Contact", fields("LastName", "x", "AccountId", first));
        String alone = salesforce.created("Contact", fields("LastName", "y"));
        var relation = fields("AccountId", second, "ContactId", contact, "Roles", "Influencer;Business User");

        String id = salesforce.created("AccountContactRelation", relation);
        Answer again = salesforce.post(DATA + "/sobjects/AccountContactRelation", relation);
        Answer ofNobody = salesforce.post(DATA + "/sobjects/AccountContactRelation",
                fields("AccountId", second, "ContactId", alone));

        JsonNode row = salesforce.get(DATA + "/sobjects/AccountContactRelation/" + id).body();
        assertThat(row.path("Roles").asText()).isEqualTo("Business User;Influencer");
        assertThat(row.path("IsActive").asBoolean()).isTrue();
        assertThat(row.path("IsDirect").asBoolean(true)).isFalse();
        assertThat(again.errorCode()).isEqualTo("DUPLICATE_VALUE");
        assertThat(ofNobody.errorCode()).isEqualTo("FIELD_INTEGRITY_EXCEPTION");
        String direct = relations(contact).path(0).path("Id").asText();
        assertThat(salesforce.delete(DATA + "/sobjects/AccountContactRelation/" + direct).errorCode())
                .isEqualTo("DELETE_FAILED");
        assertThat(salesforce.delete(DATA + "/sobjects/AccountContactRelation/" + id).status()).isEqualTo(204);
        assertThat(relations(contact)).hasSize(1);
        salesforce.created("AccountContactRelation", relation);
    }

    @Test
    void movesRolesRelationsAndLookupsToTheWinnerOfAMerge() {
        String first = salesforce.created("Account", fields("Name", "First"));
        String second = salesforce.created("Account", fields("Name", "Second"));
        String winner = salesforce.created("Contact", fields("LastName", "x", "AccountId", first));
        String loser = salesforce.created("Contact", fields("LastName", "y", "AccountId", second));
        String opportunity = opportunity(first, "Prospecting");
        String role = salesforce.created("OpportunityContactRole",
                fields("OpportunityId", opportunity, "ContactId", loser));
        String subscription = salesforce.created("Subscription__c", fields("Contact__c", loser));

        merge("Contact", winner, loser);

        assertThat(salesforce.get(DATA + "/sobjects/OpportunityContactRole/" + role).body().path("ContactId").asText())
                .isEqualTo(winner);
        assertThat(salesforce.get(DATA + "/sobjects/Subscription__c/" + subscription).body().path("Contact__c")
                .asText()).isEqualTo(winner);
        assertThat(relations(winner)).extracting(relation -> relation.path("AccountId").asText())
                .containsExactlyInAnyOrder(first, second);
        merge("Account", first, second);
        assertThat(relations(winner)).extracting(relation -> relation.path("AccountId").asText())
                .containsExactly(first);
        assertThat(salesforce.control("POST", "merge", "{\"type\":\"Opportunity\",\"winner\":\"" + opportunity
                + "\",\"losers\":[]}").path("error").asText()).contains("does not support merge");
    }

    private void merge(String type, String winner, String loser) {
        JsonNode merged = salesforce.control("POST", "merge", fields("type", type, "winner", winner)
                .set("losers", Json.array().add(loser)).toString());
        assertThat(merged.path("merged").asInt()).isEqualTo(1);
    }

    private String opportunity(String account, String stage) {
        return salesforce.created("Opportunity", fields("Name", "Deal", "StageName", stage, "CloseDate", "2026-12-31",
                "AccountId", account));
    }

    private JsonNode relations(String contact) {
        return salesforce.query("SELECT Id, AccountId, IsDirect FROM AccountContactRelation WHERE ContactId = '"
                + contact + "' ORDER BY Id").body().path("records");
    }

    private void assertGone(String type, String id) {
        assertThat(salesforce.get(DATA + "/sobjects/" + type + "/" + id).errorCode()).isEqualTo("ENTITY_IS_DELETED");
    }

    private void assertDeleteFailed(String type, String id, String reason) {
        Answer answer = salesforce.delete(DATA + "/sobjects/" + type + "/" + id);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("DELETE_FAILED");
        assertThat(answer.body().path(0).path("message").asText()).contains(reason);
    }
}
