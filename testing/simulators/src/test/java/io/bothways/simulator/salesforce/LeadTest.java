package io.bothways.simulator.salesforce;

import static io.bothways.simulator.salesforce.SalesforceClient.DATA;
import static io.bothways.simulator.salesforce.SalesforceClient.encoded;
import static io.bothways.simulator.salesforce.SalesforceClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.http.Json;
import io.bothways.simulator.salesforce.SalesforceClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeadTest {
    private static final String LEADS = DATA + "/sobjects/Lead";

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
    void hasACompanyAndAStatusFromTheStart() {
        assertThat(salesforce.post(LEADS, fields("LastName", "x")).errorCode()).isEqualTo("REQUIRED_FIELD_MISSING");
        String id = lead("Ada", "Analytical Engines");

        JsonNode lead = read(id);

        assertThat(lead.path("Status").asText()).isEqualTo("Open - Not Contacted");
        assertThat(lead.path("Name").asText()).isEqualTo("Ada Lovelace");
        assertThat(lead.path("IsConverted").asBoolean(true)).isFalse();
        assertThat(lead.path("ConvertedContactId").isNull()).isTrue();
        assertThat(salesforce.patch(LEADS + "/" + id, fields("Status", null)).errorCode())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(salesforce.patch(LEADS + "/" + id, fields("NumberOfEmployees", "1.5")).errorCode())
                .isEqualTo("JSON_PARSER_ERROR");
        salesforce.patch(LEADS + "/" + id, Json.object().put("NumberOfEmployees", 12).put("LeadSource", "Trade fair"));
        assertThat(read(id).path("NumberOfEmployees").isIntegralNumber()).isTrue();
        assertThat(read(id).path("LeadSource").asText()).isEqualTo("Trade fair");
    }

    @Test
    void becomesAnAccountAContactAndAnOpportunity() {
        String id = lead("Ada", "Analytical Engines");

        JsonNode converted = salesforce.control("POST", "convert", "{\"lead\":\"" + id + "\"}");

        JsonNode lead = read(id);
        assertThat(lead.path("IsConverted").asBoolean()).isTrue();
        assertThat(lead.path("Status").asText()).isEqualTo("Closed - Converted");
        assertThat(lead.path("ConvertedAccountId")).isEqualTo(converted.path("account"));
        assertThat(lead.path("ConvertedContactId")).isEqualTo(converted.path("contact"));
        assertThat(lead.path("ConvertedOpportunityId")).isEqualTo(converted.path("opportunity"));
        JsonNode contact = get("Contact", converted.path("contact"));
        assertThat(contact.path("Email").asText()).isEqualTo("ada@engines.example");
        assertThat(contact.path("AccountId")).isEqualTo(converted.path("account"));
        assertThat(get("Account", converted.path("account")).path("Name").asText()).isEqualTo("Analytical Engines");
        JsonNode opportunity = get("Opportunity", converted.path("opportunity"));
        assertThat(opportunity.path("Name").asText()).isEqualTo("Analytical Engines-");
        assertThat(opportunity.path("ContactId")).isEqualTo(converted.path("contact"));
        assertThat(opportunity.path("IsClosed").asBoolean(true)).isFalse();
    }

    @Test
    void cannotBeChangedOnceConvertedButIsStillRead() {
        String id = lead("Ada", "Analytical Engines");
        salesforce.control("POST", "convert", "{\"lead\":\"" + id + "\",\"opportunity\":false}");

        Answer update = salesforce.patch(LEADS + "/" + id, fields("Title", "x"));

        assertThat(update.status()).isEqualTo(400);
        assertThat(update.errorCode()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
        assertThat(read(id).path("ConvertedOpportunityId").isNull()).isTrue();
        assertThat(salesforce.query("SELECT COUNT() FROM Lead WHERE IsConverted = true").body().path("totalSize")
                .asInt()).isEqualTo(1);
        assertThat(salesforce.control("POST", "convert", "{\"lead\":\"" + id + "\"}").path("error").asText())
                .contains("cannot reference converted lead");
        assertThat(salesforce.delete(LEADS + "/" + id).status()).isEqualTo(204);
    }

    @Test
    void fillsOnlyTheBlanksOfKnownRecords() {
        String account = salesforce.created("Account", fields("Name", "Engines Ltd"));
        String contact = salesforce.created("Contact", fields("LastName", "Byron", "AccountId", account));
        String id = lead("Ada", "Analytical Engines");

        salesforce.control("POST", "convert", Json.object().put("lead", id).put("account", account)
                .put("contact", contact).put("opportunity_name", "Engine").toString());

        JsonNode person = salesforce.get(DATA + "/sobjects/Contact/" + contact).body();
        assertThat(person.path("LastName").asText()).isEqualTo("Byron");
        assertThat(person.path("FirstName").asText()).isEqualTo("Ada");
        assertThat(salesforce.query("SELECT Name FROM Opportunity WHERE AccountId = '" + account + "'").body()
                .path("records").path(0).path("Name").asText()).isEqualTo("Engine");
    }

    @Test
    void changesNothingWhereAConversionFails() {
        String id = lead("Ada", "Analytical Engines");

        JsonNode failed = salesforce.control("POST", "convert", "{\"lead\":\"" + id + "\",\"status\":\"New\"}");
        JsonNode nobody = salesforce.control("POST", "convert",
                "{\"lead\":\"" + id + "\",\"owner\":\"" + id + "\"}");

        assertThat(failed.path("error").asText()).contains("convertedStatus");
        assertThat(nobody.path("error").asText()).isNotEmpty();
        assertThat(read(id).path("IsConverted").asBoolean(true)).isFalse();
        assertThat(salesforce.query("SELECT COUNT() FROM Account").body().path("totalSize").asInt()).isZero();
    }

    @Test
    void isMergedIntoAnotherThatTakesTheValuesGivenAndIsNotConverted() {
        String winner = lead("Ada", "Engines");
        String loser = lead("Ada", "Engines Ltd");
        String converted = lead("Bob", "Else");
        salesforce.control("POST", "convert", "{\"lead\":\"" + converted + "\"}");

        JsonNode refused = merge(converted, loser, "{}");
        merge(winner, loser, "{\"Title\":\"Countess\"}");

        assertThat(refused.path("error").asText()).contains("converted lead");
        assertThat(read(winner).path("Title").asText()).isEqualTo("Countess");
        JsonNode gone = salesforce.get(DATA + "/queryAll?q=" + encoded("SELECT Id, MasterRecordId FROM Lead"
                + " WHERE IsDeleted = true")).body().path("records").path(0);
        assertThat(gone.path("Id").asText()).isEqualTo(loser);
        assertThat(gone.path("MasterRecordId").asText()).isEqualTo(winner);
        assertThat(salesforce.patch(LEADS + "/" + loser, fields("Title", "x")).errorCode())
                .isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void isADuplicateOfAContactWithItsEmailWhereThatRuleIsOn() {
        String contact = salesforce.created("Contact", fields("LastName", "x", "Email", "ada@engines.example"));
        salesforce.control("PUT", "duplicate-rule", "{\"type\":\"Lead\",\"enabled\":true}");

        Answer refused = salesforce.post(LEADS, fields("LastName", "y", "Company", "z", "Email",
                "Ada@Engines.example"));

        assertThat(refused.errorCode()).isEqualTo("DUPLICATES_DETECTED");
        JsonNode match = refused.body().path(0).path("duplicateResult").path("matchResults").path(0);
        assertThat(match.path("entityType").asText()).isEqualTo("Contact");
        assertThat(match.path("matchRecords").path(0).path("record").path("Id").asText()).isEqualTo(contact);
        salesforce.created("Contact", fields("LastName", "y", "Email", "ada@engines.example"));
        assertThat(salesforce.control("PUT", "duplicate-rule", "{\"type\":\"Case\",\"enabled\":true}")
                .path("error").asText()).contains("no duplicate rule");
    }

    private String lead(String first, String company) {
        return salesforce.created("Lead", fields("FirstName", first, "LastName", "Lovelace", "Company", company,
                "Email", first + "@engines.example", "Website", "https://engines.example"));
    }

    private JsonNode merge(String winner, String loser, String values) {
        return salesforce.control("POST", "merge", "{\"type\":\"Lead\",\"winner\":\"" + winner + "\",\"losers\":[\""
                + loser + "\"],\"fields\":" + values + "}");
    }

    private JsonNode read(String id) {
        return salesforce.get(LEADS + "/" + id).body();
    }

    private JsonNode get(String type, JsonNode id) {
        return salesforce.get(DATA + "/sobjects/" + type + "/" + id.asText()).body();
    }
}
