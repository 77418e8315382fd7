package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.descriptor.Writing.ClearToken;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Typed values, empty ones, and what write answers tell. */
abstract class ValuesSuite extends Suite {
    ValuesSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void typedValuesComeBackAsTheyWereWritten() {
        Trial trial = trial();
        App app = trial.warm();
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.putAll(person().typed());

        Answer made = Trial.create(app, person(), List.of(new NewRecord(values, "marker"))).getFirst();

        assertThat(made).isInstanceOf(Answer.Done.class);
        SourceRecord read = Trial.readOne(app, person(), ((Answer.Done) made).id());
        assertThat(read.fields()).containsAllEntriesOf(person().typed());
        assertThat(read.version()).isPositive();
    }

    @Test
    void aChangeWritesItsFieldsAndLeavesTheOthersAlone() {
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);
        Map<String, FieldValue> changes = new HashMap<>(person().typed());
        changes.put(person().text(), FieldValue.text("changed"));
        Map<String, FieldValue> before = Trial.readOne(app, person(), id).fields();

        Trial.update(app, person(), id, changes);

        Map<String, FieldValue> expected = new HashMap<>(before);
        expected.putAll(changes);
        assertThat(Trial.readOne(app, person(), id).fields()).isEqualTo(expected);
    }

    @Test
    void aClearedFieldIsEmptyAndAnUnreadOneIsLeftAlone() {
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);
        trial.edit(person(), id, person().text(), "there");

        Trial.update(app, person(), id, Map.of(person().text(), FieldValue.UNREAD));
        assertThat(text(app, id)).isEqualTo(FieldValue.text("there"));

        Answer cleared = Trial.update(app, person(), id, Map.of(person().text(), FieldValue.CLEARED));
        if (descriptor().writing().clear() == ClearToken.NONE) {
            assertThat(cleared).isInstanceOf(Answer.Failed.class);
            assertThat(text(app, id)).isEqualTo(FieldValue.text("there"));
        } else {
            assertThat(cleared).isInstanceOf(Answer.Done.class);
            assertThat(text(app, id)).isEqualTo(FieldValue.CLEARED);
        }
    }

    @Test
    void aNewRecordHasNothingToEmpty() {
        Trial trial = trial();
        App app = trial.warm();
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.put(person().text(), FieldValue.CLEARED);

        Answer made = Trial.create(app, person(), List.of(new NewRecord(values, "marker"))).getFirst();

        assertThat(made).isInstanceOf(Answer.Done.class);
        assertThat(text(app, ((Answer.Done) made).id())).isEqualTo(FieldValue.CLEARED);
    }

    @Test
    void anAnswerTellsWhatTheRecordHoldsOrSaysThatItDoesNot() {
        Trial trial = trial();
        App app = trial.warm();
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.put(person().text(), FieldValue.text("told"));

        Answer.Done made = (Answer.Done)
                Trial.create(app, person(), List.of(new NewRecord(values, "marker"))).getFirst();
        Answer.Done changed = (Answer.Done)
                Trial.update(app, person(), made.id(), Map.of(person().text(), FieldValue.text("told again")));

        if (descriptor().writing().tellsInAnswer()) {
            SourceRecord now = Trial.readOne(app, person(), made.id());
            assertThat(changed.told()).hasValueSatisfying(told -> {
                assertThat(told.id()).isEqualTo(made.id());
                assertThat(now.fields()).containsAllEntriesOf(told.fields());
                assertThat(told.fields()).containsEntry(person().text(), FieldValue.text("told again"));
                assertThat(told.version()).isEqualTo(now.version());
            });
            assertThat(made.told()).hasValueSatisfying(told ->
                    assertThat(told.fields()).containsEntry(person().text(), FieldValue.text("told")));
        } else {
            assertThat(made.told()).isEmpty();
            assertThat(changed.told()).isEmpty();
        }
    }

    private FieldValue text(App app, String id) {
        return Trial.readOne(app, person(), id).fields().get(person().text());
    }
}
