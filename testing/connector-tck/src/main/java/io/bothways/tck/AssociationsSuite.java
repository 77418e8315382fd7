package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordRelations;
import io.bothways.connector.write.RecordRelations.Relation;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.runtime.calls.App;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** References from one record to another, whatever the app keeps them in. */
abstract class AssociationsSuite extends Suite {
    private Trial trial;
    private App app;
    private String first;
    private String second;

    AssociationsSuite(ConnectorTck tck) {
        super(tck);
    }

    @BeforeEach
    void twoCompanies() {
        assumeTrue(person().reference().isPresent(), "persons refer to nothing");
        trial = trial();
        app = trial.warm();
        Sample company = subject().company().orElseThrow();
        first = trial.person(company, 1);
        second = trial.person(company, 2);
    }

    @Test
    void aRecordIsMadeWithItsReference() {
        Map<String, FieldValue> values = new HashMap<>(person().values(1));
        values.put(field(), to(first));

        Answer made = Trial.create(app, person(), List.of(new NewRecord(values, "marker"))).getFirst();

        assertThat(made).isInstanceOf(Answer.Done.class);
        assertThat(reference(((Answer.Done) made).id())).isEqualTo(to(first));
    }

    @Test
    void aReferenceIsSetMovedAndTakenAway() {
        String id = trial.person(person(), 1);

        assertThat(Trial.update(app, person(), id, Map.of(field(), to(first)))).isInstanceOf(Answer.Done.class);
        assertThat(reference(id)).isEqualTo(to(first));

        Trial.update(app, person(), id, Map.of(field(), to(second), person().text(), FieldValue.text("moved")));
        assertThat(reference(id)).isEqualTo(to(second));
        assertThat(Trial.readOne(app, person(), id).fields())
                .containsEntry(person().text(), FieldValue.text("moved"));

        assertThat(Trial.update(app, person(), id, Map.of(field(), FieldValue.CLEARED)))
                .isInstanceOf(Answer.Done.class);
        assertThat(reference(id)).isEqualTo(FieldValue.CLEARED);
    }

    @Test
    void aReferenceToNothingIsARefusalOfThatRecordAlone() {
        String good = trial.person(person(), 1);
        String bad = trial.person(person(), 2);
        trial.remove(subject().company().orElseThrow(), second);

        Answer refused = Trial.update(app, person(), bad, Map.of(field(), to(second)));
        Answer done = Trial.update(app, person(), good, Map.of(field(), to(first)));

        assertThat(refused).isInstanceOfSatisfying(Answer.Failed.class, failed ->
                assertThat(failed.kind()).isEqualTo(FailureKind.REJECTED));
        assertThat(done).isInstanceOf(Answer.Done.class);
        assertThat(reference(good)).isEqualTo(to(first));
    }

    @Test
    void aListingTellsReferencesAsAReadingDoes() {
        String id = trial.person(person(), 1);
        Trial.update(app, person(), id, Map.of(field(), to(first)));

        assertThat(Trial.list(app, person())).singleElement().extracting(SourceRecord::fields).satisfies(fields ->
                assertThat(fields).containsEntry(field(), to(first)));
    }

    @Test
    void singleRelationsAreAddedAndTakenAwayAndMayBeRepeated() {
        only(RecordRelations.class);
        String id = trial.person(person(), 1);
        List<Relation> relation =
                List.of(new Relation(id, new Value.Reference(subject().company().orElseThrow().type(), first)));

        for (int time = 0; time < 2; time++) {
            assertThat(app.call(connector -> connector.need(RecordRelations.class)
                                    .relate(person().type(), field(), relation))
                            .value())
                    .singleElement()
                    .isInstanceOf(Answer.Done.class);
            assertThat(reference(id)).isEqualTo(to(first));
        }
        for (int time = 0; time < 2; time++) {
            assertThat(app.call(connector -> connector.need(RecordRelations.class)
                                    .unrelate(person().type(), field(), relation))
                            .value())
                    .singleElement()
                    .isInstanceOf(Answer.Done.class);
            assertThat(reference(id)).isEqualTo(FieldValue.CLEARED);
        }
    }

    private String field() {
        return person().reference().orElseThrow();
    }

    private FieldValue to(String company) {
        return FieldValue.of(new Value.Reference(subject().company().orElseThrow().type(), company));
    }

    private FieldValue reference(String id) {
        return Trial.readOne(app, person(), id).fields().get(field());
    }
}
