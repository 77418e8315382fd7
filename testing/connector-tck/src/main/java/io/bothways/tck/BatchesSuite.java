package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.descriptor.Writing.Partial;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordUpsert.Upserted;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Batches: one answer per input, in the order of the inputs, whatever becomes of the others. */
abstract class BatchesSuite extends Suite {
    BatchesSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void aFullBatchIsMadeWithOneAnswerPerInputInTheirOrder() {
        int batch = descriptor().writing().createBatch();
        Trial trial = trial();
        App app = trial.warm();
        List<NewRecord> inputs = new ArrayList<>();
        for (int number = 0; number < batch; number++) {
            inputs.add(new NewRecord(person().values(number), "marker-" + number));
        }

        List<Answer> answers = Trial.create(app, person(), inputs);

        assertThat(answers).hasSize(batch);
        for (int number = 0; number < batch; number++) {
            assertThat(answers.get(number)).isInstanceOf(Answer.Done.class);
            assertThat(trial.held(person(), ((Answer.Done) answers.get(number)).id())
                            .path("fields")
                            .path(person().key())
                            .asText())
                    .isEqualTo(person().keys().apply(number));
        }
    }

    @Test
    void aFullBatchIsChangedWithOneAnswerPerInputInTheirOrder() {
        int batch = descriptor().writing().updateBatch();
        Trial trial = trial(SimulatorOptions.defaults().withContacts(batch));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        List<RecordUpdate> inputs = ids.stream()
                .map(id -> new RecordUpdate(id, Map.of(person().text(), FieldValue.text("for " + id))))
                .toList();

        List<Answer> answers = Trial.update(app, person(), inputs);

        assertThat(answers).hasSize(batch);
        for (int i = 0; i < batch; i++) {
            assertThat(answers.get(i)).isInstanceOf(Answer.Done.class);
            assertThat(((Answer.Done) answers.get(i)).id()).isEqualTo(ids.get(i));
            assertThat(trial.held(person(), ids.get(i)).path("fields").path(person().text()).asText())
                    .isEqualTo("for " + ids.get(i));
        }
    }

    @Test
    void anEmptyBatchMakesNoCall() {
        Trial trial = trial();
        App app = trial.warm();

        assertThat(Trial.create(app, person(), List.of())).isEmpty();
        assertThat(Trial.update(app, person(), List.of())).isEmpty();
        assertThat(trial.calls()).isZero();
    }

    @Test
    void theGoodOnesOfABatchAreCarriedOutAndTheBadOneIsNamedWhereTheAppCanDoThat() {
        assumeTrue(descriptor().writing().partial() == Partial.PER_INPUT, "batches are not carried out in part");
        assumeTrue(!person().refused().isEmpty(), "the app takes every value");
        Sample.Refused bad = person().refused().getFirst();
        Trial trial = trial();
        App app = trial.warm();
        List<NewRecord> inputs = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Map<String, FieldValue> values = new HashMap<>(person().values(number));
            if (number == 2) {
                values.put(bad.field(), bad.value());
            }
            inputs.add(new NewRecord(values, "marker-" + number));
        }

        List<Answer> answers = Trial.create(app, person(), inputs);

        assertThat(answers).hasSize(5);
        for (int number = 0; number < 5; number++) {
            assertThat(answers.get(number)).isInstanceOf(number == 2 ? Answer.Failed.class : Answer.Done.class);
        }
        assertThat(Trial.list(app, person())).hasSize(4);
    }

    @Test
    void noneOfABatchIsCarriedOutWhereTheAppSaysAllOrNothing() {
        assumeTrue(descriptor().writing().partial() == Partial.ALL_OR_NOTHING, "batches are not all or nothing");
        assumeTrue(!person().refused().isEmpty(), "the app takes every value");
        Sample.Refused bad = person().refused().getFirst();
        Trial trial = trial();
        App app = trial.warm();
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.put(bad.field(), bad.value());

        assertThatThrownBy(() -> Trial.create(app, person(), List.of(
                        new NewRecord(person().values(0), "a"), new NewRecord(values, "b"))))
                .isInstanceOfSatisfying(ConnectorException.class, refused ->
                        assertThat(refused.kind()).isEqualTo(FailureKind.REJECTED));
        assertThat(Trial.list(app, person())).isEmpty();
    }

    @Test
    void aRefusedValueEndsAsItsCodeWithTheFieldAndTheAppsOwnWords() {
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);

        assertThat(person().refused()).allSatisfy(bad ->
                assertThat(Trial.update(app, person(), id, Map.of(bad.field(), bad.value())))
                        .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                            assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED);
                            assertThat(failed.failure().code()).isEqualTo(bad.code());
                            assertThat(failed.failure().appMessage()).isNotBlank();
                            assertThat(failed.failure().message()).isNotBlank();
                            if (bad.namesField()) {
                                assertThat(failed.failure().field()).isEqualTo(bad.field());
                            }
                        }));
    }

    @Test
    void aSecondRecordWithAUniqueKeyIsADuplicateThatNamesTheFirst() {
        assumeTrue(person().uniqueKey(), "the app lets keys repeat");
        Trial trial = trial();
        App app = trial.warm();
        String there = trial.person(person(), 1);

        List<Answer> answers =
                Trial.create(app, person(), List.of(new NewRecord(person().values(1), "another-marker")));

        assertThat(answers).singleElement().isInstanceOfSatisfying(Answer.Duplicate.class, duplicate -> {
            assertThat(duplicate.failure().code()).isEqualTo(FailureCodes.DUPLICATE_VALUE);
            duplicate.existing().ifPresent(id -> assertThat(id).isEqualTo(there));
        });
        assertThat(Trial.list(app, person())).hasSize(1);
    }

    @Test
    void aChangeOfARecordThatIsGoneIsMissingAndNeverANewRecord() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(2));
        App app = trial.warm();
        String gone = Trial.list(app, person()).getFirst().id();
        trial.remove(person(), gone);

        assertThat(Trial.update(app, person(), gone, Map.of(person().text(), FieldValue.text("too late"))))
                .isInstanceOf(Answer.Missing.class);
        assertThat(Trial.list(app, person())).hasSize(1);
    }

    @Test
    void anUpsertMakesARecordOnceAndThenChangesIt() {
        only(RecordUpsert.class);
        Trial trial = trial();
        App app = trial.warm();

        Upserted made = upsert(app, "first");
        Upserted changed = upsert(app, "second");

        assertThat(made.created()).isTrue();
        assertThat(changed.created()).isFalse();
        assertThat(((Answer.Done) changed.answer()).id()).isEqualTo(((Answer.Done) made.answer()).id());
        assertThat(Trial.list(app, person())).singleElement().satisfies(record ->
                assertThat(record.fields()).containsEntry(person().text(), FieldValue.text("second")));
    }

    private Upserted upsert(App app, String text) {
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.putIfAbsent(subject().upsertKey(), FieldValue.text("one-and-the-same"));
        values.put(person().text(), FieldValue.text(text));
        return app.call(connector -> connector.need(RecordUpsert.class)
                        .upsert(person().type(), subject().upsertKey(), List.of(new NewRecord(values, ""))))
                .value()
                .getFirst();
    }
}
