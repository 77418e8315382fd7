package io.bothways.writer;

import static io.bothways.writer.SampleCommands.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.Lane;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person has made on this side what is to be made here, and nobody has been told yet. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(WriterIT.Timing.class)
class MadeMeanwhileIT {
    private static final String UPSERT = "Contact.collections_upsert";

    @Inject
    Scene scene;

    @BeforeEach
    void calm() {
        scene.hubspot.noFaults();
        scene.hubspot.resetCalls();
        scene.salesforce.resetCalls();
    }

    @AfterEach
    void noFaults() {
        scene.salesforce.noFaults();
    }

    @Test
    void namesTheRecordOfThatKeyAndMakesNoSecondOne() {
        // Given
        String email = email();
        String made = madeInSalesforce(email);
        WriteCommand create = inSalesforce(Lane.LIVE, email);

        // When
        scene.send(create);

        // Then
        assertThat(named(scene.outcome(create))).contains(made);
        assertThat(scene.salesforce.calls(UPSERT)).isZero();
    }

    @Test
    void makesNoThirdRecordOfAKeyThatTwoHold() {
        // Given
        String email = email();
        madeInSalesforce(email);
        madeInSalesforce(email);
        WriteCommand create = inSalesforce(Lane.LIVE, email);

        // When
        scene.send(create);

        // Then
        assertThat(named(scene.outcome(create))).isEmpty();
        assertThat(scene.salesforce.calls(UPSERT)).isZero();
    }

    @Test
    void makesTheRecordsOfTheSameCallThatNobodyHasMade() {
        // Given
        String email = email();
        String made = madeInSalesforce(email);
        WriteCommand there = inSalesforce(Lane.LIVE, email);
        WriteCommand absent = inSalesforce(Lane.LIVE, email());

        // When
        scene.send(there, absent);

        // Then
        assertThat(named(scene.outcome(there))).contains(made);
        assertThat(scene.outcome(absent)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void makesNothingUntilTheAppHasAnswered() {
        // Given
        String email = email();
        WriteCommand create = inSalesforce(Lane.LIVE, email);
        scene.salesforce.fault("query", 1, "status", 503, Map.of());

        // When
        scene.send(create);

        // Then
        assertThat(scene.outcome(create)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.query("SELECT attempts FROM writer.backlog WHERE command = ?", SampleCommands.id(create)))
                .isEqualTo("1");
        assertThat(scene.salesforce.calls(UPSERT)).isEqualTo(1);
    }

    @Test
    void makesTheRecordsOfAListingWithoutAsking() {
        // Given
        SampleCommands listed = scene.toHubSpot(Lane.BACKFILL);
        WriteCommand create = create(listed, Map.of("email", FieldValue.text(email())), "email");

        // When
        scene.send(create);

        // Then
        assertThat(scene.outcome(create)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.calls("contacts.batch_read")).isZero();
    }

    @Test
    void doesNotNameARecordThatOnlyASearchStillShowsWithThatKey() {
        // Given: a search index that lags behind for the whole test
        JsonNode holder = StreamSupport.stream(scene.hubspot.records("contacts").spliterator(), false)
                .filter(record -> !record.path("fields").path("phone").asText().isEmpty())
                .findFirst().orElseThrow();
        String id = holder.path("id").asText();
        FieldValue phone = FieldValue.text(holder.path("fields").path("phone").asText());
        WriteCommand before = create(
                scene.toHubSpot(Lane.LIVE), Map.of("email", FieldValue.text(email()), "phone", phone), "phone");
        WriteCommand after = create(
                scene.toHubSpot(Lane.LIVE), Map.of("email", FieldValue.text(email()), "phone", phone), "phone");
        scene.send(before);
        Optional<String> named = named(scene.outcome(before));

        // When
        scene.hubspot.edit("contacts", id, "phone", "+31 20 1234567");
        scene.send(after);

        // Then
        assertThat(named).contains(id);
        assertThat(scene.outcome(after)).isInstanceOf(Outcome.Applied.class);
        assertThat(scene.hubspot.calls("contacts.search")).isEqualTo(2);
    }

    private WriteCommand inSalesforce(Lane lane, String email) {
        return create(scene.toSalesforce(lane),
                Map.of("Email", FieldValue.text(email), "LastName", FieldValue.text("Hopper")), "Email");
    }

    private static WriteCommand create(SampleCommands to, Map<String, FieldValue> fields, String key) {
        return to.create(UUID.randomUUID().toString(), UUID.randomUUID().toString(), fields,
                Map.of(key, fields.getOrDefault(key, FieldValue.UNREAD)));
    }

    private String madeInSalesforce(String email) {
        return scene.salesforce.make("Contact", Map.of("LastName", "Hopper", "Email", email));
    }

    private static String email() {
        return "made-" + UUID.randomUUID() + "@example.com";
    }

    private static Optional<String> named(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.AlreadyExists.class);
        return ((Outcome.AlreadyExists) outcome).existing().map(RecordRef::id);
    }
}
