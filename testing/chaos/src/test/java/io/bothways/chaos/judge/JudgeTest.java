package io.bothways.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Finding.Kind;
import io.bothways.chaos.judge.Judged.Field;
import io.bothways.chaos.judge.Rest.Conflict;
import io.bothways.chaos.judge.Rest.Link;
import io.bothways.chaos.judge.Rest.Reason;
import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Made-up endings: everything that must be found, beside the same where there is nothing to find. */
class JudgeTest {
    private static final Field EMAIL = new Field("email", "email", "Email", false);
    private static final Field TITLE = new Field("job_title", "jobtitle", "Title", false);
    private static final Field EMPLOYER = new Field("employer", "associatedcompanyid", "AccountId", true);
    private static final List<Judged> OBJECTS = List.of(
            new Judged("contact", "contacts", "Contact", EMAIL, List.of(EMAIL, TITLE, EMPLOYER)),
            new Judged("company", "companies", "Account", new Field("domain", "domain", "Website", false), List.of()));
    private static final Record A = new Record(Side.A, "contacts", "1");
    private static final Record B = new Record(Side.B, "Contact", "x");

    private final Map<Record, Map<String, String>> records = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    @Test
    void whatIsInStepIsNotWorthAWord() {
        pair("Boss", "Boss");
        person(A, "jobtitle", 1_000, "", "Boss");
        api(B, "Title", 2_000, "", "Boss");

        assertThat(judge()).isEmpty();
    }

    @Test
    void anEditThatTheApiOverwroteLongAfterIsLost() {
        pair("Clerk", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        api(A, "jobtitle", 40_000, "Boss", "Clerk");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.LOST_EDIT);
    }

    @Test
    void anEditThatTheApiOverwroteBeforeItCouldKnowIsBlind() {
        pair("Clerk", "Clerk");
        person(B, "Title", 500, "", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        api(A, "jobtitle", 1_200, "Boss", "Clerk");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.BLIND_OVERWRITE);
    }

    @Test
    void aLaterEditOfTheOtherAppSupersedes() {
        pair("Clerk", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        person(B, "Title", 1_500, "", "Clerk");
        api(A, "jobtitle", 40_000, "Boss", "Clerk");

        assertThat(judge()).isEmpty();
    }

    @Test
    void anEarlierEditOfTheOtherAppDoesNot() {
        pair("Clerk", "Clerk");
        person(B, "Title", 900, "", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        api(A, "jobtitle", 40_000, "Boss", "Clerk");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.LOST_EDIT);
    }

    @Test
    void aValueThatLostAConflictIsKeptAndNotLost() {
        pair("Clerk", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        api(A, "jobtitle", 40_000, "Boss", "Clerk");
        conflicts.add(new Conflict("contact", "l", "job_title", "boss"));

        assertThat(judge()).isEmpty();
    }

    @Test
    void aLostClearIsLostToo() {
        pair("Clerk", "Clerk");
        person(A, "jobtitle", 1_000, "Clerk", "");
        api(A, "jobtitle", 40_000, "", "Clerk");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.LOST_EDIT);
    }

    @Test
    void puttingAValueBackBeforeAnybodyWasToldIsNoEdit() {
        pair("Clerk", "Clerk");
        person(A, "jobtitle", 1_000, "", "Boss");
        person(A, "jobtitle", 1_100, "Boss", "");
        api(A, "jobtitle", 40_000, "", "Clerk");

        assertThat(judge()).isEmpty();
    }

    @Test
    void valuesThatDifferWithoutAReasonAreFound() {
        pair("Boss", "Clerk");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED_DIFFERENCE);
    }

    @Test
    void valuesThatDifferWithAReasonAreNot() {
        pair("Boss", "Clerk", "CONFLICT", new Reason("FIELD_CONFLICT", "job_title"));

        assertThat(judge()).isEmpty();
    }

