package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtherObjectsTest {
    private final Simulator simulator = Simulator.start(new HubSpotApp(), SimulatorOptions.defaults());
    private final VendorClient client = VendorClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aDealIsMadeWithItsPrimaryCompanyByTheTypeIdOfDeals() {
        String acme = created("companies", "{'properties':{'name':'Acme'}}");

        String deal = created("deals", "{'properties':{'dealname':'Big','dealstage':'qualifiedtobuy',"
                + "'amount':'10.50','closedate':'1700000000000','hubspot_owner_id':'402'},"
                + "'associations':[{'to':{'id':'" + acme + "'},"
                + "'types':[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':5}]}]}");

        JsonNode held = client.get("/crm/v3/objects/0-3/" + deal
                + "?properties=amount,closedate,hs_primary_associated_company,hubspot_owner_id").body()
                .path("properties");
        assertThat(held.path("amount").asText()).isEqualTo("10.5");
        assertThat(held.path("closedate").asText()).isEqualTo("2023-11-14T22:13:20.000Z");
        assertThat(held.path("hs_primary_associated_company").asText()).isEqualTo(acme);
        assertThat(held.path("hubspot_owner_id").asText()).isEqualTo("402");
        assertThat(client.post("/crm/v3/objects/deals", "{'properties':{'dealname':'Bad','dealstage':'closedwon'},"
                        + "'associations':[{'to':{'id':'" + acme + "'},'types':"
                        + "[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':279}]}]}")
                .status()).isEqualTo(400);
    }

    @Test
    void companiesTellContactsDealsAndTicketsApart() {
        String acme = created("companies", "{'properties':{'name':'Acme'}}");
        String deal = created("deals", "{'properties':{'dealname':'Big','dealstage':'closedwon'}}");
        String ticket = created("tickets", "{'properties':{'subject':'Help','hs_pipeline_stage':'1'}}");
        client.put("/crm/v4/objects/deals/" + deal + "/associations/default/companies/" + acme, "");
        client.put("/crm/v4/objects/tickets/" + ticket + "/associations/default/companies/" + acme, "");

        assertThat(others(acme, "deals")).isEqualTo(deal);
        assertThat(others(acme, "tickets")).isEqualTo(ticket);
        assertThat(others(acme, "contacts")).isEmpty();
        assertThat(property("deals", deal, "hs_primary_associated_company")).isEqualTo(acme);
        assertThat(property("tickets", ticket, "hs_primary_company_id")).isEqualTo(acme);
        assertThat(client.put("/crm/v4/objects/deals/" + deal + "/associations/default/tickets/" + ticket, "").status())
                .isEqualTo(400);
    }

    @Test
    void aCustomObjectIsDescribedAndWrittenByItsTypeId() {
        JsonNode schema = client.get("/crm/v3/schemas").body().at("/results/0");
        String type = schema.path("objectTypeId").asText();

        String id = created(type, "{'properties':{'subscription_name':'Gold','seats':'3'}}");

        assertThat(type).startsWith("2-");
        assertThat(schema.path("requiredProperties").path(0).asText()).isEqualTo("subscription_name");
        assertThat(client.get("/crm/v3/objects/" + type + "/" + id + "?properties=seats").body()
                .at("/properties/seats").asText()).isEqualTo("3");
        VendorClient.Answer refused = client.post("/crm/v3/objects/" + type, "{'properties':{'seats':'3'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("message").asText())
                .isEqualTo("Error creating 2-1001. Some required properties were not set.");
        assertThat(refused.body().at("/context/properties/0").asText()).isEqualTo("subscription_name");
    }

    @Test
    void newDealsAndTicketsNeedAStageAndGetTheStandardPipeline() {
        String deal = created("deals", "{'properties':{'dealname':'Big','dealstage':'closedwon'}}");
        String ticket = created("tickets", "{'properties':{'subject':'Help','hs_pipeline_stage':'1'}}");

        assertThat(property("deals", deal, "pipeline")).isEqualTo("default");
        assertThat(property("tickets", ticket, "hs_pipeline")).isEqualTo("0");
        assertThat(client.post("/crm/v3/objects/deals", "{'properties':{'dealname':'Big'}}").body()
                .at("/context/properties/0").asText()).isEqualTo("dealstage");
        assertThat(client.post("/crm/v3/objects/tickets", "{'properties':{'subject':'Help'}}").body()
                .path("message").asText()).contains("creating TICKET");
    }

    @Test
    void everyTypeIsSearchedByItsOwnStampsAndCountsItsOwnRecords() {
        created("deals", "{'properties':{'dealname':'Big','dealstage':'closedwon'}}");
        created("2-1001", "{'properties':{'subscription_name':'Gold'}}");

        for (String type : List.of("deals", "2-1001")) {
            JsonNode found = client.post("/crm/v3/objects/" + type + "/search", "{'filterGroups':[{'filters':["
                    + "{'propertyName':'hs_lastmodifieddate','operator':'GTE','value':'1000'}]}],"
                    + "'sorts':[{'propertyName':'hs_lastmodifieddate','direction':'ASCENDING'}]}").body();
            assertThat(found.path("total").asInt()).isEqualTo(1);
            assertThat(found.at("/results/0/properties").has(type.equals("deals") ? "createdate" : "hs_createdate"))
                    .isTrue();
        }
        assertThat(client.post("/crm/v3/objects/tickets/search", "{'limit':1}").body().path("total").asInt()).isZero();
    }

    @Test
    void ownersAreListedAndAnOwnerThatIsNoneIsRefused() {
        JsonNode first = client.get("/crm/v3/owners?limit=2").body();
        JsonNode last = client.get("/crm/v3/owners?limit=2&after=" + first.at("/paging/next/after").asText()).body();

        assertThat(first.path("results")).hasSize(2);
        assertThat(last.path("results")).hasSize(1);
        assertThat(last.has("paging")).isFalse();
        assertThat(first.at("/results/0/email").asText()).contains("@");
        assertThat(client.post("/crm/v3/objects/deals", "{'properties':{'hubspot_owner_id':'999'}}").status())
                .isEqualTo(400);
        JsonNode owner = client.get("/crm/v3/properties/deals/hubspot_owner_id").body();
        assertThat(owner.path("referencedObjectType").asText()).isEqualTo("OWNER");
        assertThat(owner.path("options")).isEmpty();
    }

    private String property(String type, String id, String name) {
        return client.get("/crm/v3/objects/" + type + "/" + id + "?properties=" + name).body()
                .at("/properties/" + name).asText("");
    }

    private String others(String company, String type) {
        return client.get("/crm/v4/objects/companies/" + company + "/associations/" + type).body()
                .at("/results/0/toObjectId").asText("");
    }

    private String created(String type, String body) {
        VendorClient.Answer answer = client.post("/crm/v3/objects/" + type, body);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
