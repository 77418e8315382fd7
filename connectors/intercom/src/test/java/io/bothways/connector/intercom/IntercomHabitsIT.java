package io.bothways.connector.intercom;

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
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRelations.Relation;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Intercom's own: days, scrolls, companies by their own ids, several companies of a contact, archives. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class IntercomHabitsIT {
    private static final String CONTACTS = "contacts";
    private static final String COMPANIES = "companies";
    private static final String TICKETS = "tickets";

    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    private final IntercomSubject subject = new IntercomSubject();
    private Trial trial;
    private App app;

    @BeforeEach
    void start() {
        start(SimulatorOptions.defaults().withContacts(3).withCompanies(2));
    }

    private void start(SimulatorOptions options) {
        trial = new Trial(subject, options, apps, vault);
        app = trial.warm();
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void tellsWhatWasModifiedTodayWhateverTheZoneOfTheWorkspace() {
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")) {
            trial.control("PUT", "workspace", Map.of("timezone", zone));
            String before = contact("before@" + zone.substring(zone.length() - 3) + ".example");
            trial.pass(Duration.ofMinutes(20));
            Cursor cursor = app.connector().need(ChangeSource.class)
                    .startingAt(CONTACTS, trial.simulator().call(() -> trial.simulator().clock().instant()));
            String after = contact("after@" + zone.substring(zone.length() - 3) + ".example");

            List<String> told = changes(CONTACTS, cursor);

            assertThat(told).as(zone).contains(after).doesNotContain(before);
        }
    }

    @Test
    void tellsCompaniesThatWereModifiedByScrollingThroughAll() {
        Cursor cursor = app.connector().need(ChangeSource.class).startingAt(COMPANIES, Instant.now());
        String made = company("c-1");

        assertThat(changes(COMPANIES, cursor)).containsExactly(made);
        trial.pass(Duration.ofMinutes(2));
        assertThat(list(COMPANIES)).hasSize(3);
    }

    @Test
    void waitsWhereSomebodyElseScrollsAndStartsAnewWhereAScrollHasEnded() {
        start(SimulatorOptions.defaults().withCompanies(250));
        Page first = page(COMPANIES, Optional.empty());
        assertThat(first.more()).isTrue();

        assertThatThrownBy(() -> page(COMPANIES, Optional.empty()))
                .isInstanceOfSatisfying(ConnectorException.class, busy -> {
                    assertThat(busy.kind()).isEqualTo(FailureKind.RETRY);
                    assertThat(busy.retryAt()).isPresent();
                    assertThat(busy.failure().appMessage()).contains("scroll already exists");
                });
        trial.pass(Duration.ofSeconds(70));
        assertThatThrownBy(() -> page(COMPANIES, first.next()))
                .isInstanceOfSatisfying(ConnectorException.class, ended ->
                        assertThat(ended.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
        assertThat(list(COMPANIES)).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void listsCompaniesThatNobodyWorksAt() {
        String lonely = company("lonely");

        assertThat(list(COMPANIES)).contains(lonely);
        assertThat(app.call(connector -> connector.need(RecordCount.class).count(COMPANIES)).value())
                .isEqualTo(new RecordCount.Count(2, RecordCount.Quality.CAPPED));
    }

    @Test
    void makesACompanyOnceByItsMarkerAndNeverOverAnother() {
        Map<String, FieldValue> named = Map.of("name", FieldValue.text("Acme"));
        Answer made = create(COMPANIES, new NewRecord(named, "marker-1"));
        Answer again = create(COMPANIES, new NewRecord(named, "marker-1"));
        Answer taken = create(COMPANIES, new NewRecord(
                Map.of("name", FieldValue.text("Other"), "company_id", FieldValue.text("marker-1")), "marker-2"));

        String id = ((Answer.Done) made).id();
        assertThat(((Answer.Done) again).id()).isEqualTo(id);
        assertThat(taken).isInstanceOfSatisfying(Answer.Duplicate.class, duplicate ->
                assertThat(duplicate.existing()).contains(id));
        assertThat(read(COMPANIES, id, Set.of("name", "company_id")).fields())
                .containsEntry("name", FieldValue.text("Acme"))
                .containsEntry("company_id", FieldValue.text("marker-1"));
    }

    @Test
    void namesTheContactThatIsThereAlreadyUnlessItIsArchived() {
        String there = contact("twice@example.com");

        Answer again = create(CONTACTS, person("twice@example.com"));
        assertThat(again).isInstanceOfSatisfying(Answer.Duplicate.class, found ->
                assertThat(found.existing()).contains(there));
        app.call(connector -> connector.need(RecordDeletion.class).delete(CONTACTS, List.of(there)));
        Answer archived = create(CONTACTS, person("twice@example.com"));
        assertThat(archived).isInstanceOfSatisfying(Answer.Duplicate.class, found -> {
            assertThat(found.existing()).isEmpty();
            assertThat(found.failure().code()).isEqualTo(FailureCodes.DUPLICATE_VALUE);
        });
    }

    @Test
    void makesALeadOfWhomNothingButANameIsKnown() {
        Answer made = create(CONTACTS, new NewRecord(Map.of("name", FieldValue.text("Nobody")), "m"));

        assertThat(read(CONTACTS, ((Answer.Done) made).id(), Set.of("role")).fields())
                .containsEntry("role", FieldValue.of(new Value.Option("lead")));
    }

    @Test
    void saysNothingOfTheOneCompanyOfAContactThatHasSeveral() {
        String first = company("one");
        String second = company("two");
        String contact = contact("several@example.com");
        relate(contact, first);
        relate(contact, second);

        SourceRecord several = read(CONTACTS, contact, Set.of("company", "companies"));
        Answer cleared = update(contact, Map.of("company", FieldValue.CLEARED));
        String third = company("three");
        Answer added = update(contact, Map.of("company", reference(third)));

        assertThat(several.fields()).containsOnlyKeys("companies").containsEntry("companies", set(first, second));
        assertThat(cleared).isInstanceOfSatisfying(Answer.Failed.class, refused ->
                assertThat(refused.failure().code()).isEqualTo(FailureCodes.RULE_REFUSED));
        assertThat(added).isInstanceOf(Answer.Done.class);
        assertThat(read(CONTACTS, contact, Set.of("companies")).fields())
                .containsEntry("companies", set(first, second, third));
        assertThat(update(contact, Map.of("companies", set(second)))).isInstanceOf(Answer.Done.class);
        assertThat(read(CONTACTS, contact, Set.of("company")).fields()).containsEntry("company", reference(second));
    }

    @Test
    void readsMoreCompaniesThanAnAnswerHolds() {
        String contact = contact("busy@example.com");
        List<String> companies = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            companies.add(company("many-" + number));
            relate(contact, companies.getLast());
        }

        assertThat(read(CONTACTS, contact, Set.of("companies")).fields())
                .containsEntry("companies", set(companies.toArray(String[]::new)));
    }

    @Test
    void tellsTheRecordAsItIsOnceItsCompanyIsAttached() {
        String contact = contact("attached@example.com");
        String company = company("employer");

        Answer.Done done = (Answer.Done) update(
                contact, Map.of("company", reference(company), "name", FieldValue.text("Ann")));

        assertThat(done.told()).hasValueSatisfying(told ->
                assertThat(told).isEqualTo(read(CONTACTS, contact, Set.of("company", "name"))));
    }

    @Test
    void readsOwnersAndLooksForThemByTheirAddress() {
        List<String> admins = list("admins");
        String owner = admins.getLast();
        String contact = contact("owned@example.com");

        assertThat(update(contact, Map.of("owner_id", FieldValue.of(new Value.Reference("admins", owner)))))
                .isInstanceOf(Answer.Done.class);
        assertThat(read(CONTACTS, contact, Set.of("owner_id")).fields())
                .containsEntry("owner_id", FieldValue.of(new Value.Reference("admins", owner)));
        FieldValue email = read("admins", owner, Set.of("email")).fields().get("email");
        String address = ((Value.Text) ((FieldValue.Present) email).value()).text();
        assertThat(find("admins", "email", address).records()).extracting(SourceRecord::id).containsExactly(owner);
        assertThatThrownBy(() -> create("admins", new NewRecord(Map.of(), "m"))).isInstanceOf(ConnectorException.class);
    }

    @Test
    void findsByIdsOfOurOwnAtOnce() {
        create(CONTACTS, new NewRecord(
                Map.of("external_id", FieldValue.text("u 1/ü"), "email", FieldValue.text("u1@example.com")), "m"));

        Found contact = find(CONTACTS, "external_id", "u 1/ü");
        assertThat(contact.records()).hasSize(1);
        assertThat(contact.reliable()).isTrue();
        assertThat(find(CONTACTS, "external_id", "other")).isEqualTo(new Found(List.of(), Set.of(), Map.of(), true));
        String company = company("own-id");
        assertThat(find(COMPANIES, "company_id", "own-id").records()).extracting(SourceRecord::id)
                .containsExactly(company);
        assertThat(find(CONTACTS, "no_such_field", "x").records()).isEmpty();
    }

    @Test
    void keepsTicketsWithTheAttributesOfTheirType() {
        String contact = contact("asks@example.com");
        Map<String, FieldValue> asked = Map.of(
                "ticket_type_id", FieldValue.of(new Value.Option("88")),
                "contact", FieldValue.of(new Value.Reference(CONTACTS, contact)),
                "ticket_attributes._default_title_", FieldValue.text("Help"),
                "ticket_attributes.amount", FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))),
                "ticket_attributes.severity", FieldValue.of(new Value.Option("high")));
        Cursor cursor = app.connector().need(ChangeSource.class)
                .startingAt(TICKETS, trial.simulator().call(() -> trial.simulator().clock().instant()));

        String id = ((Answer.Done) create(TICKETS, new NewRecord(asked, "m"))).id();

        assertThat(read(TICKETS, id, asked.keySet()).fields()).isEqualTo(asked);
        assertThat(list(TICKETS)).containsExactly(id);
        assertThat(changes(TICKETS, cursor)).containsExactly(id);
        String owner = list("admins").getFirst();
        Map<String, FieldValue> changes = Map.of(
                "admin_assignee_id", FieldValue.of(new Value.Reference("admins", owner)),
                "ticket_state_id", FieldValue.of(new Value.Option("8482")),
                "ticket_attributes._default_title_", FieldValue.text("More help"),
                "ticket_attributes.amount", FieldValue.CLEARED);
        assertThat(update(TICKETS, id, changes)).isInstanceOfSatisfying(Answer.Done.class, done ->
                assertThat(done.told().orElseThrow().fields()).isEqualTo(changes));
        assertThat(update(TICKETS, id, Map.of("admin_assignee_id", FieldValue.CLEARED)))
                .isInstanceOf(Answer.Done.class);
        assertThat(read(TICKETS, id, Set.of("admin_assignee_id")).fields())
                .containsEntry("admin_assignee_id", FieldValue.CLEARED);
        assertThat(app.call(connector -> connector.need(RecordDeletion.class).delete(TICKETS, List.of(id))).value())
                .containsExactly(new Answer.Done(id, Optional.empty()));
        assertThat(update(TICKETS, id, Map.of("open", FieldValue.of(new Value.Bool(false)))))
                .isInstanceOf(Answer.Missing.class);
        assertThat(list(TICKETS)).isEmpty();
    }

    @Test
    void refusesATicketOfNobody() {
        Answer refused = create(TICKETS, new NewRecord(
                Map.of(
                        "ticket_type_id", FieldValue.of(new Value.Option("88")),
                        "contact", FieldValue.of(new Value.Reference(CONTACTS, "nobody"))),
                "m"));

        assertThat(refused).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(failed.failure().appMessage()).isNotBlank();
        });
    }

    private String contact(String email) {
        return ((Answer.Done) create(CONTACTS, person(email))).id();
    }

    private static NewRecord person(String email) {
        return new NewRecord(Map.of("email", FieldValue.text(email)), "m");
    }

    private String company(String companyId) {
        return ((Answer.Done) create(COMPANIES, new NewRecord(
                        Map.of("company_id", FieldValue.text(companyId), "name", FieldValue.text(companyId)), "m")))
                .id();
    }

    private Answer create(String type, NewRecord input) {
        return app.call(connector -> connector.need(RecordWriter.class).create(type, List.of(input)))
                .value()
                .getFirst();
    }

    private Answer update(String contact, Map<String, FieldValue> fields) {
        return update(CONTACTS, contact, fields);
    }

    private Answer update(String type, String id, Map<String, FieldValue> fields) {
        return app.call(connector -> connector.need(RecordWriter.class)
                        .update(type, List.of(new RecordUpdate(id, fields))))
                .value()
                .getFirst();
    }

    private void relate(String contact, String company) {
        assertThat(app.call(connector -> connector.need(RecordRelations.class)
                                .relate(CONTACTS, COMPANIES, List.of(
                                        new Relation(contact, new Value.Reference(COMPANIES, company)))))
                        .value())
                .singleElement()
                .isInstanceOf(Answer.Done.class);
    }

    private SourceRecord read(String type, String id, Set<String> fields) {
        return app.call(connector -> connector.need(RecordReader.class).readByIds(type, fields, List.of(id)))
                .value()
                .records()
                .getFirst();
    }

    private Found find(String type, String field, String value) {
        return app.call(connector -> connector.need(KeyLookup.class)
                        .findByKey(type, Set.of("name"), field, List.of(value)))
                .value();
    }

    private Page page(String type, Optional<Cursor> from) {
        return app.call(connector -> connector.need(RecordListing.class).list(type, Set.of("name"), from)).value();
    }

    private List<String> list(String type) {
        List<String> ids = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Page page = page(type, next);
            page.records().forEach(record -> ids.add(record.id()));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    private List<String> changes(String type, Cursor from) {
        List<String> ids = new ArrayList<>();
        Cursor next = from;
        boolean more = true;
        while (more) {
            Cursor at = next;
            Page page = app.call(connector -> connector.need(ChangeSource.class).changes(type, Set.of("name"), at))
                    .value();
            page.records().forEach(record -> ids.add(record.id()));
            next = page.next().orElseThrow();
            more = page.more();
        }
        return ids;
    }

    private static FieldValue reference(String company) {
        return FieldValue.of(new Value.Reference(COMPANIES, company));
    }

    private static FieldValue set(String... companies) {
        TreeSet<Value.Reference> references = new TreeSet<>();
        for (String company : companies) {
            references.add(new Value.Reference(COMPANIES, company));
        }
        return FieldValue.of(new Value.ReferenceSet(references));
    }
}
