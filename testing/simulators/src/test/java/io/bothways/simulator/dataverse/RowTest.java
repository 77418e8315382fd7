package io.bothways.simulator.dataverse;

import static io.bothways.simulator.dataverse.DataverseClient.NOBODY;
import static io.bothways.simulator.dataverse.DataverseClient.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.DataverseClient.Answer;
import io.bothways.simulator.kit.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final String REPRESENTATION = "return=representation";

    private DataverseClient dataverse;

    @BeforeEach
    void start() {
        dataverse = new DataverseClient(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        dataverse.close();
    }

    @Test
    void createsWithoutABodyAndNamesTheRowInAHeader() {
        Answer created = dataverse.post("contacts", row("firstname", "Zoë", "lastname", "O'Hara"));

        assertThat(created.status()).isEqualTo(204);
        assertThat(created.text()).isEmpty();
        assertThat(created.header("OData-EntityId")).startsWith(dataverse.baseUrl() + "/api/data/v9.2/contacts(");
        JsonNode contact = dataverse.get(created.header("OData-EntityId")).body();
        assertThat(contact.path("fullname").asText()).isEqualTo("Zoë O'Hara");
        assertThat(contact.path("statecode").asInt(-1)).isZero();
        assertThat(contact.path("statuscode").asInt()).isOne();
        assertThat(contact.path("_ownerid_value").asText()).isNotEmpty();
        assertThat(contact.path("createdon").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(contact.path("jobtitle").isNull()).isTrue();
        assertThat(contact.path("@odata.etag").asText()).matches("W/\"\\d+\"");
    }

    @Test
    void answersTheRowWhereItsRepresentationIsPreferred() {
        Answer created = dataverse.post("contacts?$select=lastname", row("lastname", "Ash"), "Prefer", REPRESENTATION);
        String id = created.body().path("contactid").asText();
        Answer updated = dataverse.patch("contacts(" + id + ")", row("lastname", "Oak"), "Prefer", REPRESENTATION);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().has("jobtitle")).isFalse();
        assertThat(created.header("Preference-Applied")).isEqualTo(REPRESENTATION);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body().path("lastname").asText()).isEqualTo("Oak");
        assertThat(updated.body().path("@odata.etag")).isNotEqualTo(created.body().path("@odata.etag"));
        assertThat(updated.header("ETag")).isEqualTo(updated.body().path("@odata.etag").asText());
    }

    @Test
    void takesAPatchToAnUnknownIdForACreateUnlessItMustMatch() {
        Answer forbidden = dataverse.patch("contacts(" + NOBODY + ")", row("lastname", "Ash"), "If-Match", "*");
        Answer created = dataverse.patch("contacts(" + NOBODY + ")", row("lastname", "Ash"));
        Answer again = dataverse.patch("contacts(" + NOBODY + ")", row("lastname", "Elm"), "If-None-Match", "*");

        assertThat(forbidden.status()).isEqualTo(404);
        assertThat(forbidden.message()).isEqualTo("contact With Id = " + NOBODY + " Does Not Exist");
        assertThat(created.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(412);
        assertThat(again.message()).isEqualTo("A record with matching key values already exists.");
        assertThat(dataverse.get("contacts(" + NOBODY + ")").body().path("lastname").asText()).isEqualTo("Ash");
    }

    @Test
    void createsADeletedRowAgainUnderItsId() {
        String id = dataverse.created("contacts", "lastname", "Ash", "jobtitle", "Miller");
        dataverse.delete("contacts(" + id + ")");
        assertThat(dataverse.get("contacts(" + id + ")").status()).isEqualTo(404);

        dataverse.patch("contacts(" + id + ")", row("lastname", "Elm"));

        JsonNode contact = dataverse.get("contacts(" + id + ")").body();
        assertThat(contact.path("lastname").asText()).isEqualTo("Elm");
        assertThat(contact.path("jobtitle").isNull()).isTrue();
    }

    @Test
    void refusesAWriteToAVersionThatIsNotTheLast() {
        String id = dataverse.created("contacts", "lastname", "Ash");
        String old = dataverse.get("contacts(" + id + ")").body().path("@odata.etag").asText();
        dataverse.patch("contacts(" + id + ")", row("lastname", "Oak"), "If-Match", old);

        Answer stale = dataverse.patch("contacts(" + id + ")", row("lastname", "Elm"), "If-Match", old);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.message())
                .isEqualTo("The version of the existing record doesn't match the RowVersion property provided.");
        assertThat(dataverse.delete("contacts(" + id + ")", "If-Match", old).status()).isEqualTo(412);
        Answer read = dataverse.get("contacts(" + id + ")");
        String present = read.body().path("@odata.etag").asText();
        assertThat(read.body().path("lastname").asText()).isEqualTo("Oak");
        assertThat(dataverse.get("contacts(" + id + ")", "If-None-Match", present).status()).isEqualTo(304);
        assertThat(dataverse.get("contacts(" + id + ")", "If-None-Match", present,
                "Prefer", "odata.include-annotations=\"*\"").status()).isEqualTo(200);
    }

    @Test
    void movesTheVersionEvenWhereNothingChanges() {
        String id = dataverse.created("contacts", "lastname", "Ash");
        JsonNode before = dataverse.get("contacts(" + id + ")").body().path("@odata.etag");

        dataverse.patch("contacts(" + id + ")", row("lastname", "Ash"), "If-Match", "*");

        assertThat(dataverse.get("contacts(" + id + ")").body().path("@odata.etag")).isNotEqualTo(before);
    }

    @Test
    void findsAndUpsertsByAlternateKeys() {
        dataverse.patch("contacts(new_bothwayskey='a-1')", row("lastname", "Ash"));
        dataverse.patch("contacts(new_bothwayskey='A-1')", row("lastname", "Oak"));
        Answer second = dataverse.post("contacts", row("lastname", "Elm", "new_bothwayskey", "a-1"));

        assertThat(dataverse.get("contacts(new_bothwayskey='a-1')").body().path("lastname").asText()).isEqualTo("Oak");
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("0x80060892");
        assertThat(dataverse.get("contacts(new_bothwayskey='other')").status()).isEqualTo(404);
        assertThat(dataverse.get("contacts(new_bothwayskey='a%2Fb')").status()).isNotEqualTo(200);
        assertThat(dataverse.get("contacts(lastname='Oak')").code()).isEqualTo("0x80060890");
        dataverse.patch("new_subscriptions(new_code='c',new_region='eu')", row("new_name", "C", "new_code", "d"));
        assertThat(dataverse.get("new_subscriptions(new_region='eu',new_code='d')").body().path("new_name").asText())
                .isEqualTo("C");
    }

    @Test
    void bindsLookupsByNavigationPropertiesWhoseCaseMatters() {
        String account = dataverse.created("accounts", "name", "Acme");
        String contact = dataverse.created("contacts", "lastname", "Ash",
                "parentcustomerid_account@odata.bind", "/accounts(" + account + ")");
        String subscription = dataverse.created("new_subscriptions", "new_name", "Gold",
                "new_ContactId@odata.bind", "contacts(" + contact + ")");

        assertThat(dataverse.get("contacts(" + contact + ")").body().path("_parentcustomerid_value").asText())
                .isEqualTo(account);
        Answer wrongCase = dataverse.patch("new_subscriptions(" + subscription + ")",
                row("new_contactid@odata.bind", "contacts(" + contact + ")"));
        assertThat(wrongCase.status()).isEqualTo(400);
        assertThat(wrongCase.message()).contains("An undeclared property 'new_contactid'");
        Answer direct = dataverse.patch("contacts(" + contact + ")", row("_parentcustomerid_value", account));
        assertThat(direct.message()).contains("Use Navigation properties instead");
        assertThat(dataverse.patch("contacts(" + contact + ")",
                row("parentcustomerid_account@odata.bind", "accounts(" + NOBODY + ")")).status()).isEqualTo(404);
        assertThat(dataverse.delete("contacts(" + contact + ")/parentcustomerid_account/$ref").status()).isEqualTo(204);
        assertThat(dataverse.get("contacts(" + contact + ")").body().path("_parentcustomerid_value").isNull()).isTrue();
        assertThat(dataverse.put("contacts(" + contact + ")/parentcustomerid_account/$ref",
                row("@odata.id", dataverse.baseUrl() + "/api/data/v9.2/accounts(" + account + ")")).status())
                .isEqualTo(204);
        dataverse.patch("contacts(" + contact + ")", "{\"parentcustomerid_account@odata.bind\":null}");
        assertThat(dataverse.get("contacts(" + contact + ")").body().path("_parentcustomerid_value").isNull()).isTrue();
    }

    @Test
    void annotatesWhatIsAskedFor() {
        String account = dataverse.created("accounts", "name", "Acme");
        String id = dataverse.created("contacts", "lastname", "Ash", "parentcustomerid_account@odata.bind",
                "accounts(" + account + ")");
        dataverse.patch("contacts(" + id + ")",
                "{\"new_customertier\":100000001,\"new_interests\":\"3,1\",\"new_healthscore\":12.456}");

        JsonNode contact = dataverse.get("contacts(" + id + ")", "Prefer", "odata.include-annotations=\"*\"").body();

        String lookup = "_parentcustomerid_value@Microsoft.Dynamics.CRM.";
        assertThat(contact.path(lookup + "lookuplogicalname").asText()).isEqualTo("account");
        assertThat(contact.path(lookup + "associatednavigationproperty").asText())
                .isEqualTo("parentcustomerid_account");
        String formatted = "@OData.Community.Display.V1.FormattedValue";
        assertThat(contact.path("_parentcustomerid_value" + formatted).asText()).isEqualTo("Acme");
        assertThat(contact.path("new_customertier" + formatted).asText()).isEqualTo("silver");
        assertThat(contact.path("new_interests").asText()).isEqualTo("1,3");
        assertThat(contact.path("new_interests" + formatted).asText()).isEqualTo("Product; Research");
        assertThat(contact.path("new_healthscore").asDouble()).isEqualTo(12.46);
        JsonNode few = dataverse.get("contacts(" + id + ")", "Prefer",
                "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"").body();
        assertThat(few.has(lookup + "lookuplogicalname")).isTrue();
        assertThat(few.has("_parentcustomerid_value" + formatted)).isFalse();
    }

    @Test
    void refusesWhatDoesNotFitItsColumn() {
        Answer tooLong = dataverse.post("contacts", row("firstname", "x".repeat(51)));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.code()).isEqualTo("0x80044331");
        assertThat(tooLong.message()).contains("The length of the 'firstname' attribute of the 'contact' entity"
                + " exceeded the maximum allowed length of '50'.");
        assertThat(dataverse.post("contacts", row("nonsense", "x")).code()).isEqualTo("0x80048d19");
        assertThat(dataverse.post("contacts", "{\"new_customertier\":9}").message())
                .contains("outside the valid range");
        assertThat(dataverse.post("contacts", row("new_customertier", "gold")).code()).isEqualTo("0x80048d19");
        assertThat(dataverse.post("contacts", row("new_renewaldate", "1.1.2026")).status()).isEqualTo(400);
        assertThat(dataverse.post("contacts", "{not json").status()).isEqualTo(400);
        assertThat(dataverse.post("contacts", "{\"ownerid\":null}").status()).isEqualTo(400);
    }

    @Test
    void ignoresColumnsThatTheOperationMayNotSet() {
        Answer created = dataverse.post("contacts", row("lastname", "Ash", "fullname", "Nobody",
                "createdon", "2001-01-01T00:00:00Z"), "Prefer", REPRESENTATION);

        assertThat(created.body().path("fullname").asText()).isEqualTo("Ash");
        assertThat(created.body().path("createdon").asText()).doesNotStartWith("2001");
    }

    @Test
    void deactivatesByAStatusReasonThatBringsItsState() {
        String id = dataverse.created("opportunities", "name", "Deal");

        dataverse.patch("opportunities(" + id + ")", "{\"statuscode\":4}");

        assertThat(dataverse.get("opportunities(" + id + ")").body().path("statecode").asInt()).isEqualTo(2);
        assertThat(dataverse.patch("opportunities(" + id + ")", "{\"statecode\":0,\"statuscode\":3}").status())
                .isEqualTo(400);
    }

    @Test
    void readsWritesAndClearsSingleProperties() {
        String id = dataverse.created("contacts", "lastname", "Ash");

        assertThat(dataverse.put("contacts(" + id + ")/jobtitle", row("value", "Miller")).status()).isEqualTo(204);
        assertThat(dataverse.get("contacts(" + id + ")/jobtitle").body().path("value").asText()).isEqualTo("Miller");
        assertThat(dataverse.delete("contacts(" + id + ")/jobtitle").status()).isEqualTo(204);
        assertThat(dataverse.get("contacts(" + id + ")/jobtitle").status()).isEqualTo(204);
    }

    @Test
    void keepsMoneyWithItsCurrencyAndItsBase() {
        Answer deal = dataverse.post("opportunities", "{\"name\":\"Deal\",\"estimatedvalue\":99.12345}",
                "Prefer", REPRESENTATION);

        assertThat(deal.body().path("estimatedvalue").asDouble()).isEqualTo(99.1235);
        assertThat(deal.body().path("estimatedvalue_base").asDouble()).isEqualTo(99.1235);
        String currency = deal.body().path("_transactioncurrencyid_value").asText();
        assertThat(dataverse.get("transactioncurrencies(" + currency + ")").body().path("isocurrencycode").asText())
                .isEqualTo("USD");
    }

    @Test
    void treatsRowsThatPointToADeletedOneAsTheirRelationshipsSay() {
        String account = dataverse.created("accounts", "name", "Acme");
        String contact = dataverse.created("contacts", "lastname", "Ash", "parentcustomerid_account@odata.bind",
                "accounts(" + account + ")");
        String deal = dataverse.created("opportunities", "name", "Deal", "parentcontactid@odata.bind",
                "contacts(" + contact + ")");
        String subscription = dataverse.created("new_subscriptions", "new_name", "Gold", "new_AccountId@odata.bind",
                "accounts(" + account + ")");

        Answer restricted = dataverse.delete("accounts(" + account + ")");
        dataverse.delete("new_subscriptions(" + subscription + ")");
        Answer deleted = dataverse.delete("accounts(" + account + ")");

        assertThat(restricted.status()).isEqualTo(405);
        assertThat(restricted.message()).contains("associated with another object");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(dataverse.get("contacts(" + contact + ")").status()).isEqualTo(404);
        assertThat(dataverse.get("opportunities(" + deal + ")").body().path("_parentcontactid_value").isNull())
                .isTrue();
        assertThat(dataverse.delete("accounts(" + account + ")").status()).isEqualTo(404);
    }

    @Test
    void mergesByDeactivatingTheSubordinate() {
        String master = dataverse.created("contacts", "lastname", "Ash");
        String subordinate = dataverse.created("contacts", "lastname", "Ash", "jobtitle", "Miller");
        String deal = dataverse.created("opportunities", "name", "Deal", "parentcontactid@odata.bind",
                "contacts(" + subordinate + ")");
        String merge = """
                {"Target":{"@odata.type":"Microsoft.Dynamics.CRM.contact","contactid":"%s"},
                 "Subordinate":{"@odata.type":"Microsoft.Dynamics.CRM.contact","contactid":"%s"},
                 "UpdateContent":{"@odata.type":"Microsoft.Dynamics.CRM.contact","jobtitle":"Miller"},
                 "PerformParentingChecks":false}""".formatted(master, subordinate);

        Answer merged = dataverse.post("Merge", merge);

        assertThat(merged.status()).isEqualTo(204);
        JsonNode loser = dataverse.get("contacts(" + subordinate + ")").body();
        assertThat(loser.path("merged").asBoolean()).isTrue();
        assertThat(loser.path("_masterid_value").asText()).isEqualTo(master);
        assertThat(loser.path("statecode").asInt()).isOne();
        assertThat(dataverse.get("contacts(" + master + ")").body().path("jobtitle").asText()).isEqualTo("Miller");
        assertThat(dataverse.get("opportunities(" + deal + ")").body().path("_parentcontactid_value").asText())
                .isEqualTo(master);
        assertThat(dataverse.post("Merge", merge).status()).isEqualTo(400);
    }

    @Test
    void detectsDuplicatesOnlyWhereACallAsksForIt() {
        dataverse.created("contacts", "lastname", "Ash", "emailaddress1", "ash@example.com");
        dataverse.created("contacts", "lastname", "Ash", "emailaddress1", "ash@example.com");

        Answer refused = dataverse.post("contacts", row("emailaddress1", "ASH@example.com"),
                "MSCRM.SuppressDuplicateDetection", "false");
        dataverse.control("PUT", "duplicate-detection", "{\"status\":500}");
        Answer otherwise = dataverse.post("contacts", row("emailaddress1", "ash@example.com"),
                "MSCRM.SuppressDuplicateDetection", "false");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.code()).isEqualTo("0x80040333");
        assertThat(otherwise.status()).isEqualTo(500);
        assertThat(otherwise.code()).isEqualTo("0x80040333");
    }

    @Test
    void createsManyOrNone() {
        String targets = """
                {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact","lastname":"Ash"},
                            {"@odata.type":"Microsoft.Dynamics.CRM.contact","lastname":"%s"}]}""";

        Answer refused = dataverse.post("contacts/Microsoft.Dynamics.CRM.CreateMultiple",
                targets.formatted("x".repeat(51)));
        Answer created = dataverse.post("contacts/Microsoft.Dynamics.CRM.CreateMultiple", targets.formatted("Elm"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(created.body().path("Ids")).hasSize(2);
        assertThat(dataverse.get("contacts/$count").text()).isEqualTo("2");
    }

    @Test
    void upsertsManyAndTellsWhichAreNew() {
        Answer answer = dataverse.post("contacts/Microsoft.Dynamics.CRM.UpsertMultiple", """
                {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact","@odata.id":"contacts(new_bothwayskey='a')",
                             "lastname":"Ash"},
                            {"@odata.type":"Microsoft.Dynamics.CRM.contact","@odata.id":"contacts(new_bothwayskey='a')",
                             "lastname":"Elm"}]}""");

        assertThat(answer.body().path("Results")).extracting(result -> result.path("RecordCreated").asBoolean())
                .containsExactly(true, false);
        assertThat(dataverse.get("contacts(new_bothwayskey='a')").body().path("lastname").asText()).isEqualTo("Elm");
    }

    @Test
    void saysWhoAmIAndWhatIsMissingToDoMore() {
        assertThat(dataverse.get("WhoAmI").body().path("OrganizationId"))
                .isEqualTo(dataverse.startLine.path("organization_id"));
        Answer user = dataverse.post("systemusers", row("fullname", "Eve"));
        assertThat(user.status()).isEqualTo(403);
        assertThat(user.message()).contains("prvCreateSystemUser");
        dataverse.control("PUT", "privileges", "{\"missing\":[\"prvReadContact\"]}");
        assertThat(dataverse.get("contacts").status()).isEqualTo(403);
        assertThat(dataverse.get("accounts").status()).isEqualTo(200);
    }

    @Test
    void showsOptionsByLabelToPeopleAndByNumberToClients() {
        JsonNode made = dataverse.control("POST", "records/contacts",
                "{\"fields\":{\"lastname\":\"Ash\",\"new_customertier\":\"Gold\",\"new_healthscore\":12.5}}");
        String id = made.path("id").asText();

        assertThat(made.path("fields").path("new_customertier").asText()).isEqualTo("gold");
        assertThat(dataverse.get("contacts(" + id + ")").body().path("new_customertier").asInt())
                .isEqualTo(100_000_000);
        assertThat(dataverse.control("PATCH", "records/contacts/" + id,
                "{\"fields\":{\"new_customertier\":\"platinum\"}}").path("error").asText())
                .contains("outside the valid range");
        assertThat(made.path("name").asText()).isEqualTo("Ash");
    }
}
