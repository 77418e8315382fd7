package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSource.Push;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.tck.Trial;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SalesforceWritingIT {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial salesforce;
    private App app;

    @BeforeEach
    void open() throws Exception {
        salesforce = new Trial(new SalesforceSubject(), SimulatorOptions.defaults(), apps, vault);
        app = salesforce.app();
    }

    @AfterEach
    void close() {
        salesforce.close();
    }

    @Test
    void createsTheGoodOnesOfACollectionAndNamesTheBadOnesInOrder() throws Exception {
        List<NewRecord> batch = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            batch.add(contact("m" + i, Map.of("LastName", FieldValue.text("Person " + i))));
        }
        batch.set(20, contact("m20", Map.of("FirstName", FieldValue.text("No last name"))));
        batch.set(120, contact("m120", Map.of(
                "LastName", FieldValue.text("Wrong"), "Customer_Tier__c", FieldValue.of(new Value.Option("tin")))));
        app.call(connector -> connector.need(SchemaReader.class).describe());
        salesforce.countAnew();

        List<Answer> answers = create(batch);

        assertThat(salesforce.calls()).isEqualTo(1);
        assertThat(answers).hasSize(200);
        assertThat(failure(answers.get(20))).isEqualTo(FailureCodes.REQUIRED_FIELD_MISSING);
        assertThat(failure(answers.get(120))).isEqualTo(FailureCodes.INVALID_OPTION);
        for (int i : new int[] {0, 19, 21, 119, 121, 199}) {
            assertThat(name(((Answer.Done) answers.get(i)).id())).isEqualTo("Person " + i);
        }
    }

    @Test
    void makesNoSecondRecordWhenACreateIsRepeatedWithItsMarker() throws Exception {
        NewRecord record = contact("marker-1", Map.of("LastName", FieldValue.text("Once")));
        for (String kind : List.of("status_after", "reset_after")) {
            salesforce.control("PUT", "faults", Map.of("faults", List.of(Map.of(
                    "operation", "Contact.collections_upsert", "times", 1, "kind", kind, "status", 500))));
            assertThatThrownBy(() -> create(List.of(record)))
                    .isInstanceOfSatisfying(ConnectorException.class, failed -> assertThat(failed.kind())
                            .isEqualTo(FailureKind.OUTCOME_UNKNOWN));
        }

        String id = ((Answer.Done) create(List.of(record)).getFirst()).id();

        assertThat(salesforce.control("GET", "records/Contact", Map.of()).path("records")).hasSize(1);
        assertThat(app.call(connector -> connector.need(KeyLookup.class)
                                .findByKey("Contact", Set.of("LastName"), "Bothways_Key__c", List.of("marker-1")))
                        .value()
                        .records())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(id));
    }

    @Test
    void writesEveryTypeAndClears() throws Exception {
        String account = salesforce.control(
                        "POST", "records/Account", Map.of("fields", Map.of("Name", "Example")))
                .path("id")
                .asText();
        String id = person(Map.of("LastName", "A", "MailingCity", "Berlin", "Title", "CEO"));
        Map<String, FieldValue> fields = Map.of(
                "MailingCity", FieldValue.CLEARED,
                "Title", FieldValue.UNREAD,
                "Email", FieldValue.text("a@example.com"),
                "Health_Score__c", FieldValue.of(new Value.Decimal(new BigDecimal("12.50"))),
                "Renewal_Date__c", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))),
                "Customer_Tier__c", FieldValue.of(new Value.Option("silver")),
                "AccountId", FieldValue.of(new Value.Reference("Account", account)));

        assertThat(update(List.of(new RecordUpdate(id, fields)))).singleElement().isInstanceOf(Answer.Done.class);

        JsonNode held = salesforce.control("GET", "records/Contact/" + id, Map.of()).path("fields");
        assertThat(held.has("MailingCity")).isFalse();
        assertThat(held.path("Title").asText()).isEqualTo("CEO");
        assertThat(held.path("Health_Score__c").asDouble()).isEqualTo(12.5);
        assertThat(held.path("Renewal_Date__c").asText()).isEqualTo("2027-02-28");
        assertThat(held.path("Customer_Tier__c").asText()).isEqualTo("silver");
        assertThat(held.path("AccountId").asText()).isEqualTo(account);
        assertThat(update(List.of(new RecordUpdate(id, Map.of("AccountId", FieldValue.CLEARED)))))
                .singleElement()
                .isInstanceOf(Answer.Done.class);
        assertThat(salesforce.control("GET", "records/Contact/" + id, Map.of()).path("fields").has("AccountId")).isFalse();
    }

    @Test
    void saysWhichTargetIsGoneAndWhichIsLocked() throws Exception {
        String there = person(Map.of("LastName", "There"));
        String locked = person(Map.of("LastName", "Locked"));
        String gone = person(Map.of("LastName", "Gone"));
        salesforce.control("DELETE", "records/Contact/" + gone, Map.of());
        salesforce.control("PUT", "row-faults", Map.of("faults", List.of(Map.of("id", locked, "times", 1))));

        List<Answer> answers = update(List.of(title(gone), title(locked), title(there)));

        assertThat(answers.get(0)).isEqualTo(new Answer.Missing());
        assertThat(answers.get(1)).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.kind()).isEqualTo(FailureKind.RETRY));
        assertThat(answers.get(2)).isInstanceOf(Answer.Done.class);
        assertThat(app.call(connector -> connector.need(RecordDeletion.class).delete("Contact", List.of(there, gone)))
                        .value())
                .satisfiesExactly(
                        done -> assertThat(done).isInstanceOf(Answer.Done.class),
                        missing -> assertThat(missing).isEqualTo(new Answer.Missing()));
    }

    @Test
    void namesTheRecordThatADuplicateRuleFound() throws Exception {
        String existing = person(Map.of("LastName", "Twin", "Email", "twin@example.com"));
        salesforce.control("PUT", "duplicate-rule", Map.of("enabled", true));

        Answer answer = create(List.of(contact("m", Map.of(
                        "LastName", FieldValue.text("Twin"), "Email", FieldValue.text("twin@example.com")))))
                .getFirst();

        assertThat(answer).isInstanceOfSatisfying(Answer.Duplicate.class, duplicate -> {
            assertThat(duplicate.failure().code()).isEqualTo(FailureCodes.DUPLICATE_VALUE);
            assertThat(duplicate.existing()).contains(existing);
        });
    }

    @Test
    void renewsAClosedSessionOnce() throws Exception {
        app.call(connector -> connector.identify());
        salesforce.control("POST", "sessions/close", Map.of());
        salesforce.countAnew();

        assertThat(app.call(connector -> connector.identify()).value().id())
                .isEqualTo(salesforce.told("organization_id"));
        assertThat(salesforce.calls("oauth.token")).isEqualTo(1);
    }

    @Test
    void takesARefreshTokenAndSaysThatCredentialsAreRefused() {
        Map<String, String> refresh = Map.of(
                "client_id", salesforce.told("client_id"),
                "client_secret", salesforce.told("client_secret"),
                "refresh_token", salesforce.told("refresh_token"));
        assertThat(salesforce.app(refresh).call(connector -> connector.identify()).value().id())
                .isEqualTo(salesforce.told("organization_id"));

        App wrong = salesforce.app(Map.of("client_id", salesforce.told("client_id"), "client_secret", "wrong"));
        assertThatThrownBy(() -> wrong.call(connector -> connector.identify()))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.REAUTHORIZE));
    }

    @Test
    void takesAndAcknowledgesTheMessagesThatTheAppSends() throws Exception {
        BlockingQueue<Push> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        receiver.createContext("/hook", exchange -> {
            Push push = new Push(
                    exchange.getRequestMethod(), address, Map.of(), exchange.getRequestBody().readAllBytes(), "",
                    salesforce.told("organization_id"), Instant.now());
            Verdict verdict = app.connector().need(WebhookSource.class).receive(push);
            if (verdict instanceof Verdict.Genuine genuine) {
                byte[] acknowledgement = genuine.acknowledgement().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", genuine.contentType());
                exchange.sendResponseHeaders(200, acknowledgement.length);
                exchange.getResponseBody().write(acknowledgement);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
            exchange.close();
            received.add(push);
        });
        receiver.start();
        try {
            salesforce.control("PUT", "webhooks", Map.of("url", address.toString(), "enabled", true));
            String id = person(Map.of("LastName", "Pushed & told"));

            Push push = received.poll(10, TimeUnit.SECONDS);
            assertThat(push).isNotNull();
            assertThat(app.connector().need(WebhookSource.class).receive(push))
                    .isInstanceOfSatisfying(Verdict.Genuine.class, genuine ->
                            assertThat(genuine.sightings()).anySatisfy(seen -> assertThat(seen.id()).isEqualTo(id)));
            for (int i = 0; i < 100 && delivered() == 0; i++) {
                received.poll(50, TimeUnit.MILLISECONDS);
            }
            assertThat(delivered()).isPositive();
        } finally {
            receiver.stop(0);
        }
    }

    private long delivered() throws Exception {
        return salesforce.control("GET", "webhooks", Map.of()).path("delivered").asLong();
    }

    private List<Answer> create(List<NewRecord> records) {
        return app.call(connector -> connector.need(RecordWriter.class).create("Contact", records)).value();
    }

    private List<Answer> update(List<RecordUpdate> updates) {
        return app.call(connector -> connector.need(RecordWriter.class).update("Contact", updates)).value();
    }

    private static NewRecord contact(String marker, Map<String, FieldValue> fields) {
        return new NewRecord(new HashMap<>(fields), marker);
    }

    private static RecordUpdate title(String id) {
        return new RecordUpdate(id, Map.of("Title", FieldValue.text("Boss")));
    }

    private static String failure(Answer answer) {
        return ((Answer.Failed) answer).failure().code();
    }

    private String person(Map<String, String> fields) throws Exception {
        return salesforce.control("POST", "records/Contact", Map.of("fields", fields)).path("id").asText();
    }

    private String name(String id) throws Exception {
        return salesforce.control("GET", "records/Contact/" + id, Map.of()).path("fields").path("LastName").asText();
    }
}
