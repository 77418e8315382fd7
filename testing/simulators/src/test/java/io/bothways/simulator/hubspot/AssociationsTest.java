package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssociationsTest {
    private static final String PAIR = "/crm/v4/associations/contacts/companies/batch/";
    private final Simulator simulator = Simulator.start(new HubSpotApp(), SimulatorOptions.defaults());
    private final VendorClient client = VendorClient.of(simulator);
    private final String contact = created("contacts", "{'properties':{'email':'ann@example.com'}}");
    private final String acme = created("companies", "{'properties':{'name':'Acme'}}");
    private final String bolt = created("companies", "{'properties':{'name':'Bolt'}}");

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theFirstCompanyBecomesThePrimaryOneAndTheContactsStampMoves() {
        String before = contact().path("updatedAt").asText();
        client.advance(Duration.ofSeconds(1));

        VendorClient.Answer answer = client.put(toCompany("default/companies/" + acme), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(contact().at("/properties/associatedcompanyid").asText()).isEqualTo(acme);
        assertThat(contact().path("updatedAt").asText()).isGreaterThan(before);
        JsonNode types = client.get(toCompany("companies")).body().at("/results/0/associationTypes");
        assertThat(types).hasSize(2);
        assertThat(types.path(0).path("typeId").asInt()).isEqualTo(1);
        assertThat(types.path(1).path("typeId").asInt()).isEqualTo(279);
    }

    @Test
    void aNewPrimaryCompanyReplacesTheFormerOneWhichStaysAssociated() {
        client.put(toCompany("default/companies/" + acme), "");

        VendorClient.Answer answer = client.put(toCompany("companies/" + bolt),
                "[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':1}]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(contact().at("/properties/associatedcompanyid").asText()).isEqualTo(bolt);
        JsonNode companies = client.get(toCompany("companies")).body().path("results");
        assertThat(companies).hasSize(2);
        assertThat(companies.path(0).path("toObjectId").asText()).isEqualTo(acme);
        assertThat(companies.path(0).path("associationTypes")).hasSize(1);
    }

    @Test
    void aBatchReadSaysOfEachContactWithoutCompanyThatThereIsNone() {
        String lonely = created("contacts", "{'properties':{'email':'bob@example.com'}}");
        client.post(PAIR + "create", "{'inputs':[{'from':{'id':'" + contact + "'},'to':{'id':'" + acme
                + "'},'types':[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':279}]}]}");

        VendorClient.Answer answer =
                client.post(PAIR + "read", "{'inputs':[{'id':'" + contact + "'},{'id':'" + lonely + "'}]}");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().at("/results/0/from/id").asText()).isEqualTo(contact);
        assertThat(answer.body().at("/results/0/to/0/toObjectId").asText()).isEqualTo(acme);
        assertThat(answer.body().at("/errors/0/subCategory").asText())
                .isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        assertThat(answer.body().at("/errors/0/context/fromObjectId/0").asText()).isEqualTo(lonely);
        assertThat(client.post(PAIR + "read", "{'inputs':[{'id':'" + contact + "'}]}").status()).isEqualTo(200);
    }

    @Test
    void aBatchCreateWithAMissingRecordIsPartial() {
        VendorClient.Answer answer = client.post(PAIR + "create", "{'inputs':["
                + "{'from':{'id':'" + contact + "'},'to':{'id':'1'},'types':[{'associationTypeId':1}]},"
                + "{'from':{'id':'" + contact + "'},'to':{'id':'" + acme + "'},'types':[{'associationTypeId':1}]}]}");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().path("results")).hasSize(1);
        assertThat(contact().at("/properties/associatedcompanyid").asText()).isEqualTo(acme);
    }

    @Test
    void archivedAssociationsAreGoneFromBothEnds() {
        client.put(toCompany("default/companies/" + acme), "");

        assertThat(client.post(PAIR + "archive",
                "{'inputs':[{'from':{'id':'" + contact + "'},'to':[{'id':'" + acme + "'}]}]}").status()).isEqualTo(204);

        assertThat(contact().at("/properties/associatedcompanyid").isNull()).isTrue();
        assertThat(client.get(toCompany("companies")).body().path("results")).isEmpty();
        assertThat(client.get("/crm/v4/objects/companies/" + acme + "/associations/contacts").body().path("results"))
                .isEmpty();
    }

    @Test
    void anArchivedCompanyLeavesItsContactsWithoutOne() {
        client.put(toCompany("default/companies/" + acme), "");

        client.delete("/crm/v3/objects/companies/" + acme);

        assertThat(contact().at("/properties/associatedcompanyid").isNull()).isTrue();
    }

    @Test
    void aRecordIsCreatedWithItsAssociationOrNotAtAll() {
        String body = "{'properties':{'email':'eve@example.com'},'associations':[{'to':{'id':'%s'},"
                + "'types':[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':1}]}]}";

        assertThat(client.post("/crm/v3/objects/contacts", body.formatted("1")).status()).isEqualTo(404);
        String id = created("contacts", body.formatted(acme));

        assertThat(client.get("/crm/v3/objects/contacts/" + id + "?associations=companies").body()
                .at("/associations/companies/results/0/id").asText()).isEqualTo(acme);
    }

    @Test
    void labelsDifferByDirection() {
        assertThat(client.get("/crm/v4/associations/contacts/companies/labels").body().at("/results/0/typeId").asInt())
                .isEqualTo(1);
        assertThat(client.get("/crm/v4/associations/companies/contacts/labels").body().at("/results/0/typeId").asInt())
                .isEqualTo(2);
        assertThat(client.get("/crm/v4/associations/contacts/contacts/labels").status()).isEqualTo(400);
    }

    private String toCompany(String rest) {
        return "/crm/v4/objects/contacts/" + contact + "/associations/" + rest;
    }

    private JsonNode contact() {
        return client.get("/crm/v3/objects/contacts/" + contact + "?properties=associatedcompanyid").body();
    }

    private String created(String type, String body) {
        VendorClient.Answer answer = client.post("/crm/v3/objects/" + type, body);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
