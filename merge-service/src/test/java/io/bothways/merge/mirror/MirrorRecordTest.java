package io.bothways.merge.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.core.merge.FieldEdit;
import io.bothways.merge.batch.RecordKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings of one record arrive in any order; each field holds what the newest reading of it says. */
class MirrorRecordTest {
    private static final RecordRef REF = new RecordRef(new AccountId("a"), "contacts", "1");
    private static final Instant NOW = Instant.EPOCH;

    private MirrorRecord record;

    @BeforeEach
    void readOnce() {
        record = MirrorRecord.unknown(new RecordKey(new TenantId("t"), REF));
        read(1, Map.of("city", text("Rome"), "phone", text("1")));
    }

    @Test
    void anEditBetweenTwoOfOurWritesIsTakenInAfterTheSecondOfThem() {
        answer(2, "city", "Oslo");
        answer(4, "phone", "2");
        record = stored();

        assertThat(read(3, Map.of("city", text("Bern"), "phone", text("1")))).isEqualTo(Reading.CHANGED);

        assertThat(record.fields()).containsEntry("city", text("Bern")).containsEntry("phone", text("2"));
    }

    @Test
    void aReadingFromBeforeBothOfOurWritesTakesNeitherBack() {
        answer(3, "city", "Oslo");
        answer(4, "phone", "2");
        record = stored();

        read(2, Map.of("city", text("Rome"), "phone", text("1"), "title", text("Dr")));

        assertThat(record.fields()).containsEntry("city", text("Oslo")).containsEntry("phone", text("2"))
                .containsEntry("title", text("Dr"));
    }

    @Test
    void aReadingAfterAllOfOurWritesTellsEveryField() {
        answer(2, "city", "Oslo");
        answer(3, "phone", "2");

        read(4, Map.of("city", text("Rome")));

        assertThat(record.fields()).containsOnly(Map.entry("city", text("Rome")));
        assertThat(record.parts().isEmpty()).isTrue();
    }

    @Test
    void whatWasClearedBeforeOurWriteWasEverReadIsAnEditThatCameAfterIt() {
        FieldEdit ours = new FieldEdit("5-theirs", 0, 1).carried(2);
        read(3, Map.of("city", text("Rome"), "phone", text("1")));

        answer(2, "city", "Oslo", Map.of("city", ours));

        assertThat(record.fields()).containsEntry("city", text("Rome"));
        assertThat(record.edits().get("city")).matches(edit -> edit.outlasts(ours), "outlasts ours")
                .matches(edit -> !edit.isCarried(), "was made here");
    }

    @Test
    void whatWasReadBeforeTheAnswerOfOurWriteCameIsStillOurs() {
        FieldEdit ours = new FieldEdit("5-theirs", 0, 1).carried(2);
        record.read(new Snapshot(REF, Map.of("city", text("Oslo")), evidence(3), true), NOW, false, "6-mine", Map.of());

        answer(2, "city", "Oslo", Map.of("city", ours));

        assertThat(record.edits()).containsEntry("city", ours);
    }

    private Reading read(long version, Map<String, FieldValue> fields) {
        return record.read(new Snapshot(REF, fields, evidence(version), true), NOW, false, "", Map.of());
    }

    private void answer(long version, String field, String value) {
        answer(version, field, value, Map.of());
    }

    private void answer(long version, String field, String value, Map<String, FieldEdit> ours) {
        Snapshot told = new Snapshot(REF, Map.of(field, text(value)), evidence(version), false);
        record.readAnswer(told, Set.of(field), NOW, "", ours);
    }

    /** The record with its parts as they come back from the table. */
    private MirrorRecord stored() {
        Parts parts = record.parts();
        assertThat(Parts.of(parts.text(), parts.latest())).isEqualTo(parts);
        return record.asStored();
    }

    private static FieldValue text(String value) {
        return FieldValue.text(value);
    }

    private static Evidence evidence(long version) {
        return new Evidence(version, 2 * version, 2 * version + 1, false);
    }
}
