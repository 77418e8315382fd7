package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads by id and by key. */
abstract class ReadingSuite extends Suite {
    ReadingSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void everyIdIsInExactlyOnePartOfTheAnswer() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(3));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        trial.remove(person(), ids.get(1));
        String never = changed(ids.get(0));
        List<String> asked = List.of(ids.get(0), ids.get(1), ids.get(2), never, "no id at all");
        List<String> found = new ArrayList<>();

        int batch = descriptor().reading().batch();
        for (int start = 0; start < asked.size(); start += batch) {
            Found some = Trial.read(app, person(), asked.subList(start, Math.min(asked.size(), start + batch)));
            some.records().forEach(record -> found.add("there " + record.id()));
            some.missing().forEach(id -> found.add("gone " + id));
            some.moved().forEach((id, to) -> found.add("moved " + id));
            assertThat(some.reliable()).isTrue();
        }

        assertThat(found).containsExactlyInAnyOrder(
                "there " + ids.get(0), "gone " + ids.get(1), "there " + ids.get(2), "gone " + never,
                "gone no id at all");
    }

    @Test
    void aFullBatchIsReadInOneCall() {
        int batch = descriptor().reading().batch();
        Trial trial = trial(SimulatorOptions.defaults().withContacts(batch));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        trial.countAnew();

        Found found = Trial.read(app, person(), ids);

        assertThat(found.records()).hasSize(batch);
        assertThat(trial.calls()).isEqualTo(1);
    }

    @Test
    void readingNothingCostsNothing() {
        Trial trial = trial();
        App app = trial.warm();

        assertThat(Trial.read(app, person(), Set.of()).records()).isEmpty();
        assertThat(trial.calls()).isZero();
    }

    @Test
    void whatWasJustWrittenIsReadAtOnceWhateverAnIndexSays() {
        Trial trial = trial(SimulatorOptions.defaults().withSearchLag(60_000));
        App app = trial.warm();
        String id = trial.person(person(), 1);
        trial.edit(person(), id, person().text(), "a moment ago");

        assertThat(Trial.readOne(app, person(), id).fields())
                .containsEntry(person().text(), FieldValue.text("a moment ago"))
                .containsEntry(person().key(), FieldValue.text(person().keys().apply(1)));
    }

    @Test
    void aRecordIsFoundByItsKeyAndAMissSaysIfItCanBeTrusted() {
        only(KeyLookup.class);
        Trial trial = trial();
        App app = trial.warm();
        String id = trial.person(person(), 1);
        trial.pass(descriptor().horizons().indexLag().plusSeconds(1));

        Found found = app.call(connector -> connector.need(KeyLookup.class)
                        .findByKey(
                                person().type(),
                                person().fields(),
                                person().key(),
                                List.of(person().keys().apply(1), person().keys().apply(2))))
                .value();

        assertThat(found.records()).extracting(SourceRecord::id).containsExactly(id);
        assertThat(found.records().getFirst()).isEqualTo(Trial.readOne(app, person(), id));
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void aLookupThatCallsItselfReliableSeesWhatWasJustWritten() {
        only(KeyLookup.class);
        Trial trial = trial(SimulatorOptions.defaults().withSearchLag(60_000));
        App app = trial.warm();
        trial.person(person(), 1);

        Found found = app.call(connector -> connector.need(KeyLookup.class)
                        .findByKey(
                                person().type(),
                                person().fields(),
                                person().key(),
                                List.of(person().keys().apply(1))))
                .value();

        assertThat(found.records().isEmpty() && found.reliable())
                .as("a miss that is said to be reliable, right after the record was made")
                .isFalse();
    }

    @Test
    void aKeyWithEveryKindOfSignIsAValueAndNothingElse() {
        only(KeyLookup.class);
        App app = trial(SimulatorOptions.defaults().withContacts(3)).warm();

        for (String odd : List.of("o'hara@example.com", "a\\b\"c@example.com", "x' OR Id != '", "ä€𝄞@example.com", "%")) {
            assertThat(app.call(connector -> connector.need(KeyLookup.class)
                                    .findByKey(person().type(), person().fields(), person().key(), List.of(odd)))
                            .value()
                            .records())
                    .as(odd)
                    .isEmpty();
        }
    }

    @Test
    void anIdLeadsToTheRecordThatItLivesOnIn() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(3));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        Optional<String> survivor = subject().combine(trial, ids.get(0), ids.get(1));
        assumeTrue(survivor.isPresent(), "the app does not tell where combined records live on");

        List<String> losers = ids.subList(0, 2).stream()
                .filter(id -> !id.equals(survivor.get()))
                .toList();
        for (String loser : losers) {
            Found found = Trial.read(app, person(), List.of(loser));
            assertThat(found.moved()).containsEntry(loser, survivor.get());
            assertThat(found.records()).isEmpty();
            assertThat(found.missing()).isEmpty();
        }
        assertThat(Trial.readOne(app, person(), survivor.get()).id()).isEqualTo(survivor.get());

        Optional<String> again = subject().combine(trial, ids.get(2), survivor.get());
        again.filter(last -> !last.equals(survivor.get())).ifPresent(last -> {
            Found chain = Trial.read(app, person(), List.of(survivor.get()));
            assertThat(chain.moved()).containsEntry(survivor.get(), last);
        });
    }

    /** An id of the same form that nobody has. */
    private static String changed(String id) {
        int at = id.length() / 2;
        StringBuilder other = new StringBuilder(id);
        for (int i = at; i < id.length() && i < 14; i++) {
            other.setCharAt(i, Character.isDigit(id.charAt(i)) ? '9' : id.charAt(i));
        }
        return other.toString().equals(id) ? id + "9" : other.toString();
    }
}
