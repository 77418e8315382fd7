package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String SEARCH = CONTACTS + "/search";

    @Test
    void noResultBeyondTheTenThousandthIsGivenThoughTheTotalCountsThem() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(10_050))) {
            VendorClient client = VendorClient.of(simulator);

            JsonNode last = client.post(SEARCH, "{'limit':200,'after':'9800'}").body();

            assertThat(last.path("total").asInt()).isEqualTo(10_050);
            assertThat(last.path("results")).hasSize(200);
            assertThat(last.at("/paging/next/after").asText()).isEqualTo("10000");
            assertThat(client.post(SEARCH, "{'limit':200,'after':'10000'}").status()).isEqualTo(400);
            assertThat(client.post(SEARCH, "{'limit':201}").status()).isEqualTo(400);
        }
    }

    @Test
    void theWindowRestartsBehindTheLastIdOfAFullQuery() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withContacts(30))) {
            VendorClient client = VendorClient.of(simulator);
            String sorted = "'sorts':[{'propertyName':'hs_object_id','direction':'ASCENDING'}],'limit':20";
            JsonNode first = client.post(SEARCH, "{" + sorted + "}").body().path("results");

            JsonNode rest = client.post(SEARCH, "{" + sorted + ",'filterGroups':[{'filters':[{'propertyName':"
                    + "'hs_object_id','operator':'GT','value':'" + first.path(19).path("id").asText() + "'}]}]}")
                    .body();

            assertThat(rest.path("total").asInt()).isEqualTo(10);
            assertThat(rest.path("results")).hasSize(10);
        }
    }

    @Test
    void aWriteIsFoundOnlyOnceTheIndexHasCaughtUp() {
        try (Simulator simulator = start(SimulatorOptions.defaults().withSearchLag(20_000))) {
            VendorClient client = VendorClient.of(simulator);
            String id = client.post(CONTACTS, "{'properties':{'city':'Rome'}}").body().path("id").asText();

            assertThat(found(client, "city", "EQ", "'value':'Rome'")).isEmpty();
            assertThat(client.get(CONTACTS + "/" + id).status()).isEqualTo(200);
            client.advance(Duration.ofSeconds(20));
            assertThat(found(client, "city", "EQ", "'value':'Rome'")).containsExactly(id);

            client.patch(CONTACTS + "/" + id, "{'properties':{'city':'Oslo'}}");
            client.advance(Duration.ofSeconds(19));
            assertThat(found(client, "city", "EQ", "'value':'Rome'")).as("the old value is still indexed")
                    .containsExactly(id);
            client.advance(Duration.ofSeconds(1));
            assertThat(found(client, "city", "EQ", "'value':'Oslo'")).containsExactly(id);

            client.delete(CONTACTS + "/" + id);
            client.advance(Duration.ofSeconds(20));
            assertThat(found(client, "city", "EQ", "'value':'Oslo'")).isEmpty();
        }
    }

    @Test
    void operatorsCompareAsTheTypeOfThePropertyWants() {
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            VendorClient client = VendorClient.of(simulator);
            String nine = create(client, "{'health_score':'9','city':'Rome','renewal_date':'2026-03-01'}");
            String ten = create(client, "{'health_score':'10','city':'Oslo','renewal_date':'2026-04-01'}");
            String none = create(client, "{'city':'New York'}");

            assertThat(found(client, "health_score", "GT", "'value':'9'")).containsExactly(ten);
            assertThat(found(client, "health_score", "GTE", "'value':'9.0'")).containsExactly(nine, ten);
            assertThat(found(client, "health_score", "LT", "'value':'10'")).containsExactly(nine);
            assertThat(found(client, "health_score", "LTE", "'value':'10'")).containsExactly(nine, ten);
            assertThat(found(client, "health_score", "NEQ", "'value':'9'")).containsExactly(ten, none);
            assertThat(found(client, "health_score", "HAS_PROPERTY", "'value':''")).containsExactly(nine, ten);
            assertThat(found(client, "health_score", "NOT_HAS_PROPERTY", "'value':''")).containsExactly(none);
            assertThat(found(client, "health_score", "BETWEEN", "'value':'9','highValue':'9.5'")).containsExactly(nine);
            assertThat(found(client, "city", "IN", "'values':['rome','oslo']")).containsExactly(nine, ten);
            assertThat(found(client, "city", "NOT_IN", "'values':['rome','oslo']")).containsExactly(none);
            assertThat(found(client, "city", "CONTAINS_TOKEN", "'value':'york'")).containsExactly(none);
            assertThat(found(client, "city", "CONTAINS_TOKEN", "'value':'yo*'")).containsExactly(none);
            assertThat(found(client, "city", "CONTAINS_TOKEN", "'value':'yo'")).isEmpty();
            assertThat(found(client, "renewal_date", "GT", "'value':'2026-03-15'")).containsExactly(ten);
            assertThat(found(client, "lastmodifieddate", "GTE", "'value':'0'")).containsExactly(nine, ten, none);
            assertThat(found(client, "hs_object_id", "IN", "'values':['" + ten + "']")).containsExactly(ten);
        }
    }

    @Test
    void theModifiedStampFindsChangesInTheirOrder() {
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            VendorClient client = VendorClient.of(simulator);
            String first = create(client, "{'city':'Rome'}");
            client.advance(Duration.ofSeconds(1));
            String second = create(client, "{'city':'Rome'}");
            client.advance(Duration.ofSeconds(1));
            String stamp = client.patch(CONTACTS + "/" + first, "{'properties':{'city':'Oslo'}}").body()
                    .path("updatedAt").asText();

            JsonNode all = client.post(SEARCH, "{'sorts':['lastmodifieddate']}").body().path("results");
            JsonNode newest = client.post(SEARCH, "{'sorts':[{'propertyName':'lastmodifieddate',"
                    + "'direction':'DESCENDING'}],'limit':1}").body().path("results");

            assertThat(all.path(0).path("id").asText()).isEqualTo(second);
            assertThat(newest.path(0).path("id").asText()).isEqualTo(first);
            assertThat(found(client, "lastmodifieddate", "GTE", "'value':'" + stamp + "'")).containsExactly(first);
        }
    }

    @Test
    void queriesThatCannotBeUnderstoodAreRefused() {
        try (Simulator simulator = start(SimulatorOptions.defaults())) {
            VendorClient client = VendorClient.of(simulator);
            String filter = "{'propertyName':'city','operator':'EQ','value':'x'}";
            String seven = String.join(",", Collections.nCopies(7, filter));
            String group = "{'filters':[" + filter + "]}";

            assertThat(client.post(SEARCH, "{'filterGroups':[{'filters':[" + seven + "]}]}").status()).isEqualTo(400);
            assertThat(client.post(SEARCH, "{'filterGroups':["
                    + String.join(",", Collections.nCopies(6, group)) + "]}").status()).isEqualTo(400);
            assertThat(client.post(SEARCH, "{'sorts':['city','phone']}").status()).isEqualTo(400);
            assertThat(client.post(SEARCH, "{'filterGroups':[" + group.replace("EQ", "LIKE") + "]}").status())
                    .isEqualTo(400);
            assertThat(client.post(SEARCH, "{'sorts':['nonsense']}").status()).isEqualTo(400);
        }
    }

    private static String create(VendorClient client, String properties) {
        return client.post(CONTACTS, "{'properties':" + properties + "}").body().path("id").asText();
    }

    private static List<String> found(VendorClient client, String property, String operator, String values) {
        VendorClient.Answer answer = client.post(SEARCH, "{'filterGroups':[{'filters':[{'propertyName':'" + property
                + "','operator':'" + operator + "'," + values + "}]}],'limit':100}");
        assertThat(answer.status()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.body().path("results").forEach(result -> ids.add(result.path("id").asText()));
        return ids;
    }

    private static Simulator start(SimulatorOptions options) {
        return Simulator.start(new HubSpotApp(), options);
    }
}
