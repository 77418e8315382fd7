package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Connector.Identity;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.tck.Trial;
import io.bothways.tck.TurnedClock;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HubSpotReadingIT {
    private static final Set<String> FIELDS = Set.of(
            "email", "phone", "customer_tier", "health_score", "renewal_date", "associatedcompanyid", "jobtitle");

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    @Test
    void listsEveryRecordOnceInPagesOfAHundred() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(350).withCompanies(20))) {
            App app = hubspot.app();
            app.call(connector -> connector.need(SchemaReader.class).describe());
            hubspot.countAnew();

            List<SourceRecord> all = new ArrayList<>();
            Optional<Cursor> next = Optional.empty();
            do {
                Optional<Cursor> from = next;
                Page page = app.call(connector -> connector.need(RecordListing.class).list("contacts", FIELDS, from))
                        .value();
                all.addAll(page.records());
                next = page.next();
            } while (next.isPresent());

            assertThat(all).hasSize(350);
            assertThat(all.stream().map(SourceRecord::id).distinct()).hasSize(350);
            assertThat(hubspot.calls()).isEqualTo(4);
            assertThat(all).allSatisfy(record -> {
                assertThat(record.fields()).containsOnlyKeys(FIELDS);
                assertThat(record.version()).isPositive();
                assertThat(record.fields().get("associatedcompanyid"))
                        .isInstanceOfSatisfying(FieldValue.Present.class, company -> assertThat(company.value())
                                .isInstanceOf(Value.Reference.class));
            });
        }
    }

    @Test
    void readsTypedValues() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults())) {
            String id = create(hubspot, Map.of(
                            "email", "a@example.com",
                            "phone", "+49 30 123",
                            "customer_tier", "gold",
                            "health_score", "12.50",
                            "renewal_date", "2027-02-28"));

            Found found = hubspot.app()
                    .call(connector -> connector.need(RecordReader.class).readByIds("contacts", FIELDS, List.of(id)))
                    .value();

            assertThat(found.records()).singleElement().satisfies(record -> {
                assertThat(record.fields().get("email")).isEqualTo(FieldValue.text("a@example.com"));
                assertThat(record.fields().get("customer_tier"))
                        .isEqualTo(FieldValue.of(new Value.Option("gold")));
                assertThat(record.fields().get("health_score"))
                        .isEqualTo(FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))));
                assertThat(record.fields().get("renewal_date"))
                        .isEqualTo(FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))));
                assertThat(record.fields().get("jobtitle")).isEqualTo(FieldValue.CLEARED);
            });
        }
    }

    @Test
    void leavesOutAFieldThatTheAccountDoesNotHave() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(1))) {
            Page page = hubspot.app()
                    .call(connector ->
                            connector.need(RecordListing.class)
                                    .list("contacts", Set.of("email", "gone_field"), Optional.empty()))
                    .value();

            assertThat(page.records().getFirst().fields()).containsOnlyKeys("email");
        }
    }

    @Test
    void readsRecordsWithMorePropertiesThanAnAddressHolds() {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(150))) {
            Set<String> fields = new HashSet<>(FIELDS);
            StringBuilder properties = new StringBuilder();
            for (String name : FIELDS) {
                properties.append(property(name)).append(',');
            }
            for (int number = 0; number < 500; number++) {
                String name = "a_property_that_some_import_made_number_" + number;
                fields.add(name);
                properties.append(property(name)).append(',');
            }
            properties.setLength(properties.length() - 1);
            hubspot.fault("contacts.properties", new Trial.Fault(
                    "status", 200, Map.of("Content-Type", "application/json"), "{\"results\":[" + properties + "]}"));
            App app = hubspot.app();

            List<SourceRecord> all = new ArrayList<>();
            Optional<Cursor> next = Optional.empty();
            do {
                Optional<Cursor> from = next;
                Page page = app.call(connector -> connector.need(RecordListing.class).list("contacts", fields, from))
                        .value();
                all.addAll(page.records());
                next = page.next();
            } while (next.isPresent());
            Set<String> polled = new HashSet<>();
            app.call(connector -> connector.need(ChangeSource.class)
                            .changes("contacts", fields, startingAt(app, Instant.now().minus(Duration.ofDays(3_000)))))
                    .value()
                    .records()
                    .forEach(record -> polled.add(record.id()));
            Found found = app.call(connector -> connector.need(RecordReader.class)
                            .readByIds("contacts", fields, List.of(all.getFirst().id())))
                    .value();

            assertThat(all).extracting(SourceRecord::id).hasSize(150).doesNotHaveDuplicates();
            assertThat(all).allSatisfy(record -> {
                assertThat(record.fields()).containsOnlyKeys(fields);
                assertThat(record.fields().get("email")).isInstanceOf(FieldValue.Present.class);
            });
            assertThat(hubspot.calls("contacts.list")).as("pages of ids").isEqualTo(2);
            assertThat(hubspot.calls("contacts.batch_read")).as("two pages and a reading").isEqualTo(3);
            assertThat(polled).hasSize(150);
            assertThat(found.records()).singleElement().isEqualTo(all.getFirst());
        }
    }

    private static String property(String name) {
        return "{\"name\":\"" + name + "\",\"label\":\"" + name + "\",\"type\":\"string\",\"fieldType\":\"text\"}";
    }

    @Test
    void readsMoreEqualStampsThanASearchCanReturnAndThenRests() throws Exception {
        Clock stopped = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(12_000).withClock(stopped))) {
            hubspot.simulator().call(() -> {
                var store = hubspot.simulator().store();
                store.records(store.type("contacts")).values().forEach(contact -> store.touch(contact, Editor.PERSON));
                return store;
            });
            App app = hubspot.app();
            app.call(connector -> connector.need(SchemaReader.class).describe());
            hubspot.countAnew();

            Set<String> seen = new HashSet<>();
            Cursor rest = poll(app, startingAt(app, stopped.instant().minusSeconds(5)), page ->
                    page.records().forEach(record -> seen.add(record.id())));

            assertThat(seen).hasSize(12_000);
            // A page by stamp, sixty by id, one behind the stamp.
            assertThat(hubspot.calls("contacts.search")).isLessThanOrEqualTo(62);

            // Once the stamps have rested for the index's lag, an idle poll is one call without records.
            TurnedClock.turn(Duration.ofMinutes(1));
            rest = poll(app, rest, page -> {});
            hubspot.countAnew();
            poll(app, rest, page -> assertThat(page.records()).isEmpty());
            assertThat(hubspot.calls()).isEqualTo(1);
        }
    }

    @Test
    void skipsNothingWhenRecordsAreEditedBetweenTwoPages() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(650))) {
            App app = hubspot.app();
            Set<String> seen = new HashSet<>();
            poll(app, startingAt(app, Instant.now().minus(Duration.ofDays(3_000))), page -> {
                page.records().forEach(record -> seen.add(record.id()));
                for (SourceRecord moved : page.records().subList(0, Math.min(5, page.records().size()))) {
                    if (seen.size() < 600) {
                        edit(hubspot, moved.id(), "jobtitle", "moved to the end");
                    }
                }
            });

            assertThat(seen).hasSize(650);
        }
    }

    @Test
    void findsRecordsThatTheIndexShowsLate() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(3).withSearchLag(20_000))) {
            App app = hubspot.app();
            Cursor cursor = poll(app, startingAt(app, hubspot.simulator().clock().instant()), page -> {});
            String first = create(hubspot, Map.of("email", "first@example.com"));
            hubspot.pass(Duration.ofSeconds(21));
            String late = create(hubspot, Map.of("email", "late@example.com"));
            Set<String> seen = new HashSet<>();
            Consumer<Page> remember = page -> page.records().forEach(record -> seen.add(record.id()));
            cursor = poll(app, cursor, remember);
            assertThat(seen).containsExactly(first);

            hubspot.pass(Duration.ofSeconds(21));
            cursor = poll(app, cursor, remember);
            assertThat(seen).containsExactlyInAnyOrder(first, late);

            hubspot.pass(Duration.ofSeconds(60));
            cursor = poll(app, cursor, remember);
            seen.clear();
            poll(app, cursor, remember);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void saysWhichIdsAreMissingAndWhereMergedOnesLiveOn() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults().withContacts(4))) {
            App app = hubspot.app();
            List<String> ids = app.call(connector ->
                            connector.need(RecordListing.class).list("contacts", FIELDS, Optional.empty()))
                    .value()
                    .records()
                    .stream()
                    .map(SourceRecord::id)
                    .toList();
            String survivor =
                    new HubSpotSubject().combine(hubspot, ids.get(0), ids.get(1)).orElseThrow();
            hubspot.control("DELETE", "records/contacts/" + ids.get(2), Map.of());

            Found found = app.call(connector -> connector.need(RecordReader.class)
                            .readByIds("contacts", FIELDS, List.of(ids.get(1), ids.get(2), ids.get(3), "987654321")))
                    .value();

            assertThat(found.records()).extracting(SourceRecord::id).containsExactly(ids.get(3));
            assertThat(found.missing()).containsExactlyInAnyOrder(ids.get(2), "987654321");
            assertThat(found.moved()).containsExactly(Map.entry(ids.get(1), survivor));
            assertThat(found.reliable()).isTrue();
        }
    }

    @Test
    void findsContactsByEmailReliablyAndCompaniesByDomainNot() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults())) {
            String contact = create(hubspot, Map.of("email", "ada@example.com"));
            String company = hubspot.control(
                            "POST", "records/companies", Map.of("fields", Map.of("domain", "example.com")))
                    .path("id")
                    .asText();
            App app = hubspot.app();

            Found byEmail = app.call(connector -> connector.need(KeyLookup.class)
                            .findByKey("contacts", FIELDS, "email", List.of(" Ada@Example.com ", "no@example.com")))
                    .value();
            Found byDomain = app.call(connector -> connector.need(KeyLookup.class)
                            .findByKey("companies", Set.of("domain"), "domain", List.of("Example.com")))
                    .value();

            assertThat(byEmail.records()).extracting(SourceRecord::id).containsExactly(contact);
            assertThat(byEmail.reliable()).isTrue();
            assertThat(byDomain.records()).extracting(SourceRecord::id).containsExactly(company);
            assertThat(byDomain.reliable()).isFalse();
        }
    }

    @Test
    void describesTypesFieldsAndOptions() throws Exception {
        try (Trial hubspot = fake(SimulatorOptions.defaults())) {
            App app = hubspot.app();
            Identity identity = app.call(connector -> connector.identify()).value();
            List<ObjectSchema> types =
                    app.call(connector -> connector.need(SchemaReader.class).describe()).value();

            assertThat(identity.id()).isEqualTo(hubspot.told("portal_id"));
            assertThat(types).extracting(ObjectSchema::kind)
                .containsExactly("contact", "company", "deal", "ticket", "2-1001");
            assertThat(field(types.getFirst(), "email")).satisfies(email -> {
                assertThat(email.type()).isEqualTo(ValueType.EMAIL);
                assertThat(email.meaning()).contains("email");
                assertThat(email.unique()).isTrue();
            });
            assertThat(field(types.getFirst(), "associatedcompanyid")).satisfies(company -> {
                assertThat(company.type()).isEqualTo(ValueType.REFERENCE);
                assertThat(company.updatable()).isTrue();
                assertThat(company.referenceTo()).containsExactly("companies");
            });
            assertThat(field(types.getFirst(), "lastmodifieddate").updatable()).isFalse();
            assertThat(field(types.getFirst(), "renewal_date").type()).isEqualTo(ValueType.DATE);
            assertThat(field(types.getFirst(), "customer_tier").options()).containsOnlyKeys("gold", "silver", "bronze");
            assertThat(field(types.get(1), "industry").meaning()).contains("industry");
        }
    }

    private static FieldSchema field(ObjectSchema type, String name) {
        return type.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Trial fake(SimulatorOptions options) {
        return new Trial(new HubSpotSubject(), options, apps, vault);
    }

    private static String create(Trial hubspot, Map<String, String> fields) throws Exception {
        JsonNode created = hubspot.control("POST", "records/contacts", Map.of("fields", fields));
        return created.path("id").asText();
    }

    private static void edit(Trial hubspot, String id, String field, String value) {
        try {
            hubspot.control("PATCH", "records/contacts/" + id, Map.of("fields", Map.of(field, value)));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static Cursor startingAt(App app, Instant since) {
        return app.connector().need(ChangeSource.class).startingAt("contacts", since);
    }

    /** Reads to the end and returns where the next poll begins. */
    private static Cursor poll(App app, Cursor from, Consumer<Page> look) {
        Cursor next = from;
        boolean more = true;
        while (more) {
            Cursor at = next;
            Page page = app.call(connector -> connector.need(ChangeSource.class).changes("contacts", FIELDS, at))
                    .value();
            look.accept(page);
            assertThat(page.indexed()).isTrue();
            next = page.next().orElseThrow();
            more = page.more();
        }
        return next;
    }
}
