package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.SchemaReader;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HubSpotWritingIT {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial hubspot;
    private App app;

    @BeforeEach
    void open() throws Exception {
        hubspot = new Trial(new HubSpotSubject(), SimulatorOptions.defaults(), apps, vault);
        app = hubspot.app();
    }

    @AfterEach
    void close() {
        hubspot.close();
    }

    @Test
    void createsTheGoodOnesOfABatchAndNamesTheBadOnes() throws Exception {
        String existing = person(Map.of("email", "taken@example.com"));
        List<NewRecord> batch = new ArrayList<>();
        for (int i = 0; i < 97; i++) {
            batch.add(contact("p" + i + "@example.com", Map.of()));
        }
        batch.add(30, contact("Taken@example.com", Map.of()));
        batch.add(60, contact("bad@example.com", Map.of("customer_tier", FieldValue.of(new Value.Option("tin")))));
        batch.add(99, contact("p5@example.com", Map.of()));
        app.call(connector -> connector.need(SchemaReader.class).describe());
        hubspot.countAnew();

        List<Answer> answers = create(batch);

        assertThat(hubspot.calls()).isEqualTo(1);
        assertThat(answers).hasSize(100);
        assertThat(answers.get(30)).isInstanceOfSatisfying(Answer.Duplicate.class, duplicate ->
                assertThat(duplicate.existing()).contains(existing));
        assertThat(answers.get(60)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(failed.failure().code()).isEqualTo(FailureCodes.INVALID_OPTION);
            assertThat(failed.failure().field()).isEqualTo("customer_tier");
        });
        assertThat(answers.get(99)).isInstanceOf(Answer.Duplicate.class);
        for (int i = 0; i < 99; i++) {
            if (answers.get(i) instanceof Answer.Done done) {
                assertThat(done.told().orElseThrow().fields()).isEqualTo(batch.get(i).fields());
                assertThat(done.told().orElseThrow().version()).isPositive();
            }
        }
        assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(97);
    }

    @Test
    void writesEveryTypeAndTellsExactlyWhatWasSent() throws Exception {
        String id = person(Map.of("email", "a@example.com", "city", "Berlin", "phone", "1"));
        Map<String, FieldValue> fields = Map.of(
                "email", FieldValue.text(" A.New@Example.com "),
                "city", FieldValue.CLEARED,
                "health_score", FieldValue.of(new Value.Decimal(new BigDecimal("12.50"))),
                "renewal_date", FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))),
                "customer_tier", FieldValue.of(new Value.Option("silver")),
                "jobtitle", FieldValue.UNREAD);

        List<Answer> answers = update(List.of(new RecordUpdate(id, fields)));

        assertThat(answers).singleElement().isInstanceOfSatisfying(Answer.Done.class, done -> {
            assertThat(done.id()).isEqualTo(id);
            assertThat(done.told().orElseThrow().fields())
                    .containsOnlyKeys("email", "city", "health_score", "renewal_date", "customer_tier")
                    .containsEntry("email", FieldValue.text("a.new@example.com"))
                    .containsEntry("city", FieldValue.CLEARED)
                    .containsEntry("renewal_date", fields.get("renewal_date"))
                    .containsEntry("customer_tier", fields.get("customer_tier"));
        });
        JsonNode held = hubspot.control("GET", "records/contacts/" + id, Map.of()).path("fields");
        assertThat(held.has("city")).isFalse();
        assertThat(held.path("phone").asText()).isEqualTo("1");
        assertThat(held.path("health_score").asText()).isEqualTo("12.5");
    }

    @Test
    void saysWhichTargetIsGoneAndUpdatesTheOthers() throws Exception {
        String one = person(Map.of("email", "one@example.com"));
        String gone = person(Map.of("email", "gone@example.com"));
        hubspot.control("DELETE", "records/contacts/" + gone, Map.of());

        List<Answer> answers = update(List.of(
                new RecordUpdate(gone, Map.of("city", FieldValue.text("Rome"))),
                new RecordUpdate(one, Map.of("city", FieldValue.text("Rome")))));

        assertThat(answers.get(0)).isEqualTo(new Answer.Missing());
        assertThat(answers.get(1)).isInstanceOf(Answer.Done.class);
        assertThat(update(List.of(new RecordUpdate(gone, Map.of("city", FieldValue.text("Rome"))))))
                .containsExactly(new Answer.Missing());
        assertThat(hubspot.control("GET", "records/contacts/" + one, Map.of()).path("fields").path("city").asText())
                .isEqualTo("Rome");
    }

    @Test
    void setsMovesAndRemovesTheCompanyOfAContact() throws Exception {
        String first = company("first.example.com");
        String second = company("second.example.com");
        List<Answer> created = create(List.of(
                contact("a@example.com", Map.of("associatedcompanyid", reference(first))),
                contact("b@example.com", Map.of())));

        Answer.Done withCompany = (Answer.Done) created.getFirst();
        String id = withCompany.id();
        assertThat(withCompany.told().orElseThrow().fields()).containsEntry("associatedcompanyid", reference(first));
        assertThat(employer(id)).isEqualTo(first);

        hubspot.countAnew();
        List<Answer> moved = update(List.of(new RecordUpdate(
                id, Map.of("associatedcompanyid", reference(second), "city", FieldValue.text("Rome")))));
        assertThat(((Answer.Done) moved.getFirst()).told().orElseThrow().fields())
                .isEqualTo(Map.of("associatedcompanyid", reference(second), "city", FieldValue.text("Rome")));
        assertThat(employer(id)).isEqualTo(second);
        assertThat(hubspot.calls()).isEqualTo(3);

        List<Answer> removed = update(List.of(new RecordUpdate(id, Map.of("associatedcompanyid", FieldValue.CLEARED))));
        assertThat(((Answer.Done) removed.getFirst()).told().orElseThrow().fields())
                .isEqualTo(Map.of("associatedcompanyid", FieldValue.CLEARED));
        assertThat(employer(id)).isEmpty();
    }

    @Test
    void namesTheContactWhoseCompanyIsGone() throws Exception {
        String there = company("there.example.com");
        String a = person(Map.of("email", "a@example.com"));
        String b = person(Map.of("email", "b@example.com"));

        List<Answer> answers = update(List.of(
                new RecordUpdate(a, Map.of("associatedcompanyid", reference("999999"))),
                new RecordUpdate(b, Map.of("associatedcompanyid", reference(there)))));

        assertThat(answers.get(0)).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.failure().code()).isEqualTo(FailureCodes.NOT_FOUND));
        assertThat(answers.get(1)).isInstanceOf(Answer.Done.class);
        assertThat(employer(b)).isEqualTo(there);
    }

    @Test
    void archivesABatch() throws Exception {
        String id = person(Map.of("email", "a@example.com"));

        assertThat(app.call(connector -> connector.need(RecordDeletion.class).delete("contacts", List.of(id)))
                        .value())
                .singleElement()
                .isInstanceOf(Answer.Done.class);
        assertThat(hubspot.control("GET", "records/contacts/" + id, Map.of()).path("deleted").asBoolean()).isTrue();
    }

    @Test
    void neverTakesALostAnswerForNothingDone() throws Exception {
        for (String kind : List.of("status_after", "reset_after")) {
            hubspot.control("PUT", "faults", Map.of("faults", List.of(Map.of(
                    "operation", "contacts.batch_create", "times", 1, "kind", kind, "status", 500))));
            assertThatThrownBy(() -> create(List.of(contact(kind + "@example.com", Map.of()))))
                    .as(kind)
                    .isInstanceOfSatisfying(ConnectorException.class, failed -> assertThat(failed.kind())
                            .isEqualTo(FailureKind.OUTCOME_UNKNOWN));
            assertThat(app.call(connector -> connector.need(KeyLookup.class)
                                    .findByKey("contacts", java.util.Set.of("email"), "email",
                                            List.of(kind + "@example.com")))
                            .value()
                            .records())
                    .hasSize(1);
        }
    }

    private List<Answer> create(List<NewRecord> records) {
        return app.call(connector -> connector.need(RecordWriter.class).create("contacts", records)).value();
    }

    private List<Answer> update(List<RecordUpdate> updates) {
        return app.call(connector -> connector.need(RecordWriter.class).update("contacts", updates)).value();
    }

    private static NewRecord contact(String email, Map<String, FieldValue> more) {
        Map<String, FieldValue> fields = new java.util.HashMap<>(more);
        fields.put("email", FieldValue.text(email));
        return new NewRecord(fields, "marker-" + email);
    }

    private static FieldValue reference(String company) {
        return FieldValue.of(new Value.Reference("companies", company));
    }

    private String person(Map<String, String> fields) throws Exception {
        return hubspot.control("POST", "records/contacts", Map.of("fields", fields)).path("id").asText();
    }

    private String company(String domain) throws Exception {
        return hubspot.control("POST", "records/companies", Map.of("fields", Map.of("domain", domain)))
                .path("id")
                .asText();
    }

    private String employer(String contact) throws Exception {
        return hubspot.control("GET", "records/contacts/" + contact, Map.of())
                .path("associations")
                .path("company")
                .asText("");
    }
}