    @Test
    void aReasonForAnotherFieldExplainsNothing() {
        pair("Boss", "Clerk", "CONFLICT", new Reason("FIELD_CONFLICT", "email"));

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED_DIFFERENCE);
    }

    @Test
    void aPairThatStillWaitsIsFound() {
        pair("Boss", "Boss", "PENDING");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED_DIFFERENCE);
    }

    @Test
    void aRecordWithoutACounterpartIsFound() {
        pair("Boss", "Boss");
        records.put(new Record(Side.B, "Contact", "y"), Map.of("Email", "else@example.com"));

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED_DIFFERENCE);
    }

    @Test
    void referencesAreTheSameWhereTheirRecordsAre() {
        records.put(A, Map.of("email", "ann@example.com", "associatedcompanyid", "7"));
        records.put(B, Map.of("Email", "ANN@example.com", "AccountId", "q"));
        link("contact", "l", "1", "x", "IN_SYNC");
        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.UNEXPLAINED_DIFFERENCE);

        link("company", "c", "7", "q", "ENDED");

        assertThat(judge()).isEmpty();
    }

    @Test
    void aSecondRecordThatTheApiMadeIsADuplicate() {
        pair("Boss", "Boss");
        Record twin = new Record(Side.B, "Contact", "y");
        records.put(twin, Map.of("Email", "Ann@example.com"));
        link("contact", "m", null, "y", "REVIEW", new Reason("MATCH_TAKEN", ""));
        change(twin, "created", "Email", false, 1_000, "", "Ann@example.com");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void twinsThatNobodyCouldPreventAreBlind() {
        pair("Boss", "Boss");
        Record twin = new Record(Side.B, "Contact", "y");
        records.put(twin, Map.of("Email", "ann@example.com"));
        link("contact", "m", null, "y", "REVIEW", new Reason("MATCH_TAKEN", ""));
        change(B, "created", "Email", true, 900, "", "ann@example.com");
        change(twin, "created", "Email", false, 1_000, "", "ann@example.com");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.BLIND_DUPLICATE);
    }

    @Test
    void aPairThatNobodyMadeIsADuplicate() {
        pair("Boss", "Boss");
        change(A, "created", "email", false, 1_000, "", "ann@example.com");
        change(B, "created", "Email", false, 2_000, "", "ann@example.com");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void aPairOfARecordThatGotAnotherKeyBeforeItWasKnownToBeMadeIsBlind() {
        pair("Boss", "Boss");
        change(A, "created", "", false, 1_000, "", "");
        person(A, "email", 20_000, "a@example.com", "b@example.com");
        change(B, "created", "", false, 22_000, "", "");

        assertThat(judge()).extracting(Finding::kind).contains(Kind.BLIND_DUPLICATE).doesNotContain(Kind.DUPLICATE);
    }

    @Test
    void aPairOfARecordThatGotAnotherKeyLongAfterItWasMadeIsADuplicate() {
        pair("Boss", "Boss");
        change(A, "created", "", false, 1_000, "", "");
        person(A, "email", 40_000, "a@example.com", "b@example.com");
        change(B, "created", "", false, 42_000, "", "");

        assertThat(judge()).extracting(Finding::kind).contains(Kind.DUPLICATE).doesNotContain(Kind.BLIND_DUPLICATE);
    }

    @Test
    void aRecordThatTheApiDeletedTakesItsLastEditAlong() {
        records.put(B, Map.of("Email", "ann@example.com"));
        link("contact", "l", "1", "x", "ENDED", new Reason("RECORD_DELETED", ""));
        person(A, "jobtitle", 1_000, "", "Boss");
        change(A, "deleted", "", false, 2_000, "", "");

        assertThat(judge()).extracting(Finding::kind).containsExactly(Kind.LOST_EDIT);
    }

    @Test
    void aPersonsDeleteSupersedesEveryEdit() {
        records.put(B, Map.of("Email", "ann@example.com"));
        link("contact", "l", "1", "x", "ENDED", new Reason("RECORD_DELETED", ""));
        person(A, "jobtitle", 1_000, "", "Boss");
        change(A, "deleted", "", true, 2_000, "", "");

        assertThat(judge()).isEmpty();
    }

    @Test
    void aDeleteMustBeKnownOnceEverythingWasListed() {
        records.put(B, Map.of("Email", "ann@example.com"));
        link("contact", "l", "1", "x", "IN_SYNC");
        change(A, "deleted", "", true, 2_000, "", "");

        assertThat(Judge.judge(rest(), OBJECTS, false)).isEmpty();
        assertThat(Judge.judge(rest(), OBJECTS, true)).extracting(Finding::kind)
                .containsExactly(Kind.UNEXPLAINED_DIFFERENCE);
    }

    private List<Finding> judge() {
        return Judge.judge(rest(), OBJECTS, true);
    }

    private Rest rest() {
        return new Rest(records, links, conflicts, changes);
    }

    private void pair(String titleA, String titleB) {
        pair(titleA, titleB, "IN_SYNC");
    }

    private void pair(String titleA, String titleB, String state, Reason... reasons) {
        records.put(A, Map.of("email", "ann@example.com", "jobtitle", titleA));
        records.put(B, Map.of("Email", "Ann@example.com", "Title", titleB));
        link("contact", "l", "1", "x", state, reasons);
    }

    private void link(String object, String link, String idA, String idB, String state, Reason... reasons) {
        links.add(new Link(object, link, Optional.ofNullable(idA), Optional.ofNullable(idB), state, List.of(reasons)));
    }

    private void person(Record record, String field, long at, String before, String after) {
        change(record, "updated", field, true, at, before, after);
    }

    private void api(Record record, String field, long at, String before, String after) {
        change(record, "updated", field, false, at, before, after);
    }

    private void change(Record record, String kind, String field, boolean person, long at, String before, String after) {
        changes.add(new Change(changes.size() + 1, record.side(), kind, record.type(), record.id(), field, person, at, before,
                after));
    }
}
