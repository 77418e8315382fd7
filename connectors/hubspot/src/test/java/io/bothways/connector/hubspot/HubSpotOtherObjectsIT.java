package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordCount.Count;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRelations.Relation;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.tck.Trial;
import io.bothways.tck.VendorError;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deals, tickets and custom objects pass through everything that contacts and companies do. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HubSpotOtherObjectsIT {
    private static final String CUSTOM = "2-1001";

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial hubspot;
    private App app;

    @BeforeEach
    void open() {
        hubspot = new Trial(new HubSpotSubject(), SimulatorOptions.defaults(), apps, vault);
        app = hubspot.warm();
    }

    @AfterEach
    void close() {
        hubspot.close();
    }

    @Test
    void describesDealsTicketsAndCustomObjectsWithOwnersAsOptions() {
        List<ObjectSchema> types = describe();

        assertThat(types).extracting(ObjectSchema::type)
                .containsExactly("contacts", "companies", "deals", "tickets", CUSTOM);
        assertThat(type(types, CUSTOM).label()).isEqualTo("Subscriptions");
        assertThat(field(type(types, CUSTOM), "subscription_name").required()).isTrue();
        assertThat(field(type(types, CUSTOM), "seats").type()).isEqualTo(ValueType.DECIMAL);
        assertThat(field(type(types, "deals"), "hubspot_owner_id").options())
                .containsEntry("402", "ben@vendor.example")
                .hasSize(3);
        for (String company : List.of("deals/hs_primary_associated_company", "tickets/hs_primary_company_id")) {
            FieldSchema reference = field(type(types, company.split("/")[0]), company.split("/")[1]);
            assertThat(reference.type()).isEqualTo(ValueType.REFERENCE);
            assertThat(reference.referenceTo()).containsExactly("companies");
            assertThat(reference.updatable()).isTrue();
        }
    }

    @Test
    void leavesOutWhatTheAppWasNotGrantedAndInsistsOnContacts() {
        VendorError refused = VendorError.of(403, """
                {"status":"error","message":"This app hasn't been granted all required scopes.",
                 "category":"MISSING_SCOPES"}""", FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "scopes");
        hubspot.fault("owners.list", Trial.Fault.of(refused));
        assertThat(field(type(describe(), "deals"), "hubspot_owner_id").options()).isEmpty();

        hubspot.fault("schemas.list", Trial.Fault.of(refused));
        assertThat(describe()).extracting(ObjectSchema::type).containsExactly(
                "contacts", "companies", "deals", "tickets");

        hubspot.fault("deals.properties", Trial.Fault.of(refused));
        assertThat(describe()).extracting(ObjectSchema::type).containsExactly(
                "contacts", "companies", "tickets", CUSTOM);
    }

    @Test
    void writesAndReadsADealWithItsCompanyAndOwner() {
        String acme = company("acme.example.com");
        String other = company("other.example.com");
        Map<String, FieldValue> fields = Map.of(
                "dealname", FieldValue.text("Big one"),
                "dealstage", FieldValue.of(new Value.Option("qualifiedtobuy")),
                "amount", FieldValue.of(new Value.Decimal(new BigDecimal("1250.5"))),
                "closedate", FieldValue.of(new Value.Timestamp(Instant.parse("2027-03-31T00:00:00Z"))),
                "hubspot_owner_id", FieldValue.of(new Value.Option("401")),
                "hs_primary_associated_company", to(acme));

        String id = made("deals", fields);
        assertThat(read("deals", fields.keySet(), id).fields()).isEqualTo(fields);

        Map<String, FieldValue> edits =
                Map.of("hs_primary_associated_company", to(other), "hubspot_owner_id", FieldValue.CLEARED);
        assertThat(update("deals", id, edits)).isInstanceOfSatisfying(Answer.Done.class, done ->
                assertThat(done.told().orElseThrow().fields()).isEqualTo(edits));
        assertThat(read("deals", edits.keySet(), id).fields()).isEqualTo(edits);
        assertThat(update("deals", id, Map.of("hs_primary_associated_company", FieldValue.CLEARED)))
                .isInstanceOf(Answer.Done.class);
        assertThat(read("deals", edits.keySet(), id).fields().get("hs_primary_associated_company"))
                .isEqualTo(FieldValue.CLEARED);
    }

    @Test
    void relatesATicketToItsCompanyAndTakesAwayEveryRelationThatIsNamed() {
        String acme = company("acme.example.com");
        String other = company("other.example.com");
        String id = made("tickets", Map.of(
                "subject", FieldValue.text("Help"),
                "hs_pipeline_stage", FieldValue.of(new Value.Option("2"))));
        String field = "hs_primary_company_id";

        relate(field, List.of(relation(id, other)));
        relate(field, List.of(relation(id, acme)));
        assertThat(read("tickets", Set.of(field), id).fields()).containsEntry(field, to(acme));

        List<Answer> answers = app.call(connector -> connector.need(RecordRelations.class)
                        .unrelate("tickets", field, List.of(relation(id, acme), relation(id, other))))
                .value();
        assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Done.class));
        assertThat(read("tickets", Set.of(field), id).fields()).containsEntry(field, FieldValue.CLEARED);
        assertThat(associatedCompanies("tickets", id)).isZero();
    }

    @Test
    void aTicketWithoutAStageIsRefusedByTheNameOfTheField() {
        Answer refused = create("tickets", Map.of("subject", FieldValue.text("Help")));

        assertThat(refused).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(failed.failure().code()).isEqualTo(FailureCodes.REQUIRED_FIELD_MISSING);
            assertThat(failed.failure().field()).isEqualTo("hs_pipeline_stage");
        });
    }

    @Test
    void aCustomObjectIsListedPolledCountedWrittenAndDeletedByItsTypeId() {
        Map<String, FieldValue> fields = Map.of(
                "subscription_name", FieldValue.text("Gold"),
                "seats", FieldValue.of(new Value.Decimal(new BigDecimal("3"))),
                "starts_on", FieldValue.of(new Value.Date(LocalDate.of(2027, 1, 1))),
                "plan", FieldValue.of(new Value.Option("pro")));
        String id = made(CUSTOM, fields);

        assertThat(list(fields.keySet())).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.fields()).isEqualTo(fields);
        });
        Cursor start = app.connector().need(ChangeSource.class).startingAt(CUSTOM, Instant.now().minusSeconds(60));
        assertThat(app.call(connector -> connector.need(ChangeSource.class).changes(CUSTOM, fields.keySet(), start))
                        .value()
                        .records())
                .singleElement()
                .extracting(SourceRecord::fields)
                .isEqualTo(fields);
        assertThat(app.call(connector -> connector.need(RecordCount.class).count(CUSTOM)).value())
                .isEqualTo(new Count(1, RecordCount.Quality.ESTIMATE));
        assertThat(update(CUSTOM, id, Map.of("seats", FieldValue.CLEARED))).isInstanceOf(Answer.Done.class);
        assertThat(read(CUSTOM, Set.of("seats"), id).fields()).containsEntry("seats", FieldValue.CLEARED);

        assertThat(app.call(connector -> connector.need(RecordDeletion.class).delete(CUSTOM, List.of(id))).value())
                .singleElement()
                .isInstanceOf(Answer.Done.class);
        assertThat(list(fields.keySet())).isEmpty();
    }

    private List<ObjectSchema> describe() {
        return app.call(connector -> connector.need(SchemaReader.class).describe()).value();
    }

    private static ObjectSchema type(List<ObjectSchema> types, String name) {
        return types.stream().filter(type -> type.type().equals(name)).findFirst().orElseThrow();
    }

    private static FieldSchema field(ObjectSchema type, String name) {
        return type.fields().stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    private String company(String domain) {
        return hubspot.person(new HubSpotSubject().company().orElseThrow(), Map.of("domain", domain));
    }

    private static FieldValue to(String company) {
        return FieldValue.of(new Value.Reference("companies", company));
    }

    private static Relation relation(String id, String company) {
        return new Relation(id, new Value.Reference("companies", company));
    }

    private void relate(String field, List<Relation> relations) {
        assertThat(app.call(connector -> connector.need(RecordRelations.class).relate("tickets", field, relations))
                        .value())
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Done.class));
    }

    private int associatedCompanies(String type, String id) {
        return hubspot.vendor(
                        "GET",
                        "/crm/v4/objects/" + type + "/" + id + "/associations/companies",
                        Map.of("Authorization", "Bearer " + hubspot.told("access_token")),
                        Map.of())
                .path("results")
                .size();
    }

    private Answer create(String type, Map<String, FieldValue> fields) {
        return app.call(connector ->
                        connector.need(RecordWriter.class).create(type, List.of(new NewRecord(fields, "marker"))))
                .value()
                .getFirst();
    }

    private String made(String type, Map<String, FieldValue> fields) {
        Answer made = create(type, fields);
        assertThat(made).isInstanceOfSatisfying(Answer.Done.class, done ->
                assertThat(done.told().orElseThrow().fields()).isEqualTo(fields));
        return ((Answer.Done) made).id();
    }

    private Answer update(String type, String id, Map<String, FieldValue> fields) {
        return app.call(connector ->
                        connector.need(RecordWriter.class).update(type, List.of(new RecordUpdate(id, fields))))
                .value()
                .getFirst();
    }

    private SourceRecord read(String type, Set<String> fields, String id) {
        return app.call(connector -> connector.need(RecordReader.class).readByIds(type, fields, Set.of(id)))
                .value()
                .records()
                .getFirst();
    }

    private List<SourceRecord> list(Set<String> fields) {
        Page page = app.call(connector ->
                        connector.need(RecordListing.class).list(CUSTOM, fields, Optional.empty()))
                .value();
        assertThat(page.next()).isEmpty();
        return page.records();
    }
}
