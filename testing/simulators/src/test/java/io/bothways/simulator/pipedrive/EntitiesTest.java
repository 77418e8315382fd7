package io.bothways.simulator.pipedrive;

import static io.bothways.simulator.pipedrive.PipedriveFixture.DEALS;
import static io.bothways.simulator.pipedrive.PipedriveFixture.ORGANIZATIONS;
import static io.bothways.simulator.pipedrive.PipedriveFixture.PERSONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntitiesTest {
    private final PipedriveFixture pipedrive = new PipedriveFixture(SimulatorOptions.defaults());
    private final VendorClient client = pipedrive.client;

    @AfterEach
    void stop() {
        pipedrive.close();
    }

    @Test
    void aPersonComesBackInTheShapeOfVersionTwo() {
        int organization = pipedrive.create(ORGANIZATIONS, "{'name':'Acme'}");
        int id = pipedrive.create(PERSONS, "{'name':'Ann de Vries','org_id':" + organization
                + ",'emails':[{'value':'ann@home.example','label':'home'},{'value':'Ann@Acme.example','primary':true}],"
                + "'phones':[{'value':'+49 30 1'}]}");

        JsonNode person = pipedrive.data(PERSONS + "/" + id);

        assertThat(person.path("first_name").asText()).isEqualTo("Ann");
        assertThat(person.path("last_name").asText()).isEqualTo("de Vries");
        assertThat(person.path("org_id").asInt()).isEqualTo(organization);
        assertThat(person.path("owner_id").asInt()).isEqualTo(1);
        assertThat(person.at("/emails/0/value").asText()).as("as it was sent").isEqualTo("Ann@Acme.example");
        assertThat(person.at("/emails/0/primary").asBoolean()).isTrue();
        assertThat(person.at("/emails/1/label").asText()).isEqualTo("home");
        assertThat(person.path("update_time").asText()).isEqualTo("2026-02-11T04:00:00Z");
        assertThat(person.path("is_deleted").asBoolean()).isFalse();
    }

    @Test
    void theNameFollowsItsHalves() {
        int id = pipedrive.create(PERSONS, "{'first_name':'Ann','last_name':'Lee'}");

        client.patch(PERSONS + "/" + id, "{'last_name':'Wu'}");

        assertThat(pipedrive.data(PERSONS + "/" + id).path("name").asText()).isEqualTo("Ann Wu");
        assertThat(client.post(PERSONS, "{'emails':[]}").body().path("code").asText())
                .isEqualTo("ERR_SCHEMA_VALIDATION_FAILED");
        assertThat(client.patch(PERSONS + "/" + id, "{'name':null}").status()).isEqualTo(400);
    }

    @Test
    void twoPersonsMayHaveTheSameMailAddress() {
        String ann = "{'name':'Ann','emails':[{'value':'ann@example.com'}]}";

        assertThat(pipedrive.create(PERSONS, ann)).isNotEqualTo(pipedrive.create(PERSONS, ann));
    }

    @Test
    void customFieldsOfEachTypeGoThereAndBackAndAreClearedWithNull() {
        String tier = pipedrive.key("personFields", "Customer tier");
        String topics = pipedrive.key("personFields", "Topics");
        String score = pipedrive.key("personFields", "Health score");
        String time = pipedrive.key("personFields", "Call time");
        String budget = pipedrive.key("organizationFields", "Annual budget");
        String period = pipedrive.key("organizationFields", "Contract period");
        assertThat(tier).matches("[0-9a-f]{40}");
        int person = pipedrive.create(PERSONS, "{'name':'Ann','custom_fields':{'" + tier + "':12,'" + topics
                + "':[23,21],'" + score + "':12.50,'" + time + "':{'value':'10:30:00'}}}");
        int organization = pipedrive.create(ORGANIZATIONS, "{'name':'Acme','address':{'value':'Main St 1'},"
                + "'custom_fields':{'" + budget + "':{'value':1000,'currency':'USD'},'" + period
                + "':{'value':'2026-01-01','until':'2026-06-30'}}}");

        JsonNode values = pipedrive.data(PERSONS + "/" + person).path("custom_fields");
        JsonNode labelled =
                pipedrive.data(PERSONS + "/" + person + "?include_option_labels=true&custom_fields=" + tier);
        JsonNode acme = pipedrive.data(ORGANIZATIONS + "/" + organization);
        client.patch(PERSONS + "/" + person, "{'custom_fields':{'" + tier + "':null,'" + topics + "':null}}");
        JsonNode cleared = pipedrive.data(PERSONS + "/" + person).path("custom_fields");

        assertThat(values.path(tier).asInt()).isEqualTo(12);
        assertThat(values.path(topics)).extracting(JsonNode::asInt).containsExactly(21, 23);
        assertThat(values.path(score).decimalValue()).isEqualByComparingTo("12.5");
        assertThat(values.at("/" + time + "/value").asText()).isEqualTo("10:30:00");
        assertThat(labelled.at("/custom_fields/" + tier + "/label").asText()).isEqualTo("silver");
        assertThat(labelled.path("custom_fields")).hasSize(1);
        assertThat(acme.at("/address/value").asText()).isEqualTo("Main St 1");
        assertThat(acme.at("/custom_fields/" + budget + "/currency").asText()).isEqualTo("USD");
        assertThat(acme.at("/custom_fields/" + period + "/until").asText()).isEqualTo("2026-06-30");
        assertThat(cleared.path(tier).isNull() && cleared.path(topics).isNull()).isTrue();
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        String tier = pipedrive.key("personFields", "Customer tier");
        String topics = pipedrive.key("personFields", "Topics");
        String score = pipedrive.key("personFields", "Health score");

        for (String custom : new String[] {tier + "':'12'", tier + "':99", topics + "':[]", score + "':'12'",
            "ffffffffffffffffffffffffffffffffffffffff':1"}) {
            VendorClient.Answer answer =
                    client.post(PERSONS, "{'name':'Ann','custom_fields':{'" + custom + "}}");
            assertThat(answer.status()).as(custom).isEqualTo(400);
            assertThat(answer.body().path("code").asText()).isEqualTo("ERR_SCHEMA_VALIDATION_FAILED");
        }
        assertThat(client.post(PERSONS, "{'name':'Ann','org_id':'7'}").status()).isEqualTo(400);
        assertThat(client.post(PERSONS, "{'name':'Ann','org_id':4711}").status()).isEqualTo(400);
        assertThat(client.post(PERSONS, "{'name':'Ann','nick':'A'}").status()).isEqualTo(400);
        assertThat(client.post(PERSONS, "{'name':'Ann','job_title':'Boss'}").status())
                .as("needs Contact Sync").isEqualTo(403);
    }

    @Test
    void emptyArraysClearMailAddressesAndNumbers() {
        int id = pipedrive.create(PERSONS, "{'name':'Ann','emails':[{'value':'a@example.com'}]}");

        client.patch(PERSONS + "/" + id, "{'emails':[]}");

        assertThat(pipedrive.data(PERSONS + "/" + id).path("emails")).isEmpty();
    }

    @Test
    void aDeletedRecordIsToldAsDeletedForThirtyDaysAndListedOnlyIfItIsADeal() {
        int person = pipedrive.create(PERSONS, "{'name':'Ann'}");
        int deal = pipedrive.create(DEALS, "{'title':'Big one'}");
        assertThat(client.delete(PERSONS + "/" + person).body().at("/data/id").asInt()).isEqualTo(person);
        client.delete(DEALS + "/" + deal);

        assertThat(pipedrive.data(PERSONS + "/" + person).path("is_deleted").asBoolean()).isTrue();
        assertThat(pipedrive.data(PERSONS)).isEmpty();
        assertThat(pipedrive.data(DEALS)).isEmpty();
        assertThat(pipedrive.data(DEALS + "?status=deleted")).hasSize(1);
        assertThat(client.patch(PERSONS + "/" + person, "{'name':'Bo'}").status()).isEqualTo(404);
        assertThat(client.delete(PERSONS + "/" + person).status()).isEqualTo(404);
        client.advance(Duration.ofDays(30));
        assertThat(client.get(PERSONS + "/" + person).status()).isEqualTo(404);
        assertThat(pipedrive.data(DEALS + "?status=deleted")).isEmpty();
    }

    @Test
    void aDealHasStageStatusAndCurrencyFromTheStartAndLeavesTheListWhenArchived() {
        int deal = pipedrive.create(DEALS, "{'title':'Big one','value':1000.5}");
        JsonNode fresh = pipedrive.data(DEALS + "/" + deal);
        client.patch(DEALS + "/" + deal, "{'stage_id':4,'status':'won'}");
        JsonNode moved = pipedrive.data(DEALS + "/" + deal);

        client.patch(DEALS + "/" + deal, "{'is_archived':true}");

        assertThat(fresh.path("status").asText() + fresh.path("currency").asText() + fresh.path("stage_id").asText()
                + fresh.path("pipeline_id").asText()).isEqualTo("openEUR11");
        assertThat(moved.path("pipeline_id").asInt()).isEqualTo(2);
        assertThat(pipedrive.data(DEALS)).isEmpty();
        assertThat(pipedrive.data(DEALS + "/archived")).hasSize(1);
    }

    @Test
    void mergingLeavesTheOneNamedAndHandsOverWhatTheOtherHad() {
        int loser = pipedrive.create(PERSONS, "{'name':'Ann','phones':[{'value':'1'}]}");
        int survivor = pipedrive.create(PERSONS, "{'name':'Ann Lee'}");
        int deal = pipedrive.create(DEALS, "{'title':'Big one','person_id':" + loser + "}");

        VendorClient.Answer answer =
                client.put("/v1/persons/" + loser + "/merge", "{'merge_with_id':" + survivor + "}");

        assertThat(answer.body().at("/data/id").asInt()).isEqualTo(survivor);
        assertThat(answer.body().at("/data/name").asText()).isEqualTo("Ann Lee");
        assertThat(answer.body().at("/data/phones/0/value").asText()).isEqualTo("1");
        assertThat(pipedrive.data(PERSONS + "/" + loser).path("is_deleted").asBoolean()).isTrue();
        assertThat(pipedrive.data(DEALS + "/" + deal).path("person_id").asInt()).isEqualTo(survivor);
    }
}
