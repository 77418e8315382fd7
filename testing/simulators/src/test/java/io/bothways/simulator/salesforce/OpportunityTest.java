package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import io.bothways.simulator.salesforce.schema.Organization;
import io.bothways.simulator.salesforce.schema.RecordId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpportunityTest {
    private static final String OPPORTUNITIES = DATA + "/sobjects/Opportunity";

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
    void wantsANameAStageAndACloseDate() {
        assertRefused(fields("StageName", "Prospecting", "CloseDate", "2026-12-31"), "REQUIRED_FIELD_MISSING", "Name");
        assertRefused(fields("Name", "x", "CloseDate", "2026-12-31"), "REQUIRED_FIELD_MISSING", "StageName");
        assertRefused(fields("Name", "x", "StageName", "Prospecting"), "REQUIRED_FIELD_MISSING", "CloseDate");
        assertRefused(opportunity().put("StageName", "closedwon"),
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "StageName");
        assertRefused(opportunity().put("Amount", "1e17"), "NUMBER_OUTSIDE_VALID_RANGE", "Amount");
        assertRefused(opportunity().put("Amount", "much"), "JSON_PARSER_ERROR", "");
        assertRefused(opportunity().put("CloseDate", "soon"), "JSON_PARSER_ERROR", "");
        assertRefused(opportunity().put("IsClosed", true), "INVALID_FIELD_FOR_INSERT_UPDATE", "IsClosed");
        assertRefused(opportunity().put("AccountId", RecordId.of("001", 99)),
                "INVALID_CROSS_REFERENCE_KEY", "AccountId");
    }

    @Test
    void followsItsStageUnlessTheSameWriteSaysOtherwise() {
        String id = salesforce.created("Opportunity", opportunity().put("Amount", 1000));
        assertThat(read(id).path("Probability").asDouble()).isEqualTo(10);
        assertThat(read(id).path("ExpectedRevenue").asDouble()).isEqualTo(100);

        salesforce.patch(OPPORTUNITIES + "/" + id, fields("StageName", "Closed Won"));
        JsonNode won = read(id);
        salesforce.patch(OPPORTUNITIES + "/" + id, fields("StageName", "Value Proposition", "Probability", "42"));
        JsonNode reopened = read(id);
        salesforce.patch(OPPORTUNITIES + "/" + id, fields("StageName", "Value Proposition"));

        assertThat(won.path("IsClosed").asBoolean() && won.path("IsWon").asBoolean()).isTrue();
        assertThat(won.path("Probability").asDouble()).isEqualTo(100);
        assertThat(won.path("ForecastCategoryName").asText()).isEqualTo("Closed");
        assertThat(reopened.path("IsClosed").asBoolean()).isFalse();
        assertThat(reopened.path("Probability").asDouble()).isEqualTo(42);
        assertThat(read(id).path("Probability").asDouble()).isEqualTo(42);
        assertThat(salesforce.query("SELECT Id FROM Opportunity WHERE IsClosed = false AND Amount >= 1000"
                + " AND CloseDate = 2026-12-31").body().path("totalSize").asInt()).isEqualTo(1);
    }

    @Test
    void takesNullAndNumbersForCurrencyAndKeepsLongTextOutOfFilters() {
        String id = salesforce.created("Opportunity", opportunity().put("Amount", 12.345)
                .put("Description", "two\nlines"));
        assertThat(read(id).path("Amount").decimalValue()).isEqualByComparingTo("12.345");

        salesforce.patch(OPPORTUNITIES + "/" + id, fields("Amount", null));

        assertThat(read(id).path("Amount").isNull()).isTrue();
        assertThat(read(id).path("ExpectedRevenue").isNull()).isTrue();
        assertThat(read(id).path("Description").asText()).isEqualTo("two\nlines");
        assertThat(salesforce.query("SELECT Id FROM Opportunity WHERE Description = 'x'").errorCode())
                .isEqualTo("INVALID_FIELD");
        assertThat(salesforce.query("SELECT Id FROM Opportunity ORDER BY Description").errorCode())
                .isEqualTo("INVALID_FIELD");
    }

    @Test
    void belongsToTheClientUntilItIsGivenToAnotherActiveUser() {
        JsonNode users = salesforce.query("SELECT Id, Name, Email, IsActive FROM User ORDER BY Id").body()
                .path("records");
        String active = user(users, "Kim Seller");
        String inactive = user(users, "Alex Former");
        String id = salesforce.created("Opportunity", opportunity());
        assertThat(read(id).path("OwnerId").asText()).isEqualTo(Organization.INTEGRATION_USER);

        Answer toInactive = salesforce.patch(OPPORTUNITIES + "/" + id, fields("OwnerId", inactive));
        Answer toNobody = salesforce.patch(OPPORTUNITIES + "/" + id, fields("OwnerId", null));
        salesforce.patch(OPPORTUNITIES + "/" + id, fields("OwnerId", active));

        assertThat(toInactive.errorCode()).isEqualTo("INACTIVE_OWNER_OR_USER");
        assertThat(toNobody.errorCode()).isEqualTo("INVALID_CROSS_REFERENCE_KEY");
        assertThat(read(id).path("OwnerId").asText()).isEqualTo(active);
        assertThat(salesforce.query("SELECT COUNT() FROM Opportunity WHERE OwnerId = '" + active + "'").body()
                .path("totalSize").asInt()).isEqualTo(1);
        assertThat(salesforce.patch(DATA + "/sobjects/User/" + active, fields("LastName", "x")).errorCode())
                .isEqualTo("INSUFFICIENT_ACCESS_OR_READONLY");
    }

    @Test
    void leavesRecordsOfPeopleToPeople() {
        JsonNode made = salesforce.control("POST", "records/Contact", "{\"fields\":{\"LastName\":\"x\"}}");

        assertThat(salesforce.get(DATA + "/sobjects/Contact/" + made.path("id").asText()).body().path("OwnerId")
                .asText()).isEqualTo(Organization.PERSON_USER);
    }

    @Test
    void hasOnePrimaryContactAmongItsRoles() {
        String ann = salesforce.created("Contact", fields("LastName", "Ann"));
        String bob = salesforce.created("Contact", fields("LastName", "Bob"));
        String id = salesforce.created("Opportunity", opportunity().put("ContactId", ann));
        JsonNode first = roles(id).path(0);

        String second = salesforce.created("OpportunityContactRole", fields("OpportunityId", id, "ContactId", bob,
                "Role", "Decision Maker").put("IsPrimary", true));

        assertThat(first.path("ContactId").asText()).isEqualTo(ann);
        assertThat(first.path("IsPrimary").asBoolean()).isTrue();
        assertThat(roles(id)).extracting(role -> role.path("IsPrimary").asBoolean()).containsExactly(false, true);
        assertThat(read(id).path("ContactId").asText()).isEqualTo(bob);
        assertThat(salesforce.patch(OPPORTUNITIES + "/" + id, fields("ContactId", ann)).errorCode())
                .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
        assertThat(salesforce.patch(DATA + "/sobjects/OpportunityContactRole/" + second, fields("OpportunityId", id))
                .errorCode()).isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
        salesforce.delete(DATA + "/sobjects/OpportunityContactRole/" + second);
        assertThat(read(id).path("ContactId").isNull()).isTrue();
        assertThat(salesforce.post(DATA + "/sobjects/OpportunityContactRole", fields("ContactId", bob)).errorCode())
                .isEqualTo("REQUIRED_FIELD_MISSING");
    }

    @Test
    void tellsItsStagesAndLetsNobodyChangeThem() {
        JsonNode stages = salesforce.query("SELECT MasterLabel, IsClosed, IsWon, DefaultProbability FROM"
                + " OpportunityStage WHERE IsActive = true ORDER BY SortOrder").body().path("records");

        assertThat(stages).hasSize(10);
        assertThat(stages.path(8).path("MasterLabel").asText()).isEqualTo("Closed Won");
        assertThat(stages.path(8).path("DefaultProbability").asInt()).isEqualTo(100);
        assertThat(salesforce.post(DATA + "/sobjects/OpportunityStage", fields("MasterLabel", "x")).errorCode())
                .isEqualTo("INVALID_TYPE_FOR_OPERATION");
    }

    private static ObjectNode opportunity() {
        return fields("Name", "Big Deal", "StageName", "Prospecting", "CloseDate", "2026-12-31");
    }

    private JsonNode read(String id) {
        return salesforce.get(OPPORTUNITIES + "/" + id).body();
    }

    private JsonNode roles(String opportunity) {
        return salesforce.query("SELECT ContactId, IsPrimary, Role FROM OpportunityContactRole WHERE OpportunityId = '"
                + opportunity + "' ORDER BY Id").body().path("records");
    }

    private static String user(JsonNode users, String name) {
        for (JsonNode user : users) {
            if (user.path("Name").asText().equals(name)) {
                return user.path("Id").asText();
            }
        }
        throw new AssertionError("no user " + name);
    }

    private void assertRefused(ObjectNode body, String code, String field) {
        Answer answer = salesforce.post(OPPORTUNITIES, body);
        assertThat(answer.status()).as(code).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.body().path(0).path("fields").path(0).asText()).isEqualTo(field);
    }
}
