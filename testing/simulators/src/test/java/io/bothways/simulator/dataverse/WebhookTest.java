package io.bothways.simulator.dataverse;

import static io.bothways.simulator.dataverse.DataverseClient.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.simulator.WebhookReceiver;
import io.bothways.simulator.WebhookReceiver.Received;
import io.bothways.simulator.kit.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DataverseClient dataverse;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        dataverse = new DataverseClient(SimulatorOptions.defaults());
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        dataverse.close();
    }

    @Test
    void tellsWhatAPersonChangedAndShowsTheSharedKey() throws InterruptedException {
        String id = dataverse.created("contacts", "lastname", "Ash", "jobtitle", "Miller");
        listen();

        dataverse.control("PATCH", "records/contacts/" + id, "{\"fields\":{\"lastname\":\"Oak\"}}");

        Received received = receiver.next();
        assertThat(received.headers().getFirst("x-webhook-key"))
                .isEqualTo(dataverse.startLine.path("webhook_secret").asText());
        assertThat(received.headers().getFirst("x-ms-dynamics-entity-name")).isEqualTo("contact");
        assertThat(received.headers().getFirst("x-ms-dynamics-request-name")).isEqualTo("Update");
        JsonNode context = received.events();
        assertThat(context.path("MessageName").asText()).isEqualTo("Update");
        assertThat(context.path("PrimaryEntityId").asText()).isEqualTo(id);
        assertThat(context.path("PrimaryEntityName").asText()).isEqualTo("contact");
        assertThat(context.path("OrganizationId")).isEqualTo(dataverse.startLine.path("organization_id"));
        assertThat(context.path("Depth").asInt()).isOne();
        JsonNode attributes = context.path("InputParameters").get(0).path("value").path("Attributes");
        assertThat(attributes).extracting(attribute -> attribute.path("key").asText())
                .containsExactlyInAnyOrder("contactid", "lastname", "fullname", "modifiedon", "modifiedby");
        assertThat(attributes).anySatisfy(attribute -> {
            assertThat(attribute.path("key").asText()).isEqualTo("modifiedon");
            assertThat(attribute.path("value").asText()).matches("/Date\\(\\d+\\)/");
        });
    }

    @Test
    void tellsCreatesAndDeletes() throws InterruptedException {
        listen();
        String id = dataverse.created("leads", "subject", "Ash");
        assertThat(receiver.next().events().path("MessageName").asText()).isEqualTo("Create");

        dataverse.delete("leads(" + id + ")");

        JsonNode context = receiver.next().events();
        assertThat(context.path("MessageName").asText()).isEqualTo("Delete");
        assertThat(context.path("InputParameters").get(0).path("value").path("LogicalName").asText()).isEqualTo("lead");
    }

    @Test
    void sendsAgainOnceAndOnlyAfterAGatewayError() throws InterruptedException {
        listen();
        receiver.willAnswer(503, 1);
        dataverse.created("contacts", "lastname", "Ash");
        receiver.next();
        waitFor("failed_attempts", 1);
        dataverse.advance(3000);
        receiver.next();
        waitFor("delivered", 1);

        receiver.willAnswer(500, 1);
        dataverse.created("contacts", "lastname", "Elm");
        receiver.next();
        waitFor("given_up", 1);
        dataverse.advance(3_600_000);

        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void sendsToARegisteredEndpointWhatItsStepsAskFor() throws InterruptedException {
        ObjectNode endpoint = row("name", "Bothways", "url", receiver.url(), "authvalue",
                "<settings><setting name=\"x-own-key\" value=\"s3cret\" /></settings>");
        endpoint.put("contract", 8).put("authtype", 5);
        String endpointId = id(dataverse.post("serviceendpoints", endpoint).header("OData-EntityId"));
        String message = dataverse.get("sdkmessages?$select=name&$filter=name%20eq%20'Update'").body().path("value")
                .get(0).path("sdkmessageid").asText();
        String filter = dataverse.get("sdkmessagefilters?$filter=_sdkmessageid_value%20eq%20" + message
                + "%20and%20primaryobjecttypecode%20eq%20'contact'").body().path("value").get(0)
                .path("sdkmessagefilterid").asText();
        ObjectNode step = row("name", "Contacts", "filteringattributes", "lastname",
                "sdkmessageid@odata.bind", "sdkmessages(" + message + ")",
                "sdkmessagefilterid@odata.bind", "sdkmessagefilters(" + filter + ")",
                "eventhandler_serviceendpoint@odata.bind", "serviceendpoints(" + endpointId + ")");
        step.put("stage", 40).put("mode", 1).put("rank", 1).put("asyncautodelete", true);
        assertThat(dataverse.post("sdkmessageprocessingsteps", step).status()).isEqualTo(204);
        String id = dataverse.created("contacts", "lastname", "Ash");
        dataverse.patch("contacts(" + id + ")", row("jobtitle", "Miller"));

        dataverse.patch("contacts(" + id + ")", row("lastname", "Oak"));

        Received received = receiver.next();
        assertThat(received.headers().getFirst("x-own-key")).isEqualTo("s3cret");
        assertThat(received.headers().getFirst("x-ms-dynamics-request-name")).isEqualTo("Update");
        assertThat(received.body()).contains("\"Oak\"");
        assertThat(receiver.waiting()).isZero();
    }

    private void listen() {
        dataverse.control("PUT", "webhooks", "{\"url\":\"" + receiver.url() + "\",\"enabled\":true}");
    }

    private void waitFor(String counter, int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (dataverse.control("GET", "webhooks", "").path(counter).asInt() != number) {
            assertThat(System.nanoTime()).as(counter).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String id(String address) {
        return address.substring(address.indexOf('(') + 1, address.indexOf(')'));
    }
}
