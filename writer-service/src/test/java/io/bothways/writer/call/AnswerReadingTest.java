package io.bothways.writer.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.SampleCommands;
import io.bothways.writer.backlog.BacklogEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerReadingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Failure FAILURE = new Failure("INVALID_VALUE", "bad", "app words", "phone", 400);

    private final SampleCommands commands = SampleCommands.plain();
    private final BacklogEntry update = entry(commands.update("1", "link", 1, "r1", Map.of()));
    private final BacklogEntry create = entry(commands.create("2", "link", Map.of(), Map.of()));

    @Test
    void takesToldValuesFromTheAnswerWithItsTickets() {
        // Given
        SourceRecord told = new SourceRecord("r1", SampleCommands.text("phone", "1"), 77);

        // When
        Verdict verdict = read(update, new Answer.Done("r1", Optional.of(told)));

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Ended.class, ended -> {
            Outcome.Applied applied = (Outcome.Applied) ended.outcome();
            assertThat(applied.inAnswer()).isTrue();
            assertThat(applied.told()).hasValueSatisfying(snapshot -> {
                assertThat(snapshot.evidence().asked()).isEqualTo(5);
                assertThat(snapshot.evidence().answered()).isEqualTo(6);
                assertThat(snapshot.evidence().version()).isEqualTo(77);
            });
        });
    }

    @Test
    void hasToReadBackWhatTheAnswerDoesNotTell() {
        assertThat(read(create, new Answer.Done("new", Optional.empty()))).isEqualTo(new Verdict.Written("new"));
    }

    @Test
    void meetsAnExistingRecordOnlyWithACreate() {
        Answer duplicate = new Answer.Duplicate(Optional.of("r9"), FAILURE);
        RecordRef existing = new RecordRef(commands.account(), "contacts", "r9");
        assertThat(read(create, duplicate))
                .isEqualTo(new Verdict.Ended(new Outcome.AlreadyExists(Optional.of(existing), FAILURE)));
        assertThat(read(update, duplicate)).isEqualTo(new Verdict.Ended(new Outcome.Rejected(FAILURE)));
    }

    @Test
    void neverTurnsAMissingRecordIntoAnythingButGone() {
        RecordRef target = new RecordRef(commands.account(), "contacts", "r1");
        assertThat(read(update, new Answer.Missing())).isEqualTo(new Verdict.Ended(new Outcome.Gone(target)));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void sendsNothingAgainBlindly(FailureKind kind) {
        // When
        Verdict verdict = AnswerReading.failed(update, kind, FAILURE, Optional.empty(), NOW);

        // Then
        boolean again = verdict instanceof Verdict.Retry || verdict instanceof Verdict.Throttled
                || verdict instanceof Verdict.Unauthorised;
        boolean nothingApplied = kind == FailureKind.RETRY || kind == FailureKind.RATE_LIMITED
                || kind == FailureKind.REAUTHORIZE;
        assertThat(again).isEqualTo(nothingApplied);
        assertThat(verdict instanceof Verdict.Unknown).isEqualTo(kind == FailureKind.OUTCOME_UNKNOWN);
    }

    @Test
    void comparesNumbersByValueAndTextExactly() {
        FieldValue ten = FieldValue.of(new Value.Decimal(new BigDecimal("10")));
        FieldValue tenAgain = FieldValue.of(new Value.Decimal(new BigDecimal("10.00")));
        assertThat(Comparison.same(ten, tenAgain)).isTrue();
        assertThat(Comparison.same(FieldValue.text("Ada"), FieldValue.text("ada"))).isFalse();
        assertThat(Comparison.holds(Map.of("a", FieldValue.CLEARED), Map.of("a", FieldValue.CLEARED))).isTrue();
        assertThat(Comparison.holds(Map.of("a", FieldValue.CLEARED), Map.of())).isFalse();
        assertThat(Comparison.holds(Map.of("a", FieldValue.UNREAD), Map.of("a", FieldValue.text("x")))).isTrue();
    }

    private Verdict read(BacklogEntry entry, Answer answer) {
        return AnswerReading.of(entry, new Dated<>(answer, 5, 6, 1), commands.account(), NOW);
    }

    private static BacklogEntry entry(WriteCommand command) {
        return new BacklogEntry(command, 1, command.head().lane(), 0, Optional.empty());
    }
}
