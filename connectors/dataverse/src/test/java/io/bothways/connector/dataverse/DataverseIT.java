package io.bothways.connector.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordCount.Count;
import io.bothways.connector.read.RecordCount.Quality;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of Dataverse the conformance kit does not ask of every app. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class DataverseIT {
    private static final Set<String> FIELDS = Set.of("lastname", "jobtitle");

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial dataverse;
    private App app;

    @BeforeEach
    void open() {
        dataverse = new Trial(new DataverseSubject(), SimulatorOptions.defaults().withContacts(5), apps, vault);
        app = dataverse.warm();
    }

    @AfterEach
    void close() {
        dataverse.close();
    }

    @Test
    void aLinkOlderThanTheOrganisationKeepsIsAnExpiredCursor() {
        Cursor link = changes(startingAt(Instant.now())).next().orElseThrow();
        dataverse.pass(Duration.ofDays(8));

        assertThatThrownBy(() -> changes(link)).isInstanceOfSatisfying(ConnectorException.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED);
            assertThat(failed.failure().appMessage()).contains("full sync");
        });
        assertThat(changes(startingAt(Instant.now())).next()).as("a new reading heals it").isPresent();
    }

    @Test
    void whatIsDeletedAfterAListingBeganIsToldByTheReadThatFollowsIt() {
        Instant begun = Instant.now();
        Cursor catchUp = startingAt(begun);
        List<String> ids = list().records().stream().map(record -> record.id()).toList();
        dataverse.remove(new DataverseSubject().person(), ids.get(2));

        Page stamps = changes(catchUp);
        Page link = changes(stamps.next().orElseThrow());

        assertThat(stamps.more()).isTrue();
        assertThat(link.deleted()).contains(ids.get(2));
        assertThat(link.more()).isFalse();
    }

    @Test
    void aFieldThatTheLinkDoesNotCarryIsReadAnyway() {
        list();
        Cursor link = changes(startingAt(Instant.now().plusSeconds(60))).next().orElseThrow();
        String id = list().records().getFirst().id();
        dataverse.edit(new DataverseSubject().person(), id, "telephone1", "+49 30 1");

        Page page = app.call(connector ->
                        connector.need(ChangeSource.class).changes("contact", Set.of("telephone1", "lastname"), link))
                .value();

        assertThat(page.records()).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.fields().get("telephone1")).isEqualTo(FieldValue.text("+49 30 1"));
        });
    }

    @Test
    void aMergedRecordLeavesListingsAndLeadsToItsSurvivor() {
        List<String> ids = list().records().stream().map(record -> record.id()).toList();
        Cursor link = startingAt(Instant.now().plusSeconds(60));
        dataverse.control("POST", "merge", Map.of("type", "contacts", "winner", ids.get(0), "loser", ids.get(1)));

        Page page = changes(link);
        Found found = app.call(connector ->
                        connector.need(RecordReader.class).readByIds("contact", FIELDS, List.of(ids.get(1))))
                .value();

        assertThat(page.deleted()).containsExactly(ids.get(1));
        assertThat(found.moved()).containsEntry(ids.get(1), ids.get(0));
        assertThat(list().records()).hasSize(4);
    }

    @Test
    void oneRequestOfABatchThatIsHeldBackDoesNotHoldBackTheOthers() {
        dataverse.control("PUT", "part-faults", Map.of("faults", List.of(
                Map.of("status", 429, "code", "0x80072322", "message", "limit", "times", 1),
                Map.of("status", 500, "code", "0x80040216", "message", "oops", "times", 1, "after_effect", true))));

        List<Answer> answers = create(record("one", "m1"), record("two", "m2"), record("three", "m3"));

        assertThat(answers.get(0)).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED));
        assertThat(answers.get(1)).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN));
        assertThat(answers.get(2)).isInstanceOf(Answer.Done.class);
        List<Answer> again = create(record("one", "m1"), record("two", "m2"));
        assertThat(again).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Done.class));
        assertThat(list().records()).as("nobody twice").hasSize(8);
    }

    @Test
    void aReferenceToNothingIsAWrongValueAndNoMissingRecord() {
        FieldValue nowhere = FieldValue.of(new Value.Reference("account", UUID.randomUUID().toString()));
        String id = list().records().getFirst().id();

        Answer made = create(new NewRecord(
                        Map.of("lastname", FieldValue.text("Lee"), "parentcustomerid", nowhere), "m1"))
                .getFirst();
        Answer changed = app.call(connector -> connector.need(RecordWriter.class)
                        .update("contact", List.of(new RecordUpdate(id, Map.of("parentcustomerid", nowhere)))))
                .value()
                .getFirst();

        for (Answer answer : List.of(made, changed)) {
            assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                    assertThat(failed.failure().code()).isEqualTo(FailureCodes.INVALID_VALUE));
        }
    }

    @Test
    void aKeyThatCannotStandInAnAddressIsRefusedBeforeItIsSent() {
        dataverse.countAnew();

        var refused = app.call(connector -> connector.need(RecordUpsert.class)
                        .upsert("contact", "new_bothwayskey", List.of(new NewRecord(
                                Map.of("new_bothwayskey", FieldValue.text("a/b")), ""))))
                .value()
                .getFirst();

        assertThat(refused.answer()).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.failure().field()).isEqualTo("new_bothwayskey"));
        assertThat(dataverse.calls()).isZero();
    }

    @Test
    void everyCredentialThatIsUsedIsOneThatCanBeGiven() {
        Set<String> offered = new HashSet<>();
        app.descriptor().credentials().forEach(offered::addAll);

        assertThat(offered).containsAll(
                new DataverseSubject().renewable(dataverse.startLine()).orElseThrow().keySet());
    }

    @Test
    void anAuthorityThatIsLessProtectedThanTheAccountGetsNoSecret() {
        Map<String, String> credentials =
                new HashMap<>(new DataverseSubject().credentials(dataverse.startLine()));
        for (String authority : List.of("ftp://127.0.0.1/", "not an address", "https:no-host")) {
            credentials.put("authority", authority);

            assertThatThrownBy(() -> dataverse.app(Map.copyOf(credentials)).call(connector -> connector.identify()))
                    .as(authority)
                    .isInstanceOfSatisfying(ConnectorException.class, failed ->
                            assertThat(failed.failure().code()).isEqualTo(FailureCodes.CREDENTIALS_REFUSED));
        }
    }

    @Test
    void countsAreExactUntilDataverseStopsCounting() {
        assertThat(count()).isEqualTo(new Count(5, Quality.EXACT));
        try (Trial crowded = new Trial(
                new DataverseSubject(), SimulatorOptions.defaults().withContacts(5_100), apps, vault)) {
            Count many = crowded.app().call(connector -> connector.need(RecordCount.class).count("contact")).value();
            assertThat(many.quality()).isIn(Quality.ESTIMATE, Quality.CAPPED);
            assertThat(many.records()).isBetween(5_000L, 5_100L);
        }
    }

    @Test
    void theStandardTablesAndTheOrganisationsOwnAreOfferedWithKeysOptionsAndReferences() {
        List<ObjectSchema> schemas =
                app.call(connector -> connector.need(SchemaReader.class).describe()).value();

        assertThat(schemas).extracting(ObjectSchema::type)
                .containsExactlyInAnyOrder("contact", "account", "lead", "opportunity", "new_subscription");
        ObjectSchema contact = schemas.stream().filter(each -> each.type().equals("contact")).findFirst().orElseThrow();
        assertThat(contact.kind()).isEqualTo("contact");
        assertThat(field(contact, "parentcustomerid").referenceTo()).containsExactlyInAnyOrder("account", "contact");
        assertThat(field(contact, "new_bothwayskey").unique()).isTrue();
        assertThat(field(contact, "new_customertier").options()).containsEntry("100000000", "gold");
        assertThat(field(contact, "emailaddress1").meaning()).contains("email");
        assertThat(field(contact, "ownerid").referenceTo()).contains("systemuser");
    }

    private static FieldSchema field(ObjectSchema schema, String name) {
        return schema.fields().stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    private static NewRecord record(String name, String marker) {
        return new NewRecord(Map.of("lastname", FieldValue.text(name)), marker);
    }

    private List<Answer> create(NewRecord... records) {
        return app.call(connector -> connector.need(RecordWriter.class).create("contact", List.of(records))).value();
    }

    private Count count() {
        return app.call(connector -> connector.need(RecordCount.class).count("contact")).value();
    }

    private Page list() {
        return app.call(connector -> connector.need(RecordListing.class).list("contact", FIELDS, Optional.empty()))
                .value();
    }

    private Cursor startingAt(Instant since) {
        return app.connector().need(ChangeSource.class).startingAt("contact", since);
    }

    private Page changes(Cursor from) {
        return app.call(connector -> connector.need(ChangeSource.class).changes("contact", FIELDS, from)).value();
    }
}
