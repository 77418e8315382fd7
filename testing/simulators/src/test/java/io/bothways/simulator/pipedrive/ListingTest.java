package io.bothways.simulator.pipedrive;

import static io.bothways.simulator.pipedrive.PipedriveFixture.ORGANIZATIONS;
import static io.bothways.simulator.pipedrive.PipedriveFixture.PERSONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final PipedriveFixture pipedrive = new PipedriveFixture(
            SimulatorOptions.defaults().withContacts(250).withCompanies(3).withSearchLag(5_000));
    private final VendorClient client = pipedrive.client;

    @AfterEach
    void stop() {
        pipedrive.close();
    }

    @Test
    void theCursorLeadsThroughAllRecordsOnceAndIsNullAtTheEnd() {
        for (String order : List.of("sort_by=id", "sort_by=update_time", "sort_by=add_time&sort_direction=desc")) {
            List<Integer> ids = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            while (cursor != null) {
                JsonNode page = client.get(PERSONS + "?limit=100&" + order
                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).body();
                page.path("data").forEach(person -> ids.add(person.path("id").asInt()));
                cursor = page.at("/additional_data/next_cursor").textValue();
                pages++;
            }
            assertThat(pages).isEqualTo(3);
            assertThat(new HashSet<>(ids)).as(order).hasSize(250).hasSameSizeAs(ids);
        }
    }

    @Test
    void aRecordModifiedWhileItIsListedByStampComesAgainAtTheEnd() {
        JsonNode first = client.get(PERSONS + "?limit=200&sort_by=update_time").body();
        int early = first.at("/data/0/id").asInt();
        client.patch(PERSONS + "/" + early, "{'name':'Changed'}");

        JsonNode rest = client.get(PERSONS + "?limit=200&sort_by=update_time&cursor="
                + first.at("/additional_data/next_cursor").asText()).body();

        assertThat(rest.path("data")).hasSize(51);
        assertThat(rest.at("/data/50/id").asInt()).isEqualTo(early);
    }

    @Test
    void updatedSinceHoldsTheSecondItNames() {
        int ann = pipedrive.create(PERSONS, "{'name':'Ann'}");

        assertThat(pipedrive.data(PERSONS + "?updated_since=2026-02-11T04:00:00Z"))
                .extracting(each -> each.path("id").asInt()).containsExactly(ann);
        assertThat(pipedrive.data(PERSONS + "?updated_since=2026-02-11T05:00:00%2B01:00")).hasSize(1);
        assertThat(pipedrive.data(PERSONS + "?updated_since=2026-02-11T04:00:01Z")).isEmpty();
        for (String wrong : List.of("2026-02-11T04:00:00.000Z", "2026-02-11%2004:00:00", "2026-02-11")) {
            assertThat(client.get(PERSONS + "?updated_since=" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(client.get("/api/v2/stages?updated_since=2026-02-11T04:00:00Z").status()).isEqualTo(400);
    }

    @Test
    void idsThatAreNotThereAreSilentlyLeftOut() {
        int ann = pipedrive.create(PERSONS, "{'name':'Ann'}");
        int bo = pipedrive.create(PERSONS, "{'name':'Bo'}");
        client.delete(PERSONS + "/" + bo);

        assertThat(pipedrive.data(PERSONS + "?ids=" + ann + "," + bo + ",99999")).hasSize(1);
        assertThat(client.get(PERSONS + "?ids=" + "1,".repeat(101)).status()).isEqualTo(400);
        assertThat(client.get(PERSONS + "?limit=501").status()).isEqualTo(400);
        assertThat(client.get(PERSONS + "?cursor=nonsense").status()).isEqualTo(400);
        assertThat(client.get(PERSONS + "?custom_fields=" + "a,".repeat(16)).status()).isEqualTo(400);
    }

    @Test
    void peopleWorkAtTheOrganizationsOfTheStart() {
        int first = pipedrive.data(ORGANIZATIONS).path(0).path("id").asInt();

        assertThat(pipedrive.data(PERSONS + "?limit=500&org_id=" + first)).hasSize(84);
    }

    @Test
    void searchSeesWhatWasThereBeforeItsLag() {
        int ann = pipedrive.create(PERSONS, "{'name':'Ann','emails':[{'value':'Ann.Unique@Example.com'}]}");
        String search = PERSONS + "/search?term=ann.unique@example.COM&fields=email&exact_match=true";
        assertThat(pipedrive.data(search).path("items")).isEmpty();

        client.advance(Duration.ofSeconds(5));

        JsonNode item = pipedrive.data(search).at("/items/0/item");
        assertThat(item.path("id").asInt()).isEqualTo(ann);
        assertThat(item.path("primary_email").asText()).isEqualTo("Ann.Unique@Example.com");
        assertThat(pipedrive.data("/api/v2/itemSearch?term=unique&item_types=person").path("items")).hasSize(1);
        assertThat(pipedrive.data(PERSONS + "/search?term=ann.unique&fields=email&exact_match=true").path("items"))
                .isEmpty();
        assertThat(client.get(PERSONS + "/search?term=a").status()).isEqualTo(400);
        client.delete(PERSONS + "/" + ann);
        assertThat(pipedrive.data(search).path("items")).as("the deletion lags too").hasSize(1);
    }

    @Test
    void fieldsAreToldWithTheirOptionsInPages() {
        JsonNode first = client.get("/api/v2/personFields?limit=5&include_fields=required_fields").body();
        JsonNode next = client.get("/api/v2/personFields?limit=500&cursor="
                + first.at("/additional_data/next_cursor").asText()).body();

        assertThat(first.path("data")).hasSize(5);
        assertThat(first.at("/data/1/field_code").asText()).isEqualTo("name");
        assertThat(first.at("/data/1/required_fields/enabled").asBoolean()).isTrue();
        assertThat(next.at("/additional_data/next_cursor").isNull()).isTrue();
        assertThat(next.path("data")).anySatisfy(field -> {
            assertThat(field.path("field_name").asText()).isEqualTo("Customer tier");
            assertThat(field.at("/options/0/label").asText()).isEqualTo("gold");
            assertThat(field.path("is_custom_field").asBoolean()).isTrue();
        });
    }

    @Test
    void usersAndStagesAreTold() {
        assertThat(pipedrive.data("/v1/users")).hasSize(3);
        assertThat(pipedrive.data("/api/v1/users/me").path("company_id").asText())
                .isEqualTo(pipedrive.startLine("company_id"));
        assertThat(client.get("/v1/users/77").status()).isEqualTo(404);
        assertThat(pipedrive.data("/api/v2/stages?pipeline_id=2")).hasSize(2);
        assertThat(pipedrive.data("/api/v2/pipelines")).hasSize(2);
    }

    @Test
    void leadsHaveTheirOwnShapeAndPagesAndOnlyOneAddress() {
        int person = pipedrive.data(PERSONS).path(0).path("id").asInt();
        String campaign = pipedrive.key("dealFields", "Source campaign");
        VendorClient.Answer created = client.post("/v1/leads", "{'title':'Maybe','person_id':" + person
                + ",'value':{'amount':5,'currency':'EUR'},'" + campaign + "':52}");
        client.post("/v1/leads", "{'title':'Later','person_id':" + person + "}");
        String id = created.body().at("/data/id").asText();

        client.patch("/v1/leads/" + id, "{'title':'Surely'}");
        JsonNode page = client.get("/v1/leads?limit=1").body();

        assertThat(id).hasSize(36);
        assertThat(page.at("/data/0/title").asText()).isEqualTo("Surely");
        assertThat(page.at("/data/0/value/amount").asInt()).isEqualTo(5);
        assertThat(page.at("/data/0/" + campaign).asInt()).isEqualTo(52);
        assertThat(page.at("/additional_data/pagination/next_start").asInt()).isEqualTo(1);
        assertThat(pipedrive.data("/v1/leads?start=1").path(0).has(campaign)).isFalse();
        assertThat(client.post("/v1/leads", "{'title':'Nobody'}").status()).isEqualTo(400);
        assertThat(client.get("/api/v1/leads").status()).isEqualTo(404);
        assertThat(client.delete("/v1/leads/" + id).body().at("/data/id").asText()).isEqualTo(id);
        assertThat(client.get("/v1/leads/" + id).status()).isEqualTo(404);
    }
}
