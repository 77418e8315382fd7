package io.bothways.connector.salesforce;

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
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordCount.Count;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.webhook.WebhookSource.Verdict;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRelations.Relation;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordUpsert.Upserted;
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
import io.bothways.simulator.kit.store.Editor;
import io.bothways.tck.Trial;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opportunities, leads, cases and custom objects pass through everything that contacts and accounts do. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SalesforceOtherObjectsIT {
    private static final String CUSTOM = "Subscription__c";
    private static final String ITEM = "Subscription_Item__c";
    private static final FieldValue DAY = FieldValue.of(new Value.Date(LocalDate.of(2027, 3, 31)));

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private Trial salesforce;
    private App app;

    @BeforeEach
    void open() {
        salesforce = new Trial(new SalesforceSubject(), SimulatorOptions.defaults(), apps, vault);
        app = salesforce.warm();
    }

    @AfterEach
    void close() {
        salesforce.close();
    }

    @Test
    void describesTheTypesThatTheOrganisationHasWithOwnersAsOptions() {
        List<ObjectSchema> types = app.call(connector -> connector.need(SchemaReader.class).describe()).value();

        assertThat(types).extracting(ObjectSchema::type)
                .containsExactly("Contact", "Account", "Opportunity", "Lead", "Case", CUSTOM, ITEM);
        assertThat(type(types, CUSTOM).label()).isEqualTo("Subscription");
        assertThat(field(type(types, CUSTOM), "Features__c").type()).isEqualTo(ValueType.OPTION_SET);
        assertThat(field(type(types, CUSTOM), "Contact__c").referenceTo()).containsExactly("Contact");
        assertThat(field(type(types, ITEM), "Subscription__c").updatable()).isFalse();
        for (String required : List.of("Name", "StageName", "CloseDate")) {
            assertThat(field(type(types, "Opportunity"), required).required()).isTrue();
        }
        assertThat(field(type(types, "Opportunity"), "ContactId").updatable()).isTrue();
        FieldSchema owner = field(type(types, "Opportunity"), "OwnerId");
        assertThat(owner.type()).isEqualTo(ValueType.OPTION);
        assertThat(owner.required()).isFalse();
        assertThat(owner.options().values()).contains("kim@simulated.example")
                .doesNotContain("alex@simulated.example", "automated@simulated.example");
        assertThat(field(type(types, "Opportunity"), "LastModifiedById").type()).isEqualTo(ValueType.REFERENCE);
    }

    @Test
    void writesAndReadsAnOpportunityWithItsAccountOwnerAndPrimaryContact() {
        String account = made("Account", Map.of("Name", FieldValue.text("Acme")));
        String ada = made("Contact", Map.of("LastName", FieldValue.text("Lovelace")));
        String kim = owner("kim@simulated.example");
        Map<String, FieldValue> fields = new HashMap<>(Map.of(
                "Name", FieldValue.text("Big one"),
                "StageName", FieldValue.of(new Value.Option("Qualification")),
                "CloseDate", DAY,
                "Amount", FieldValue.of(new Value.Decimal(new BigDecimal("1250.5"))),
                "OwnerId", FieldValue.of(new Value.Option(kim)),
                "AccountId", to("Account", account),
                "ContactId", to("Contact", ada)));

        String id = made("Opportunity", fields);
        assertThat(read("Opportunity", fields.keySet(), id).fields()).isEqualTo(fields);
        // A repetition of the create meets the record, which takes no contact any more.
        assertThat(made("Opportunity", fields)).isEqualTo(id);

        Map<String, FieldValue> edits = Map.of(
                "Amount", FieldValue.CLEARED,
                "AccountId", FieldValue.CLEARED,
                "StageName", FieldValue.of(new Value.Option("Closed Won")));
        assertThat(update("Opportunity", id, edits)).isInstanceOf(Answer.Done.class);
        fields.putAll(edits);
        assertThat(read("Opportunity", fields.keySet(), id).fields()).isEqualTo(fields);
    }

    @Test
    void movesThePrimaryContactOfAnOpportunityAndKeepsTheFormerAsAPlainRole() {
        String ada = made("Contact", Map.of("LastName", FieldValue.text("Lovelace")));
        String bob = made("Contact", Map.of("LastName", FieldValue.text("Builder")));
        String id = made("Opportunity", opportunity("Deal", Map.of("ContactId", to("Contact", ada))));

        for (String contact : List.of(bob, ada, ada)) {
            assertThat(update("Opportunity", id, Map.of("ContactId", to("Contact", contact))))
                    .isInstanceOf(Answer.Done.class);
            assertThat(contactOf(id)).isEqualTo(to("Contact", contact));
        }
        assertThat(update("Opportunity", id, Map.of(
                        "ContactId", FieldValue.CLEARED, "NextStep", FieldValue.text("Find another"))))
                .isInstanceOf(Answer.Done.class);
        assertThat(contactOf(id)).isEqualTo(FieldValue.CLEARED);
        assertThat(read("Opportunity", Set.of("NextStep"), id).fields())
                .containsEntry("NextStep", FieldValue.text("Find another"));
        assertThat(roles(id)).containsExactlyInAnyOrder(ada, bob);

        assertThat(update("Opportunity", "006000000000999AAA", Map.of("ContactId", to("Contact", ada))))
                .isEqualTo(new Answer.Missing());
        remove("Contact", bob);
        assertThat(update("Opportunity", id, Map.of("ContactId", to("Contact", bob))))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(failed.failure().field()).isEqualTo("ContactId");
                });
    }

    @Test
    void pollsAnOpportunityWhosePrimaryContactAloneWasChanged() {
        String ada = made("Contact", Map.of("LastName", FieldValue.text("Lovelace")));
        String id = made("Opportunity", opportunity("Deal", Map.of()));
        String other = made("Opportunity", opportunity("Other", Map.of()));
        Cursor rest = poll("Opportunity", Set.of("Name", "ContactId"), start("Opportunity"), page -> {});
        salesforce.pass(SalesforceProvider.COMMIT_LAG.multipliedBy(2));
        rest = poll("Opportunity", Set.of("Name", "ContactId"), rest, page -> {});

        salesforce.control("POST", "records/OpportunityContactRole", Map.of(
                "fields", Map.of("OpportunityId", id, "ContactId", ada, "IsPrimary", true)));
        List<SourceRecord> seen = new ArrayList<>();
        rest = poll("Opportunity", Set.of("Name", "ContactId"), rest, page -> seen.addAll(page.records()));

        assertThat(seen).extracting(SourceRecord::id).contains(id).doesNotContain(other);
        assertThat(seen.getLast().fields()).containsEntry("ContactId", to("Contact", ada));
        salesforce.pass(SalesforceProvider.COMMIT_LAG.multipliedBy(2));
        rest = poll("Opportunity", Set.of("Name", "ContactId"), rest, page -> {});
        salesforce.countAnew();
        poll("Opportunity", Set.of("Name", "ContactId"), rest, page -> assertThat(page.records()).isEmpty());
        assertThat(salesforce.calls()).isEqualTo(2);
        salesforce.countAnew();
        poll("Opportunity", Set.of("Name"), rest, page -> assertThat(page.records()).isEmpty());
        assertThat(salesforce.calls()).isEqualTo(1);
    }

    @Test
    void readsEveryOpportunityOfTwoThousandAndTenThatWereGivenAContactAtOnce() {
        String ada = made("Contact", Map.of("LastName", FieldValue.text("Lovelace")));
        salesforce.simulator().call(() -> {
            var store = salesforce.simulator().store();
            for (int i = 0; i < 2_010; i++) {
                var opportunity = store.create(
                        store.type("Opportunity"),
                        new HashMap<>(
                                Map.of("Name", "Deal " + i, "StageName", "Prospecting", "CloseDate", "2027-03-31")),
                        Editor.PERSON);
                store.create(
                        store.type("OpportunityContactRole"),
                        new HashMap<>(Map.of("OpportunityId", opportunity.id(), "ContactId", ada, "IsPrimary", true)),
                        Editor.PERSON);
            }
            return store;
        });
        Set<String> told = new HashSet<>();
        Set<String> listed = new HashSet<>();
        poll("Opportunity", Set.of("ContactId"), start("Opportunity"), page -> page.records().forEach(record -> {
            if (record.fields().get("ContactId").equals(to("Contact", ada))) {
                told.add(record.id());
            }
        }));
        Optional<Cursor> next = Optional.empty();
        do {
            Optional<Cursor> from = next;
            Page page = app.call(connector ->
                            connector.need(RecordListing.class).list("Opportunity", Set.of("Name"), from))
                    .value();
            page.records().forEach(record -> listed.add(record.id()));
            next = page.next();
        } while (next.isPresent());

        assertThat(told).hasSize(2_010).isEqualTo(listed);
        assertThat(count("Opportunity")).isEqualTo(new Count(2_010, RecordCount.Quality.EXACT));
    }

    @Test
    void aConvertedLeadIsReadButNoLongerOfferedAndRefusesChanges() {
        Map<String, FieldValue> fields = Map.of(
                "LastName", FieldValue.text("Lovelace"),
                "Company", FieldValue.text("Acme"),
                "Email", FieldValue.text("ada@example.com"),
                "Status", FieldValue.of(new Value.Option("Working - Contacted")));
        String id = made("Lead", fields);
        String open = made("Lead", Map.of("LastName", FieldValue.text("B"), "Company", FieldValue.text("C")));
        assertThat(read("Lead", fields.keySet(), id).fields()).isEqualTo(fields);
        Cursor before = start("Lead");

        String contact = salesforce.control("POST", "convert", Map.of("lead", id)).path("contact").asText();

        Set<String> asked = Set.of("IsConverted", "ConvertedContactId", "Status");
        Map<String, FieldValue> converted = Map.of(
                "IsConverted", FieldValue.of(new Value.Bool(true)),
                "ConvertedContactId", to("Contact", contact),
                "Status", FieldValue.of(new Value.Option("Closed - Converted")));
        assertThat(read("Lead", asked, id).fields()).isEqualTo(converted);
        Map<String, Map<String, FieldValue>> told = new HashMap<>();
        poll("Lead", asked, before, page -> {
            page.records().forEach(record -> told.put(record.id(), record.fields()));
            assertThat(page.deleted()).isEmpty();
        });
        assertThat(told).containsEntry(id, converted);
        assertThat(list("Lead", Set.of("LastName"))).extracting(SourceRecord::id).containsExactly(open);
        assertThat(count("Lead")).isEqualTo(new Count(1, RecordCount.Quality.EXACT));
        assertThat(findByKey("Lead", "Email", "ada@example.com")).isEmpty();
        assertThat(update("Lead", id, Map.of("Title", FieldValue.text("CEO"))))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(failed.failure().message()).contains("converted");
                });
    }

    @Test
    void followsALeadThatWasMergedTwiceToTheLastSurvivor() {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("A", "B", "C")) {
            ids.add(made("Lead", Map.of("LastName", FieldValue.text(name), "Company", FieldValue.text("Acme"))));
        }
        merge("Lead", ids.get(1), ids.get(0));
        merge("Lead", ids.get(2), ids.get(1));

        Found found = app.call(connector -> connector.need(RecordReader.class)
                        .readByIds("Lead", Set.of("LastName"), ids))
                .value();

        assertThat(found.records()).extracting(SourceRecord::id).containsExactly(ids.get(2));
        assertThat(found.moved()).containsOnly(
                Map.entry(ids.get(0), ids.get(2)), Map.entry(ids.get(1), ids.get(2)));
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void aCaseIsWrittenWithItsContactAndAReferenceToNothingIsItsOwnRefusal() {
        String account = made("Account", Map.of("Name", FieldValue.text("Acme")));
        String ada = made("Contact", Map.of(
                "LastName", FieldValue.text("Lovelace"), "AccountId", to("Account", account)));
        Map<String, FieldValue> fields = Map.of(
                "Subject", FieldValue.text("Help"),
                "Priority", FieldValue.of(new Value.Option("High")),
                "Status", FieldValue.of(new Value.Option("Working")),
                "ContactId", to("Contact", ada),
                "AccountId", to("Account", account));

        String id = made("Case", fields);
        assertThat(read("Case", fields.keySet(), id).fields()).isEqualTo(fields);
        assertThat(update("Case", id, Map.of("ContactId", FieldValue.CLEARED))).isInstanceOf(Answer.Done.class);
        assertThat(read("Case", Set.of("ContactId"), id).fields()).containsEntry("ContactId", FieldValue.CLEARED);
        assertThat(update("Case", id, Map.of("Priority", FieldValue.of(new Value.Option("Urgent")))))
                .isInstanceOfSatisfying(Answer.Failed.class, failed ->
                        assertThat(failed.failure().code()).isEqualTo(FailureCodes.INVALID_OPTION));
    }

    @Test
    void aCustomObjectIsListedPolledFoundCountedWrittenAndDeleted() {
        Map<String, FieldValue> fields = Map.of(
                "Name", FieldValue.text("Gold"),
                "Code__c", FieldValue.text("G-1"),
                "Plan__c", FieldValue.of(new Value.Option("Team")),
                "Features__c", FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of("API", "Reports")))),
                "Seats__c", FieldValue.of(new Value.Decimal(new BigDecimal("3.0"))),
                "Started_On__c", DAY,
                "Renewed_At__c", FieldValue.of(new Value.Timestamp(Instant.parse("2027-01-02T03:04:05Z"))),
                "Auto_Renew__c", FieldValue.of(new Value.Bool(true)));
        Cursor before = start(CUSTOM);
        String id = made(CUSTOM, fields);

        assertThat(list(CUSTOM, fields.keySet())).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(id);
            assertThat(record.fields()).isEqualTo(fields);
        });
        List<SourceRecord> told = new ArrayList<>();
        poll(CUSTOM, fields.keySet(), before, page -> told.addAll(page.records()));
        assertThat(told).singleElement().extracting(SourceRecord::fields).isEqualTo(fields);
        assertThat(findByKey(CUSTOM, "Code__c", "G-1")).containsExactly(id);
        assertThat(findByKey(CUSTOM, "Seats__c", "3")).containsExactly(id);
        assertThat(findByKey(CUSTOM, "Seats__c", "three")).isEmpty();
        assertThat(findByKey(CUSTOM, "Started_On__c", "2027-03-31")).containsExactly(id);
        assertThat(findByKey(CUSTOM, "Auto_Renew__c", "true")).containsExactly(id);
        assertThat(findByKey(CUSTOM, "Contact__c", "no id")).isEmpty();
        assertThat(count(CUSTOM)).isEqualTo(new Count(1, RecordCount.Quality.EXACT));
        assertThat(update(CUSTOM, id, Map.of("Seats__c", FieldValue.CLEARED))).isInstanceOf(Answer.Done.class);
        assertThat(read(CUSTOM, Set.of("Seats__c"), id).fields()).containsEntry("Seats__c", FieldValue.CLEARED);

        Cursor alive = start(CUSTOM);
        assertThat(app.call(connector -> connector.need(RecordDeletion.class).delete(CUSTOM, List.of(id))).value())
                .singleElement()
                .isInstanceOf(Answer.Done.class);
        List<String> deleted = new ArrayList<>();
        poll(CUSTOM, fields.keySet(), alive, page -> deleted.addAll(page.deleted()));
        assertThat(deleted).containsExactly(id);
        assertThat(list(CUSTOM, fields.keySet())).isEmpty();
        // Records of this type cannot be merged: no call is spent on asking for a survivor.
        salesforce.countAnew();
        assertThat(app.call(connector -> connector.need(RecordReader.class)
                                .readByIds(CUSTOM, Set.of("Name"), List.of(id)))
                        .value()
                        .missing())
                .containsExactly(id);
        assertThat(salesforce.calls()).isEqualTo(1);
    }

    @Test
    void anUpsertByAnExternalIdChangesWhatIsThereWithoutTheFieldsOfNewRecords() {
        String gold = made(CUSTOM, Map.of("Name", FieldValue.text("Gold")));
        NewRecord item = new NewRecord(
                Map.of(
                        "Item_Key__c", FieldValue.text("I-1"),
                        "Product__c", FieldValue.text("Seat"),
                        "Subscription__c", to(CUSTOM, gold)),
                "");

        Upserted made = upsert(ITEM, "Item_Key__c", item);
        Map<String, FieldValue> other = new HashMap<>(item.fields());
        other.put("Product__c", FieldValue.text("Chair"));
        Upserted changed = upsert(ITEM, "Item_Key__c", new NewRecord(other, ""));

        assertThat(made.created()).isTrue();
        assertThat(changed.created()).isFalse();
        String id = ((Answer.Done) made.answer()).id();
        assertThat(changed.answer()).isEqualTo(made.answer());
        assertThat(read(ITEM, other.keySet(), id).fields()).isEqualTo(other);
    }

    @Test
    void anUpsertWhoseKeyTwoRecordsHoldIsADuplicate() {
        for (String name : List.of("A", "B")) {
            made("Account", Map.of("Name", FieldValue.text(name), "Legacy_Number__c", FieldValue.text("7")));
        }

        Upserted answer = upsert("Account", "Legacy_Number__c", new NewRecord(
                Map.of("Name", FieldValue.text("C"), "Legacy_Number__c", FieldValue.text("7")), ""));

        assertThat(answer.created()).isFalse();
        assertThat(answer.answer()).isInstanceOf(Answer.Duplicate.class);
    }

    @Test
    void relatesContactsToOpportunitiesAndContactsToFurtherAccounts() {
        String acme = made("Account", Map.of("Name", FieldValue.text("Acme")));
        String other = made("Account", Map.of("Name", FieldValue.text("Other")));
        String ada = made("Contact", Map.of(
                "LastName", FieldValue.text("Lovelace"), "AccountId", to("Account", acme)));
        String id = made("Opportunity", opportunity("Deal", Map.of()));

        for (int time = 0; time < 2; time++) {
            done(relate("Opportunity", "OpportunityContactRoles", id, "Contact", ada));
            done(relate("Contact", "AccountContactRelations", ada, "Account", other));
        }
        assertThat(roles(id)).containsExactly(ada);
        assertThat(accounts(ada)).containsExactlyInAnyOrder(acme, other);
        assertThat(contactOf(id)).isEqualTo(FieldValue.CLEARED);
        done(relate("Opportunity", "ContactId", id, "Contact", ada));
        assertThat(contactOf(id)).isEqualTo(to("Contact", ada));
        done(unrelate("Opportunity", "ContactId", id, "Contact", ada));
        assertThat(contactOf(id)).isEqualTo(FieldValue.CLEARED);

        for (int time = 0; time < 2; time++) {
            done(unrelate("Opportunity", "OpportunityContactRoles", id, "Contact", ada));
            done(unrelate("Contact", "AccountContactRelations", ada, "Account", other));
        }
        assertThat(roles(id)).isEmpty();
        assertThat(accounts(ada)).containsExactly(acme);
        assertThat(unrelate("Contact", "AccountContactRelations", ada, "Account", acme))
                .isInstanceOfSatisfying(Answer.Failed.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED));
        done(unrelate("Contact", "AccountId", ada, "Account", other));
        assertThat(read("Contact", Set.of("AccountId"), ada).fields())
                .as("another account is not taken away")
                .containsEntry("AccountId", to("Account", acme));
        assertThatThrownBy(() -> relate("Contact", "Email", ada, "Account", acme))
                .isInstanceOfSatisfying(ConnectorException.class, refused ->
                        assertThat(refused.failure().code()).isEqualTo(FailureCodes.UNKNOWN_FIELD));
    }

    @Test
    void hearsOfCustomObjectsByOutboundMessage() {
        String id = made(CUSTOM, Map.of("Name", FieldValue.text("Gold")));
        String message = """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
                <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>%s</OrganizationId>
                <Notification><Id>04l000000000001AAA</Id><sObject xsi:type="sf:Subscription__c"
                 xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>%s</sf:Id></sObject></Notification>
                </notifications></soapenv:Body></soapenv:Envelope>"""
                .formatted(salesforce.told("organization_id"), id);

        Verdict verdict = app.connector().need(WebhookSource.class).receive(new WebhookSource.Push(
                "POST", URI.create("http://127.0.0.1/hook"), Map.of(),
                message.getBytes(StandardCharsets.UTF_8), "", salesforce.told("organization_id"),
                Instant.now()));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine ->
                assertThat(genuine.sightings()).singleElement().satisfies(seen -> {
                    assertThat(seen.type()).isEqualTo(CUSTOM);
                    assertThat(seen.id()).isEqualTo(id);
                }));
    }

    private static Map<String, FieldValue> opportunity(String name, Map<String, FieldValue> more) {
        Map<String, FieldValue> fields = new HashMap<>(more);
        fields.put("Name", FieldValue.text(name));
        fields.put("StageName", FieldValue.of(new Value.Option("Prospecting")));
        fields.put("CloseDate", DAY);
        return fields;
    }

    private static ObjectSchema type(List<ObjectSchema> types, String name) {
        return types.stream().filter(type -> type.type().equals(name)).findFirst().orElseThrow();
    }

    private static FieldSchema field(ObjectSchema type, String name) {
        return type.fields().stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    private String owner(String email) {
        List<ObjectSchema> types = app.call(connector -> connector.need(SchemaReader.class).describe()).value();
        return field(type(types, "Opportunity"), "OwnerId").options().entrySet().stream()
                .filter(option -> option.getValue().equals(email))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static FieldValue to(String type, String id) {
        return FieldValue.of(new Value.Reference(type, id));
    }

    private FieldValue contactOf(String opportunity) {
        return read("Opportunity", Set.of("ContactId"), opportunity).fields().get("ContactId");
    }

    private List<String> roles(String opportunity) {
        return related("OpportunityContactRole", "OpportunityId", opportunity, "ContactId");
    }

    private List<String> accounts(String contact) {
        return related("AccountContactRelation", "ContactId", contact, "AccountId");
    }

    private List<String> related(String junction, String from, String id, String to) {
        List<String> related = new ArrayList<>();
        salesforce.control("GET", "records/" + junction, Map.of()).path("records").forEach(record -> {
            if (record.path("fields").path(from).asText().equals(id) && !record.path("deleted").asBoolean()) {
                related.add(record.path("fields").path(to).asText());
            }
        });
        return related;
    }

    private Answer relate(String type, String field, String from, String toType, String to) {
        return app.call(connector -> connector.need(RecordRelations.class)
                        .relate(type, field, List.of(new Relation(from, new Value.Reference(toType, to)))))
                .value()
                .getFirst();
    }

    private Answer unrelate(String type, String field, String from, String toType, String to) {
        return app.call(connector -> connector.need(RecordRelations.class)
                        .unrelate(type, field, List.of(new Relation(from, new Value.Reference(toType, to)))))
                .value()
                .getFirst();
    }

    private static void done(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
    }

    private void remove(String type, String id) {
        salesforce.control("DELETE", "records/" + type + "/" + id, Map.of());
    }

    private void merge(String type, String winner, String loser) {
        salesforce.control("POST", "merge", Map.of("type", type, "winner", winner, "losers", List.of(loser)));
    }

    private Cursor start(String type) {
        return app.connector().need(ChangeSource.class).startingAt(type, Instant.now().minusSeconds(60));
    }

    private Cursor poll(String type, Set<String> fields, Cursor from, Consumer<Page> look) {
        Cursor next = from;
        boolean more = true;
        while (more) {
            Cursor at = next;
            Page page = app.call(connector -> connector.need(ChangeSource.class).changes(type, fields, at)).value();
            look.accept(page);
            next = page.next().orElseThrow();
            more = page.more();
        }
        return next;
    }

    private List<SourceRecord> list(String type, Set<String> fields) {
        Page page = app.call(connector -> connector.need(RecordListing.class).list(type, fields, Optional.empty()))
                .value();
        assertThat(page.next()).isEmpty();
        return page.records();
    }

    private Count count(String type) {
        return app.call(connector -> connector.need(RecordCount.class).count(type)).value();
    }

    private List<String> findByKey(String type, String field, String value) {
        return app.call(connector -> connector.need(KeyLookup.class)
                        .findByKey(type, Set.of("Name"), field, List.of(value)))
                .value()
                .records()
                .stream()
                .map(SourceRecord::id)
                .toList();
    }

    /** The marker is made of the values, so that making the same record again is a repetition. */
    private String made(String type, Map<String, FieldValue> fields) {
        NewRecord record = new NewRecord(fields, "m" + fields.hashCode());
        Answer made = app.call(connector -> connector.need(RecordWriter.class).create(type, List.of(record)))
                .value()
                .getFirst();
        assertThat(made).isInstanceOf(Answer.Done.class);
        return ((Answer.Done) made).id();
    }

    private Upserted upsert(String type, String key, NewRecord record) {
        return app.call(connector -> connector.need(RecordUpsert.class).upsert(type, key, List.of(record)))
                .value()
                .getFirst();
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
}
