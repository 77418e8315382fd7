package io.bothways.connector.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSubscriptions;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
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
import io.bothways.tck.TurnedClock;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class PipedriveIT {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial pipedrive;
    private App app;

    @BeforeEach
    void open() {
        pipedrive = new Trial(
                new PipedriveSubject(), SimulatorOptions.defaults().withContacts(1_100).withCompanies(3), apps, vault);
        app = pipedrive.app();
    }

    @AfterEach
    void close() {
        pipedrive.close();
    }

    @Test
    void identifiesTheCompanyByApiTokenAndByRefreshTokenWhichIsStoredAnew() {
        App oauth = pipedrive.app(Map.of(
                "client_id", pipedrive.told("client_id"),
                "client_secret", pipedrive.told("client_secret"),
                "refresh_token", pipedrive.told("refresh_token")));

        assertThat(app.call(connector -> connector.identify()).value().id()).isEqualTo(pipedrive.told("company_id"));
        assertThat(oauth.call(connector -> connector.identify()).value().zone()).isEqualTo("Europe/Tallinn");
        assertThat(oauth.call(connector -> connector.identify()).value().id()).isEqualTo(pipedrive.told("company_id"));
        assertThat(pipedrive.calls("oauth.token")).isEqualTo(1);
    }

    @Test
    void refusesAWrongTokenAsAReasonToReconnect() {
        App wrong = pipedrive.app(Map.of("api_token", "0123456789"));

        assertThatThrownBy(() -> wrong.call(connector -> connector.identify()))
                .isInstanceOfSatisfying(ConnectorException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(FailureKind.REAUTHORIZE);
                    assertThat(refused.failure().appMessage()).isEqualTo("unauthorized access");
                });
    }

    @Test
    void describesFieldsWithTheirOptionsReferencesAndMeanings() {
        List<ObjectSchema> types = app.call(connector -> connector.need(SchemaReader.class).describe()).value();

        assertThat(types).extracting(ObjectSchema::type)
                .containsExactly("persons", "organizations", "deals", "leads");
        assertThat(field(types, "persons", "emails").meaning()).contains("email");
        assertThat(field(types, "persons", "org_id").referenceTo()).containsExactly("organizations");
        assertThat(field(types, "persons", "owner_id").options()).containsValue("Paul Page");
        assertThat(field(types, "persons", "update_time").updatable()).isFalse();
        assertThat(field(types, "deals", "stage_id").options()).containsEntry("3", "Negotiation");
        assertThat(field(types, "deals", "status").options()).containsKeys("open", "won", "lost");
        assertThat(labelled(types, "persons", "Customer tier").options()).containsEntry("11", "gold");
    }

    @Test
    void listsEveryPersonOnceAnIdleReadCostsOneCallAndReadsByIdsInOne() {
        List<SourceRecord> all = listed("persons", Set.of("name", "emails"));
        assertThat(all).hasSize(1_100).extracting(SourceRecord::id).doesNotHaveDuplicates();
        pipedrive.pass(Duration.ofMinutes(1));
        Cursor rested = changes("persons", app.connector().need(ChangeSource.class)
                .startingAt("persons", TurnedClock.now())).cursor();
        pipedrive.countAnew();

        assertThat(changes("persons", rested).records()).isEmpty();
        assertThat(pipedrive.calls()).isEqualTo(1);

        List<String> ids = new ArrayList<>(all.subList(0, 98).stream().map(SourceRecord::id).toList());
        ids.add("999999");
        ids.add("no id");
        Found found = app.call(connector -> connector.need(RecordReader.class)
                .readByIds("persons", Set.of("name"), ids)).value();
        assertThat(pipedrive.calls()).isEqualTo(2);
        assertThat(found.records()).hasSize(98);
        assertThat(found.missing()).containsExactlyInAnyOrder("999999", "no id");
    }

    @Test
    void readsAnEditOfTheSecondAtWhichTheLastReadEnded() {
        String id = listed("persons", Set.of()).getFirst().id();
        Cursor cursor = app.connector().need(ChangeSource.class).startingAt("persons", TurnedClock.now());
        pipedrive.control("PATCH", "records/persons/" + id, Map.of("fields", Map.of("name", "First Edit")));
        Changes first = changes("persons", cursor);
        pipedrive.control("PATCH", "records/persons/" + id, Map.of("fields", Map.of("name", "Second Edit")));

        Changes second = changes("persons", first.cursor());

        assertThat(first.records()).extracting(SourceRecord::id).contains(id);
        assertThat(second.records()).filteredOn(record -> record.id().equals(id)).singleElement().satisfies(record ->
                assertThat(record.fields().get("name")).isEqualTo(FieldValue.text("Second Edit")));
    }

    @Test
    void findsArchivedDealsAndToldDeletionsWhichTheListLeavesOut() {
        Cursor cursor = app.connector().need(ChangeSource.class).startingAt("deals", TurnedClock.now());
        String archived = id(create("deals", Map.of("title", FieldValue.text("Kept"))));
        String deleted = id(create("deals", Map.of("title", FieldValue.text("Dropped"))));
        pipedrive.control("PATCH", "records/deals/" + archived, Map.of("fields", Map.of("is_archived", true)));
        app.call(connector -> connector.need(RecordDeletion.class).delete("deals", List.of(deleted)));

        Changes changes = changes("deals", cursor);

        assertThat(changes.records()).extracting(SourceRecord::id).containsExactly(archived);
        assertThat(changes.deleted()).containsExactly(deleted);
        assertThat(listed("deals", Set.of("title"))).extracting(SourceRecord::id).containsExactly(archived);
        Found found = app.call(connector -> connector.need(RecordReader.class)
                .readByIds("deals", Set.of("title"), List.of(archived, deleted))).value();
        assertThat(found.records()).extracting(SourceRecord::id).containsExactly(archived);
        assertThat(found.missing()).containsExactly(deleted);
    }

    @Test
    void writesEveryTypeTellsWhatIsHeldAndClears() {
        List<ObjectSchema> types = app.call(connector -> connector.need(SchemaReader.class).describe()).value();
        String tier = labelled(types, "persons", "Customer tier").name();
        String score = labelled(types, "persons", "Health score").name();
        String renewal = labelled(types, "persons", "Renewal date").name();
        String topics = labelled(types, "persons", "Topics").name();
        Map<String, FieldValue> sent = Map.of(
                "first_name", FieldValue.text("Ann"),
                "last_name", FieldValue.text("Bee"),
                "emails", FieldValue.text("ann@example.com"),
                "phones", FieldValue.text("+1 212 555 0100"),
                tier, FieldValue.of(new Value.Option("12")),
                score, FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))),
                renewal, FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))),
                topics, FieldValue.of(new Value.OptionSet(new TreeSet<>(Set.of("21", "23")))),
                "org_id", FieldValue.of(new Value.Reference("organizations", "1")),
                "owner_id", FieldValue.of(new Value.Option("2")));

        Answer.Done done = (Answer.Done) create("persons", sent);
        assertThat(done.told().orElseThrow().fields()).isEqualTo(sent);
        assertThat(done.told().orElseThrow().version()).isPositive();

        for (String cleared : List.of("emails", "phones", tier, score, renewal, topics, "org_id")) {
            Answer.Done without = (Answer.Done) update("persons", done.id(), Map.of(cleared, FieldValue.CLEARED));
            assertThat(without.told().orElseThrow().fields()).containsEntry(cleared, FieldValue.CLEARED);
        }
    }

    @Test
    void aLeadsAmountComesInTheCompanysCurrencyAndKeepsTheLeadsOwn() {
        String person = listed("persons", Set.of()).getFirst().id();
        Answer.Done lead = (Answer.Done) create("leads", Map.of(
                "title", FieldValue.text("New"),
                "value", amount("10"),
                "person_id", FieldValue.of(new Value.Reference("persons", person))));
        update("leads", lead.id(), Map.of("value.currency", FieldValue.text("USD")));

        Answer.Done updated = (Answer.Done) update("leads", lead.id(), Map.of("value", amount("20")));

        SourceRecord held = app.call(connector -> connector.need(RecordReader.class)
                .readByIds("leads", Set.of("value", "value.currency"), List.of(updated.id()))).value()
                .records().getFirst();
        assertThat(held.fields()).containsEntry("value", amount("20"))
                .containsEntry("value.currency", FieldValue.text("USD"));
        assertThat(listed("leads", Set.of("title"))).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithAnInputAndWhichRecordIsGone() {
        assertThat(create("persons", Map.of())).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCodes.REQUIRED_FIELD_MISSING);
            assertThat(failed.failure().appMessage()).isEqualTo("Validation failed: name: Required");
        });
        for (String field : List.of("name", "emails")) {
            assertThat(update("persons", "999999", Map.of(field, FieldValue.text("x@example.com"))))
                    .isEqualTo(new Answer.Missing());
        }
        assertThat(app.call(connector -> connector.need(RecordDeletion.class)
                        .delete("persons", List.of("999999"))).value())
                .containsExactly(new Answer.Missing());
    }

    @Test
    void aLostAnswerIsFoundAgainByTheEmailOnceTheIndexHasIt() {
        pipedrive.fault("persons.create", Trial.Fault.after("status_after"));
        app.call(connector -> connector.need(SchemaReader.class).describe());
        assertThatThrownBy(() -> create("persons", Map.of(
                        "name", FieldValue.text("Lost"), "emails", FieldValue.text("lost@example.com"))))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN));

        Found found = app.call(connector -> connector.need(KeyLookup.class)
                .findByKey("persons", Set.of("name"), "emails", List.of("LOST@example.com"))).value();

        assertThat(found.records()).singleElement().satisfies(record ->
                assertThat(record.fields().get("name")).isEqualTo(FieldValue.text("Lost")));
        assertThat(found.reliable()).isFalse();
    }

    @Test
    void subscribesOncePerTypeAndAnewWithAnotherSecret() {
        URI address = URI.create("https://hooks.example/in/1");
        subscribe(address, "one", Set.of("persons", "deals"));
        pipedrive.countAnew();

        subscribe(address, "one", Set.of("persons", "deals"));
        assertThat(pipedrive.calls()).as("nothing to change").isEqualTo(1);
        subscribe(address, "one", Set.of("persons"));
        assertThat(pipedrive.calls("webhooks.delete")).isEqualTo(1);
        subscribe(address, "two", Set.of("persons"));
        assertThat(pipedrive.calls("webhooks.create")).isEqualTo(1);
        app.call(connector -> {
            connector.need(WebhookSubscriptions.class).unsubscribe(address);
            return address;
        });
        assertThat(pipedrive.calls("webhooks.delete")).isEqualTo(3);
    }

    private record Changes(List<SourceRecord> records, List<String> deleted, Cursor cursor) {}

    private Changes changes(String type, Cursor from) {
        List<SourceRecord> records = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Cursor cursor = from;
        Page page;
        do {
            Cursor at = cursor;
            page = app.call(connector -> connector.need(ChangeSource.class).changes(type, Set.of("name"), at)).value();
            records.addAll(page.records());
            deleted.addAll(page.deleted());
            cursor = page.next().orElseThrow();
        } while (page.more());
        return new Changes(records, deleted, cursor);
    }

    private List<SourceRecord> listed(String type, Set<String> fields) {
        List<SourceRecord> records = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Optional<Cursor> at = cursor;
            Page page = app.call(connector -> connector.need(RecordListing.class).list(type, fields, at)).value();
            records.addAll(page.records());
            cursor = page.next();
        } while (cursor.isPresent());
        return records;
    }

    private Answer create(String type, Map<String, FieldValue> fields) {
        return app.call(connector -> connector.need(RecordWriter.class)
                .create(type, List.of(new NewRecord(fields, "")))).value().getFirst();
    }

    private Answer update(String type, String id, Map<String, FieldValue> fields) {
        return app.call(connector -> connector.need(RecordWriter.class)
                .update(type, List.of(new RecordUpdate(id, fields)))).value().getFirst();
    }

    private void subscribe(URI address, String secret, Set<String> types) {
        assertThat(app.call(connector -> connector.need(WebhookSubscriptions.class)
                .subscribe(address, secret, types)).value().types()).isEqualTo(types);
    }

    private static String id(Answer answer) {
        return ((Answer.Done) answer).id();
    }

    private static FieldValue amount(String number) {
        return FieldValue.of(new Value.Decimal(new BigDecimal(number)));
    }

    private static FieldSchema field(List<ObjectSchema> types, String type, String name) {
        return types.stream().filter(each -> each.type().equals(type)).flatMap(each -> each.fields().stream())
                .filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    private static FieldSchema labelled(List<ObjectSchema> types, String type, String label) {
        return types.stream().filter(each -> each.type().equals(type)).flatMap(each -> each.fields().stream())
                .filter(field -> field.label().equals(label)).findFirst().orElseThrow();
    }
}
