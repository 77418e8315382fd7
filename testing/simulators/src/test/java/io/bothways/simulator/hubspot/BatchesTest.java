package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.VendorClient;
import io.bothways.simulator.kit.Simulator;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final String BATCH = "/crm/v3/objects/contacts/batch/";
    private final Simulator simulator = Simulator.start(new HubSpotApp(), SimulatorOptions.defaults());
    private final VendorClient client = VendorClient.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void withoutTraceIdsOneBadInputFailsTheWholeBatch() {
        String ann = create("ann@example.com");

        VendorClient.Answer answer = client.post(BATCH + "create", "{'inputs':["
                + "{'properties':{'email':'bob@example.com'}},{'properties':{'email':'ann@example.com'}}]}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("message").asText()).endsWith("Existing ID: " + ann);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void withTraceIdsEachInputHasItsOwnOutcome() {
        create("ann@example.com");

        VendorClient.Answer answer = client.post(BATCH + "create", "{'inputs':["
                + "{'objectWriteTraceId':'a','properties':{'email':'bob@example.com'}},"
                + "{'objectWriteTraceId':'b','properties':{'email':'ann@example.com'}},"
                + "{'objectWriteTraceId':'c','properties':{'email':'not an e-mail'}},"
                + "{'objectWriteTraceId':'d','properties':{'email':'bob@example.com'}}]}");

        JsonNode body = answer.body();
        assertThat(answer.status()).isEqualTo(207);
        assertThat(body.path("results")).hasSize(1);
        assertThat(body.at("/results/0/objectWriteTraceId").asText()).isEqualTo("a");
        assertThat(body.path("numErrors").asInt()).isEqualTo(3);
        assertThat(body.at("/errors/0/context/objectWriteTraceId/0").asText()).isEqualTo("b");
        assertThat(body.at("/errors/0/category").asText()).isEqualTo("CONFLICT");
        assertThat(body.at("/errors/1/category").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(body.at("/errors/2/context/objectWriteTraceId/0").asText()).isEqualTo("d");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void traceIdsThatAreNotUniqueGiveNoPartialSuccess() {
        VendorClient.Answer answer = client.post(BATCH + "create", "{'inputs':["
                + "{'objectWriteTraceId':'a','properties':{'email':'bob@example.com'}},"
                + "{'objectWriteTraceId':'a','properties':{'email':'not an e-mail'}}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(count()).isZero();
    }

    @Test
    void anUpdateTellsTheValuesThatTheRecordNowHolds() {
        String ann = create("ann@example.com");

        JsonNode result = client.post(BATCH + "update", "{'inputs':[{'id':'" + ann
                + "','properties':{'health_score':'7.50','email':' ANNE@example.com','city':''}}]}").body()
                .at("/results/0");

        assertThat(result.at("/properties/health_score").asText()).isEqualTo("7.5");
        assertThat(result.at("/properties/email").asText()).isEqualTo("anne@example.com");
        assertThat(result.at("/properties/city").isNull()).isTrue();
        assertThat(result.at("/properties/lastmodifieddate").asText()).isEqualTo(result.path("updatedAt").asText());
    }

    @Test
    void anUpdateOfAMissingRecordIsOneErrorAmongResults() {
        String ann = create("ann@example.com");

        VendorClient.Answer answer = client.post(BATCH + "update", "{'inputs':["
                + "{'objectWriteTraceId':'a','id':'1','properties':{'city':'Rome'}},"
                + "{'objectWriteTraceId':'b','id':'" + ann + "','properties':{'city':'Rome'}}]}");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(answer.body().at("/errors/0/context/ids/0").asText()).isEqualTo("1");
        assertThat(answer.body().at("/results/0/id").asText()).isEqualTo(ann);
    }

    @Test
    void theSameIdTwiceInAnUpdateIsRefused() {
        String ann = create("ann@example.com");
        String input = "{'id':'" + ann + "','properties':{'city':'Rome'}}";

        assertThat(client.post(BATCH + "update", "{'inputs':[" + input + "," + input + "]}").status()).isEqualTo(400);
    }

    @Test
    void aReadOfMissingRecordsIsPartial() {
        String ann = create("ann@example.com");

        VendorClient.Answer answer = client.post(BATCH + "read",
                "{'properties':['email'],'inputs':[{'id':'" + ann + "'},{'id':'1'},{'id':'2'}]}");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().path("results")).hasSize(1);
        assertThat(answer.body().at("/errors/0/context/ids")).hasSize(2);
        assertThat(client.post(BATCH + "read", "{'inputs':[{'id':'" + ann + "'}]}").status()).isEqualTo(200);
        assertThat(client.post(BATCH + "read", "{'idProperty':'email','inputs':[{'id':'Ann@example.com'}]}").body()
                .at("/results/0/id").asText()).isEqualTo(ann);
    }

    @Test
    void anUpsertByEmailSaysWhatIsNew() {
        String ann = create("ann@example.com");

        JsonNode results = client.post(BATCH + "upsert", "{'inputs':["
                + "{'idProperty':'email','id':'ann@example.com','properties':{'city':'Rome'}},"
                + "{'idProperty':'email','id':'bob@example.com','properties':{'city':'Oslo'}}]}").body()
                .path("results");

        assertThat(results).hasSize(2);
        results.forEach(result ->
                assertThat(result.path("new").asBoolean()).isEqualTo(!result.path("id").asText().equals(ann)));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void anArchiveTakesRecordsThatAreThereAndIgnoresOthers() {
        String ann = create("ann@example.com");

        assertThat(client.post(BATCH + "archive", "{'inputs':[{'id':'" + ann + "'},{'id':'1'}]}").status())
                .isEqualTo(204);
        assertThat(client.get("/crm/v3/objects/contacts/" + ann).status()).isEqualTo(404);
    }

    @Test
    void aBatchHoldsAtMostAHundredInputs() {
        String inputs = IntStream.rangeClosed(0, 100).mapToObj(nth -> "{'properties':{'city':'Rome'}}")
                .collect(Collectors.joining(","));

        assertThat(client.post(BATCH + "create", "{'inputs':[" + inputs + "]}").status()).isEqualTo(400);
        assertThat(client.post(BATCH + "create", "{'inputs':[]}").status()).isEqualTo(400);
        assertThat(count()).isZero();
    }

    @Test
    void theOrderOfResultsIsNotThatOfTheInputs() {
        JsonNode results = client.post(BATCH + "create", "{'inputs':["
                + "{'objectWriteTraceId':'a','properties':{'city':'Rome'}},"
                + "{'objectWriteTraceId':'b','properties':{'city':'Oslo'}}]}").body().path("results");

        assertThat(results.path(0).path("objectWriteTraceId").asText()).isEqualTo("b");
        assertThat(results.path(0).at("/properties/city").asText()).isEqualTo("Oslo");
    }

    private String create(String email) {
        return client.post("/crm/v3/objects/contacts", "{'properties':{'email':'" + email + "'}}").body().path("id")
                .asText();
    }

    private int count() {
        return client.get("/_simulator/records/contacts").body().path("records").size();
    }
}
