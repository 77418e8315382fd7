package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.descriptor.Writing.Marker;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes whose answer is lost, and writes that are repeated. */
abstract class UnknownOutcomesSuite extends Suite {
    UnknownOutcomesSuite(ConnectorTck tck) {
        super(tck);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status_after", "reset_after"})
    void aLostAnswerIsNeverTakenForNothingDone(String lost) {
        Trial trial = trial();
        App app = trial.warm();
        trial.fault(subject().createOperation(), Trial.Fault.after(lost));

        assertThatThrownBy(() -> create(app, "marker"))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN));

        assertThat(Trial.list(app, person())).as("the app had carried it out").hasSize(1);
    }

    @Test
    void aCallThatMayHaveArrivedIsAsOpenAsOneThatHas() {
        Trial trial = trial();
        App app = trial.warm();
        trial.fault(subject().createOperation(), Trial.Fault.after("reset_before"));

        assertThatThrownBy(() -> create(app, "marker"))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN));
    }

    @Test
    void aServerThatSaysItIsDownHasDoneNothingAndIsTriedAgain() {
        Trial trial = trial();
        App app = trial.warm();
        trial.fault(subject().createOperation(), Trial.Fault.status(503));

        assertThatThrownBy(() -> create(app, "marker"))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.RETRY));

        assertThat(create(app, "marker")).isInstanceOf(Answer.Done.class);
        assertThat(Trial.list(app, person())).hasSize(1);
    }

    @Test
    void aReadWithoutAnAnswerIsSimplyTriedAgain() {
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);
        trial.fault("*", Trial.Fault.after("reset_after"));

        assertThatThrownBy(() -> Trial.readOne(app, person(), id))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.RETRY));
        assertThat(Trial.readOne(app, person(), id).id()).isEqualTo(id);
    }

    @Test
    void aChangeMayBeRepeated() {
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);

        for (int time = 0; time < 2; time++) {
            assertThat(Trial.update(app, person(), id, Map.of(person().text(), FieldValue.text("twice"))))
                    .isInstanceOf(Answer.Done.class);
        }

        assertThat(Trial.readOne(app, person(), id).fields())
                .containsEntry(person().text(), FieldValue.text("twice"));
    }

    @Test
    void aCreateMayBeRepeatedWhereItIsAnUpsertByItsMarker() {
        assumeTrue(descriptor().writing().marker() == Marker.UPSERT, "creates are no upserts");
        App app = trial().warm();

        Answer made = create(app, "one-and-the-same");
        Answer again = create(app, "one-and-the-same");

        assertThat(((Answer.Done) again).id()).isEqualTo(((Answer.Done) made).id());
        assertThat(Trial.list(app, person())).hasSize(1);
    }

    private Answer create(App app, String marker) {
        return Trial.create(app, person(), List.of(new NewRecord(person().values(1), marker))).getFirst();
    }
}
