package io.bothways.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SalesforceReadingIT {
    private static final Set<String> FIELDS =
            Set.of("LastName", "Email", "Title", "AccountId", "Health_Score__c", "Renewal_Date__c", "Customer_Tier__c");

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    @Test
    void listsEveryRecordOnceInPagesOfTwoThousand() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(4_500).withCompanies(20))) {
            App app = salesforce.app();
            app.call(connector -> connector.need(SchemaReader.class).describe());
            salesforce.countAnew();

            List<SourceRecord> all = new ArrayList<>();
            list(app, page -> {
                all.addAll(page.records());
                assertThat(page.total()).hasValue(4_500);
            });

            assertThat(all).hasSize(4_500);
            assertThat(all.stream().map(SourceRecord::id).distinct()).hasSize(4_500);
            assertThat(salesforce.calls()).isEqualTo(3);
            assertThat(all).allSatisfy(record -> {
                assertThat(record.fields()).containsOnlyKeys(FIELDS);
                assertThat(record.id()).hasSize(18);
                assertThat(record.version()).isPositive();
                assertThat(((FieldValue.Present) record.fields().get("AccountId")).value())
                        .isInstanceOfSatisfying(Value.Reference.class, account ->
                                assertThat(account.type()).isEqualTo("Account"));
            });
        }
    }

    @Test
    void goesOnListingWhenTheQueryWasDropped() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(4_500))) {
            App app = salesforce.app();
            Set<String> seen = new HashSet<>();
            list(app, page -> {
                page.records().forEach(record -> seen.add(record.id()));
                // Queries are kept for two days.
                salesforce.passThere(Duration.ofDays(3));
            });

            assertThat(seen).hasSize(4_500);
        }
    }

    @Test
    void readsTypedValues() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults())) {
            String id = create(salesforce, Map.of(
                    "LastName", "Lovelace", "Email", "ada@example.com", "Health_Score__c", 12.5,
                    "Renewal_Date__c", "2027-02-28", "Customer_Tier__c", "gold"));

            Found found = salesforce.app()
                    .call(connector -> connector.need(RecordReader.class).readByIds("Contact", FIELDS, List.of(id)))
                    .value();

            assertThat(found.records()).singleElement().satisfies(record -> {
                assertThat(record.fields().get("Email")).isEqualTo(FieldValue.text("ada@example.com"));
                assertThat(record.fields().get("Health_Score__c"))
                        .isEqualTo(FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))));
                assertThat(record.fields().get("Renewal_Date__c"))
                        .isEqualTo(FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))));
                assertThat(record.fields().get("Customer_Tier__c"))
                        .isEqualTo(FieldValue.of(new Value.Option("gold")));
                assertThat(record.fields().get("Title")).isEqualTo(FieldValue.CLEARED);
            });
        }
    }

    @Test
    void leavesOutAFieldThatTheAccountDoesNotHave() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(1))) {
            Page page = salesforce.app()
                    .call(connector ->
                            connector.need(RecordListing.class)
                                    .list("Contact", Set.of("Email", "Gone__c"), Optional.empty()))
                    .value();

            assertThat(page.records().getFirst().fields()).containsOnlyKeys("Email");
        }
    }

    @Test
    void readsTwentyFiveThousandEqualStampsAndThenRests() throws Exception {
        Clock stopped = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(25_000).withClock(stopped))) {
            salesforce.simulator().call(() -> {
                var store = salesforce.simulator().store();
                store.records(store.type("Contact")).values().forEach(contact -> store.touch(contact, Editor.PERSON));
                return store;
            });
            App app = salesforce.app();
            app.call(connector -> connector.need(SchemaReader.class).describe());
            salesforce.countAnew();

            Set<String> seen = new HashSet<>();
            Cursor rest = poll(app, startingAt(app, stopped.instant().minusSeconds(5)), page ->
                    page.records().forEach(record -> seen.add(record.id())));

            assertThat(seen).hasSize(25_000);
            assertThat(salesforce.calls()).isEqualTo(13);

            TurnedClock.turn(Duration.ofMinutes(1));
            rest = poll(app, rest, page -> {});
            salesforce.countAnew();
            poll(app, rest, page -> assertThat(page.records()).isEmpty());
            assertThat(salesforce.calls()).isEqualTo(1);
        }
    }

    @Test
    void goesOnPollingWhenTheQueryWasDropped() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(4_500))) {
            App app = salesforce.app();
            Set<String> seen = new HashSet<>();
            poll(app, startingAt(app, Instant.now().minus(Duration.ofDays(3_000))), page -> {
                page.records().forEach(record -> seen.add(record.id()));
                salesforce.passThere(Duration.ofDays(3));
            });

            assertThat(seen).hasSize(4_500);
        }
    }

    @Test
    void findsEditsOfTheSameSecondAndReadsNothingAgainOnceTheyRest() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(3))) {
            App app = salesforce.app();
            Cursor cursor = poll(app, startingAt(app, salesforce.simulator().clock().instant()), page -> {});
            Set<String> seen = new HashSet<>();
            Consumer<Page> remember = page -> page.records().forEach(record -> seen.add(record.id()));
            String first = create(salesforce, Map.of("LastName", "First"));
            cursor = poll(app, cursor, remember);
            String second = create(salesforce, Map.of("LastName", "Second"));
            cursor = poll(app, cursor, remember);
            assertThat(seen).containsExactlyInAnyOrder(first, second);

            salesforce.pass(Duration.ofSeconds(20));
            cursor = poll(app, cursor, remember);
            seen.clear();
            poll(app, cursor, remember);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void tellsDeletedAndMergedRecordsWithThePoll() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults().withContacts(5))) {
            App app = salesforce.app();
            List<String> ids = new ArrayList<>();
            list(app, page -> page.records().forEach(record -> ids.add(record.id())));
            Cursor cursor = startingAt(app, salesforce.simulator().clock().instant());
            salesforce.control("DELETE", "records/Contact/" + ids.get(0), Map.of());
            salesforce.control("POST", "merge",
                    Map.of("type", "Contact", "winner", ids.get(1), "losers", List.of(ids.get(2))));
            app.call(connector -> connector.need(SchemaReader.class).describe());
            salesforce.countAnew();

            List<String> deleted = new ArrayList<>();
            Map<String, String> merged = new HashMap<>();
            poll(app, cursor, page -> {
                deleted.addAll(page.deleted());
                merged.putAll(page.combined());
            });
            assertThat(deleted).containsExactly(ids.get(0));
            assertThat(merged).containsExactly(Map.entry(ids.get(2), ids.get(1)));
            assertThat(salesforce.calls()).isEqualTo(1);

            Found found = app.call(connector -> connector.need(RecordReader.class)
                            .readByIds("Contact", FIELDS,
                                    List.of(ids.get(0), ids.get(2), ids.get(3), "003000000000001AAA", "nonsense")))
                    .value();
            assertThat(found.records()).extracting(SourceRecord::id).containsExactly(ids.get(3));
            assertThat(found.moved()).containsExactly(Map.entry(ids.get(2), ids.get(1)));
            assertThat(found.missing()).containsExactlyInAnyOrder(ids.get(0), "003000000000001AAA", "nonsense");
        }
    }

    @Test
    void findsRecordsByKeyWhateverTheKeyHolds() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults())) {
            String id = create(salesforce, Map.of("LastName", "O'Neil \\ Sons"));
            create(salesforce, Map.of("LastName", "Other"));
            App app = salesforce.app();

            Found found = app.call(connector -> connector.need(KeyLookup.class)
                            .findByKey("Contact", FIELDS, "LastName", List.of("O'Neil \\ Sons", "') OR Id != '")))
                    .value();
            assertThat(found.records()).extracting(SourceRecord::id).containsExactly(id);
            assertThat(found.reliable()).isTrue();
            assertThat(app.call(connector -> connector.need(KeyLookup.class)
                                    .findByKey("Contact", FIELDS, "Gone__c", List.of("x")))
                            .value()
                            .records())
                    .isEmpty();
        }
    }

    @Test
    void describesTypesFieldsAndOptions() throws Exception {
        try (Trial salesforce = fake(SimulatorOptions.defaults())) {
            App app = salesforce.app();
            assertThat(app.call(connector -> connector.identify()).value().id())
                    .isEqualTo(salesforce.told("organization_id"));
            List<ObjectSchema> types =
                    app.call(connector -> connector.need(SchemaReader.class).describe()).value();

            assertThat(types).extracting(ObjectSchema::kind).containsExactly(
                    "contact", "company", "deal", "lead", "ticket", "Subscription__c", "Subscription_Item__c");
            ObjectSchema contact = types.getFirst();
            assertThat(field(contact, "LastName").required()).isTrue();
            assertThat(field(contact, "Email").type()).isEqualTo(ValueType.EMAIL);
            assertThat(field(contact, "AccountId").referenceTo()).containsExactly("Account");
            assertThat(field(contact, "AccountId").meaning()).contains("company");
            assertThat(field(contact, "SystemModstamp").updatable()).isFalse();
            assertThat(field(contact, "Customer_Tier__c").options()).containsOnlyKeys("gold", "silver", "bronze");
            assertThat(contact.fields()).extracting(FieldSchema::name).doesNotContain("Bothways_Key__c");
        }
    }

    private static FieldSchema field(ObjectSchema type, String name) {
        return type.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Trial fake(SimulatorOptions options) throws Exception {
        return new Trial(new SalesforceSubject(), options, apps, vault);
    }

    private static String create(Trial salesforce, Map<String, Object> fields) throws Exception {
        return salesforce.control("POST", "records/Contact", Map.of("fields", fields)).path("id").asText();
    }

    private static Cursor startingAt(App app, Instant since) {
        return app.connector().need(ChangeSource.class).startingAt("Contact", since);
    }

    private static void list(App app, Consumer<Page> look) {
        Optional<Cursor> next = Optional.empty();
        do {
            Optional<Cursor> from = next;
            Page page = app.call(connector -> connector.need(RecordListing.class).list("Contact", FIELDS, from))
                    .value();
            look.accept(page);
            next = page.next();
        } while (next.isPresent());
    }

    /** Reads to the end and returns where the next poll begins. */
    private static Cursor poll(App app, Cursor from, Consumer<Page> look) {
        Cursor next = from;
        boolean more = true;
        while (more) {
            Cursor at = next;
            Page page = app.call(connector -> connector.need(ChangeSource.class).changes("Contact", FIELDS, at)).value();
            look.accept(page);
            next = page.next().orElseThrow();
            more = page.more();
        }
        return next;
    }
}
