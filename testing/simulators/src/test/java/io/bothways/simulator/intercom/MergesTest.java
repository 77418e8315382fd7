package io.bothways.simulator.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergesTest {
    private static final String ALL = "{'query':{'field':'created_at','operator':'>','value':0}}";
    private final Simulator simulator = Simulator.start(new IntercomApp(), SimulatorOptions.defaults()
            .withSearchLag(60_000));
    private final IntercomClient client = IntercomClient.of(simulator);
    private final IntercomClient newest = client.version("2.16");

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theUserTakesOverWhatItLacksAndTheLeadLeavesListAndSearchAtOnce() {
        String lead = client.contact("{'role':'lead','name':'Lead','phone':'+44 20 7946 0001'}");
        String user = client.contact("{'email':'ada@example.com','name':'Ada'}");
        client.post("/contacts/" + lead + "/companies", "{'id':'" + client.company("c1") + "'}");
        client.post("/_simulator/clock/advance", "{'ms':60000}");
        assertThat(client.post("/contacts/search", ALL).body().path("total_count").asInt()).isEqualTo(2);

        JsonNode merged = merge(client, lead, user, "").body();

        assertThat(merged.path("id").asText()).isEqualTo(user);
        assertThat(merged.path("name").asText()).isEqualTo("Ada");
        assertThat(merged.path("phone").asText()).isEqualTo("+44 20 7946 0001");
        assertThat(merged.at("/companies/total_count").asInt()).isEqualTo(1);
        assertThat(client.get("/contacts").body().path("total_count").asInt()).isEqualTo(1);
        assertThat(client.post("/contacts/search", ALL).body().path("total_count").asInt()).isEqualTo(1);
    }

    @Test
    void theOldIdIsNotFoundUntil215AndLeadsToTheSurvivorSince216() {
        String lead = client.contact("{'role':'lead'}");
        String user = client.contact("{'email':'ada@example.com'}");
        merge(client, lead, user, "");

        VendorClient.Answer old = client.version("2.15").get("/contacts/" + lead);
        VendorClient.Answer moved = newest.get("/contacts/" + lead);

        assertThat(old.status()).isEqualTo(404);
        assertThat(moved.status()).isEqualTo(410);
        assertThat(IntercomClient.code(moved)).isEqualTo("contact_merged");
        assertThat(moved.header("Link")).isEqualTo("</contacts/" + user + ">; rel=\"canonical\"");
        assertThat(client.put("/contacts/" + lead, "{'name':'x'}").status()).isEqualTo(404);
    }

    @Test
    void thereIsNoWayToTheSurvivorBeyondThreeMerges() {
        String[] ids = new String[5];
        for (int number = 0; number < ids.length; number++) {
            ids[number] = client.contact("{'email':'ada" + number + "@example.com','phone':'+44 20 7946 0001'}");
        }
        for (int number = 0; number + 1 < ids.length; number++) {
            assertThat(merge(newest, ids[number], ids[number + 1], "").status()).isEqualTo(200);
        }

        assertThat(newest.get("/contacts/" + ids[0]).status()).isEqualTo(404);
        assertThat(newest.get("/contacts/" + ids[1]).header("Link")).contains(ids[4]);
    }

    @Test
    void whatMayBeMergedDependsOnTheVersion() {
        String lead = client.contact("{'role':'lead','email':'lead@example.com'}");
        String user = client.contact("{'email':'ada@example.com'}");
        String other = client.contact("{'email':'bob@example.com'}");

        assertThat(IntercomClient.code(merge(client, user, other, ""))).isEqualTo("invalid_merge");
        assertThat(IntercomClient.code(merge(client, user, lead, ""))).isEqualTo("invalid_merge");
        assertThat(IntercomClient.code(merge(newest, lead, user, ""))).isEqualTo("invalid_merge");
        assertThat(merge(client, "nobody", user, "").status()).isEqualTo(404);
        assertThat(merge(newest, lead, user, ",'skip_duplicate_validation':true").status()).isEqualTo(200);
    }

    private static VendorClient.Answer merge(IntercomClient client, String from, String into, String more) {
        return client.post("/contacts/merge", "{'from':'" + from + "','into':'" + into + "'" + more + "}");
    }
}
