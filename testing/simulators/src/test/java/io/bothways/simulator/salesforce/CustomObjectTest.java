package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.collection;
import static io.bothways.simulator.salesforce.SalesforceClient.encoded;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomObjectTest {
    private static final String SUBSCRIPTIONS = DATA + "/sobjects/Subscription__c";

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
    void keepsEveryTypeOfFieldAsItIsRead() {
        String contact = salesforce.created("Contact", fields("LastName", "x"));
        ObjectNode row = fields("Name", "S", "Code__c", "c1", "Plan__c", "team", "Features__c", "Support;api",
                "Started_On__c", "2026-02-03", "Renewed_At__c", "2026-02-03T10:00:00.500+02:00", "Notes__c", "a\nb",
                "Contact__c", contact);
        row.put("Seats__c", 5).put("Monthly_Fee__c", 19.9).put("Discount__c", 2.5).put("Auto_Renew__c", true);

        String id = salesforce.created("Subscription__c", row);

        JsonNode read = salesforce.get(SUBSCRIPTIONS + "/" + id).body();
        assertThat(read.path("Plan__c").asText()).isEqualTo("Team");
        assertThat(read.path("Features__c").asText()).isEqualTo("API;Support");
        assertThat(read.path("Renewed_At__c").asText()).isEqualTo("2026-02-03T08:00:00.000+0000");
        assertThat(read.path("Started_On__c").asText()).isEqualTo("2026-02-03");
        assertThat(read.path("Seats__c").asDouble()).isEqualTo(5);
        assertThat(read.path("Monthly_Fee__c").asDouble()).isEqualTo(19.9);
        assertThat(read.path("Auto_Renew__c").asBoolean()).isTrue();
        assertThat(read.path("Contact__c").asText()).isEqualTo(contact);
        assertThat(count("Features__c INCLUDES ('api;support')")).isEqualTo(1);
        assertThat(count("Features__c INCLUDES ('Reports','API')")).isEqualTo(1);
        assertThat(count("Features__c EXCLUDES ('API')")).isZero();
        assertThat(count("Renewed_At__c > 2026-02-03T07:59:59Z AND Discount__c < 3")).isEqualTo(1);
        salesforce.patch(SUBSCRIPTIONS + "/" + id, fields("Auto_Renew__c", null, "Features__c", null));
        JsonNode cleared = salesforce.get(SUBSCRIPTIONS + "/" + id).body();
        assertThat(cleared.path("Auto_Renew__c").asBoolean(true)).isFalse();
        assertThat(cleared.path("Features__c").isNull()).isTrue();
    }

    @Test
    void refusesWhatDoesNotFitAField() {
        assertRefused(fields("Features__c", "API;Telepathy"), "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Features__c");
        assertRefused(fields("Code__c", "x".repeat(41)), "STRING_TOO_LONG", "Code__c");
        assertRefused(fields("Discount__c", "1000"), "NUMBER_OUTSIDE_VALID_RANGE", "Discount__c");
        assertRefused(fields("Renewed_At__c", "yesterday"), "JSON_PARSER_ERROR", "");
        assertRefused(fields("Auto_Renew__c", "maybe"), "JSON_PARSER_ERROR", "");
    }

    @Test
    void isNamedByItsIdWhereNobodyNamesIt() {
        String id = salesforce.created("Subscription__c", fields("Code__c", "c1"));

        assertThat(salesforce.get(SUBSCRIPTIONS + "/" + id).body().path("Name").asText()).isEqualTo(id);
    }

    @Test
    void isUpsertedByItsExternalIdOneByOneAndTogether() {
        Answer created = salesforce.patch(SUBSCRIPTIONS + "/Code__c/c1", fields("Name", "One"));
        Answer updated = salesforce.patch(SUBSCRIPTIONS + "/Code__c/C1", fields("Plan__c", "Basic"));
        Answer many = salesforce.patch(DATA + "/composite/sobjects/Subscription__c/Code__c", collection(false,
                typed("Subscription__c", fields("Code__c", "c1", "Plan__c", "Team")),
                typed("Subscription__c", fields("Code__c", "c2", "Plan__c", "Nonsense")),
                typed("Subscription__c", fields("Code__c", "c3"))));

        assertThat(created.status()).isEqualTo(201);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(many.body()).extracting(row -> row.path("success").asBoolean()).containsExactly(true, false, true);
        assertThat(many.body().path(0).path("created").asBoolean(true)).isFalse();
        assertThat(many.body().path(1).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        assertThat(many.body().path(2).path("created").asBoolean()).isTrue();
    }

    @Test
    void pointsToOthersByTheirExternalIds() {
        salesforce.patch(DATA + "/sobjects/Contact/Bothways_Key__c/ann", fields("LastName", "Ann"));
        ObjectNode row = fields("Name", "S");
        row.putObject("Contact__r").put("Bothways_Key__c", "ann");

        String id = salesforce.created("Subscription__c", row);

        assertThat(salesforce.get(SUBSCRIPTIONS + "/" + id).body().path("Contact__c").asText()).startsWith("003");
    }

    @Test
    void writesSeveralTypesInOneCollection() {
        ObjectNode opportunity = typed("Opportunity", fields("Name", "x", "StageName", "Prospecting", "CloseDate",
                "2026-12-31"));
        Answer answer = salesforce.post(DATA + "/composite/sobjects", collection(false, opportunity,
                typed("Lead", fields("LastName", "x")), typed("Case", fields("Subject", "x")),
                typed("Subscription__c", fields("Name", "x")),
                typed("OpportunityStage", fields("MasterLabel", "x"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).extracting(row -> row.path("success").asBoolean())
                .containsExactly(true, false, true, true, false);
        assertThat(answer.body().path(1).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        Answer none = salesforce.post(DATA + "/composite/sobjects", collection(true,
                typed("Subscription__c", fields("Name", "y")), typed("Lead", fields("LastName", "x"))));
        assertThat(none.body().path(0).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(count("Name = 'y'")).isZero();
    }

    @Test
    void numbersItemsByItselfAndDeletesThemWithTheirSubscription() {
        String id = salesforce.created("Subscription__c", fields("Name", "S"));
        assertThat(salesforce.post(DATA + "/sobjects/Subscription_Item__c", fields("Product__c", "x")).errorCode())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        String item = salesforce.created("Subscription_Item__c", fields("Product__c", "x", "Subscription__c", id));

        JsonNode read = salesforce.get(DATA + "/sobjects/Subscription_Item__c/" + item).body();
        salesforce.delete(SUBSCRIPTIONS + "/" + id);

        assertThat(read.path("Name").asText()).matches("SI-\\d{5}");
        assertThat(read.has("OwnerId")).isFalse();
        assertThat(salesforce.get(DATA + "/sobjects/Subscription_Item__c/" + item).errorCode())
                .isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void isDescribedWithAllOthers() {
        JsonNode global = salesforce.get(DATA + "/sobjects").body().path("sobjects");
        assertThat(global).extracting(type -> type.path("name").asText()).contains("Account", "Contact", "Opportunity",
                "Lead", "Case", "User", "OpportunityContactRole", "AccountContactRelation", "Subscription__c");
        JsonNode described = salesforce.get(SUBSCRIPTIONS + "/describe").body();
        Map<String, JsonNode> byName = new HashMap<>();
        described.path("fields").forEach(field -> byName.put(field.path("name").asText(), field));

        assertThat(described.path("custom").asBoolean()).isTrue();
        assertThat(described.path("label").asText()).isEqualTo("Subscription");
        assertThat(byName.get("Features__c").path("type").asText()).isEqualTo("multipicklist");
        assertThat(byName.get("Monthly_Fee__c").path("type").asText()).isEqualTo("currency");
        assertThat(byName.get("Monthly_Fee__c").path("precision").asInt()).isEqualTo(18);
        assertThat(byName.get("Notes__c").path("filterable").asBoolean(true)).isFalse();
        assertThat(byName.get("Auto_Renew__c").path("nillable").asBoolean(true)).isFalse();
        assertThat(byName.get("Auto_Renew__c").path("defaultedOnCreate").asBoolean()).isTrue();
        assertThat(byName.get("Contact__c").path("relationshipName").asText()).isEqualTo("Contact__r");
        assertThat(byName.get("OwnerId").path("referenceTo").path(0).asText()).isEqualTo("User");
        assertThat(salesforce.get(DATA + "/sobjects/User/describe").body().path("updateable").asBoolean(true))
                .isFalse();
        assertThat(salesforce.get(DATA + "/limits/recordCount?sObjects=Subscription__c,User").body().path("sObjects"))
                .extracting(each -> each.path("count").asInt()).containsExactly(0, 5);
    }

    @Test
    void tellsWhatWasDeletedAndUpdated() {
        String gone = salesforce.created("Subscription__c", fields("Name", "gone"));
        String stays = salesforce.created("Subscription__c", fields("Name", "stays"));
        salesforce.delete(SUBSCRIPTIONS + "/" + gone);
        salesforce.control("POST", "clock/advance", "{\"ms\":120000}");
        Instant now = salesforce.simulator().call(() -> salesforce.simulator().clock().instant());
        String stretch = "?start=" + encoded(now.minusSeconds(3600).toString()) + "&end=" + encoded(now.toString());

        assertThat(salesforce.get(SUBSCRIPTIONS + "/deleted" + stretch).body().path("deletedRecords"))
                .extracting(row -> row.path("id").asText()).containsExactly(gone);
        assertThat(salesforce.get(SUBSCRIPTIONS + "/updated" + stretch).body().path("ids"))
                .extracting(JsonNode::asText).containsExactly(stays);
        assertThat(salesforce.get(DATA + "/queryAll?q=" + encoded("SELECT Id FROM Subscription__c")).body()
                .path("totalSize").asInt()).isEqualTo(2);
    }

    @Test
    void isMadeByTheHundredsForTests() {
        salesforce.created("Contact", fields("LastName", "x"));
        for (String type : new String[] {"Opportunity", "Lead", "Case", "Subscription__c"}) {
            salesforce.control("POST", "generate", Json.object().put("type", type).put("count", 300).toString());

            assertThat(salesforce.query("SELECT COUNT() FROM " + type).body().path("totalSize").asInt())
                    .isEqualTo(300);
        }
        assertThat(salesforce.control("POST", "generate", "{\"type\":\"User\",\"count\":1}").path("error").asText())
                .contains("type must be");
    }

    @Test
    void isShownAndEditedOnThePageOfThePeople() {
        JsonNode types = salesforce.control("GET", "app", "").path("types");
        JsonNode made = salesforce.control("POST", "records/Subscription__c",
                "{\"fields\":{\"Name\":\"S\",\"Plan__c\":\"Team\"}}");

        assertThat(types).extracting(type -> type.path("name").asText()).containsExactly("Contact", "Account",
                "Opportunity", "Lead", "Case", "OpportunityContactRole", "AccountContactRelation", "Subscription__c",
                "Subscription_Item__c");
        assertThat(made.path("name").asText()).isEqualTo("S");
        assertThat(salesforce.control("PATCH", "records/Subscription__c/" + made.path("id").asText(),
                "{\"fields\":{\"Plan__c\":\"Nonsense\"}}").path("error").asText()).contains("bad value");
    }

    private static ObjectNode typed(String type, ObjectNode row) {
        row.putObject("attributes").put("type", type);
        return row;
    }

    private int count(String condition) {
        return salesforce.query("SELECT COUNT() FROM Subscription__c WHERE " + condition).body().path("totalSize")
                .asInt(-1);
    }

    private void assertRefused(ObjectNode body, String code, String field) {
        Answer answer = salesforce.post(SUBSCRIPTIONS, body);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.body().path(0).path("fields").path(0).asText()).isEqualTo(field);
    }
}
