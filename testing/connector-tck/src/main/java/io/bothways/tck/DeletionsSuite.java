package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.descriptor.Deletions.Source;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.DeletionSource.Deleted;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRestore;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How deletions are learnt, carried out and taken back. */
abstract class DeletionsSuite extends Suite {
    DeletionsSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void aSweepFindsWhatIsGone() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(5));
        App app = trial.warm();
        String gone = Trial.list(app, person()).get(2).id();
        trial.remove(person(), gone);

        assertThat(Trial.list(app, person())).extracting(SourceRecord::id).hasSize(4).doesNotContain(gone);
        assertThat(Trial.read(app, person(), List.of(gone)).missing()).containsExactly(gone);
    }

    @Test
    void theIncrementalQueryTellsDeletionsWhereTheLadderSaysSo() {
        only(ChangeSource.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(5));
        App app = trial.warm();
        List<SourceRecord> all = Trial.list(app, person());
        Cursor cursor = app.connector().need(ChangeSource.class).startingAt(person().type(), TurnedClock.now());
        trial.remove(person(), all.get(1).id());
        trial.pass(descriptor().horizons().indexLag().plusSeconds(1));
        List<String> told = new ArrayList<>();

        Trial.poll(app, person(), cursor, page -> {
            told.addAll(page.deleted());
            assertThat(page.records()).extracting(SourceRecord::id).doesNotContain(all.get(1).id());
        });

        if (descriptor().deletions().has(Source.CHANGES)) {
            assertThat(told).contains(all.get(1).id());
        } else {
            assertThat(told).as("the ladder does not name the incremental query").isEmpty();
        }
    }

    @Test
    void theIncrementalQueryTellsACombinedRecordAsDeletedOrWhereItLivesOnAndNotBoth() {
        only(ChangeSource.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(4));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        Cursor cursor = app.connector().need(ChangeSource.class).startingAt(person().type(), TurnedClock.now());
        Optional<String> survivor = subject().combine(trial, ids.get(1), ids.get(2));
        assumeTrue(survivor.isPresent(), "the app does not tell where combined records live on");
        trial.pass(descriptor().horizons().indexLag().plusSeconds(1));
        List<String> deleted = new ArrayList<>();
        Map<String, String> combined = new HashMap<>();

        Trial.poll(app, person(), cursor, page -> {
            deleted.addAll(page.deleted());
            combined.putAll(page.combined());
        });

        assertThat(deleted).isSubsetOf(ids.get(1), ids.get(2)).doesNotContain(survivor.get());
        assertThat(combined).doesNotContainKeys(deleted.toArray(String[]::new));
        assertThat(combined.values()).allMatch(survivor.get()::equals);
    }

    @Test
    void theFeedTellsDeletionsAndWhereCombinedRecordsLiveOn() {
        only(DeletionSource.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(5));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        Cursor cursor =
                app.connector().need(DeletionSource.class).startingAt(person().type(), TurnedClock.now());
        trial.remove(person(), ids.get(0));
        var survivor = subject().combine(trial, ids.get(1), ids.get(2));
        trial.pass(descriptor().horizons().indexLag().plusSeconds(1));
        List<String> deleted = new ArrayList<>();
        Map<String, String> combined = new HashMap<>();

        boolean more = true;
        while (more) {
            Cursor from = cursor;
            Deleted page = app.call(connector ->
                            connector.need(DeletionSource.class).deletions(person().type(), from))
                    .value();
            assertThat(page.complete()).isTrue();
            deleted.addAll(page.deleted());
            combined.putAll(page.combined());
            cursor = page.next();
            more = page.more();
        }

        assertThat(deleted).contains(ids.get(0)).doesNotContain(ids.get(3), ids.get(4));
        survivor.ifPresent(into -> combined.forEach((loser, winner) -> assertThat(winner).isEqualTo(into)));
    }

    @Test
    void aDeletedRecordIsGoneAndTheOthersAreNot() {
        only(RecordDeletion.class);
        int batch = Math.min(descriptor().writing().deleteBatch(), 20);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(batch + 1));
        App app = trial.warm();
        List<String> ids = Trial.list(app, person()).stream().map(SourceRecord::id).toList();
        List<String> doomed = ids.subList(0, batch);

        List<Answer> answers = delete(app, doomed);

        assertThat(answers).hasSize(batch).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Done.class));
        assertThat(Trial.list(app, person())).extracting(SourceRecord::id).containsExactly(ids.getLast());
    }

    @Test
    void deletingWhatIsGoneHarmsNothing() {
        only(RecordDeletion.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(2));
        App app = trial.warm();
        String gone = Trial.list(app, person()).getFirst().id();
        trial.remove(person(), gone);

        assertThat(delete(app, List.of(gone)))
                .singleElement()
                .isInstanceOfAny(Answer.Missing.class, Answer.Done.class);
        assertThat(Trial.list(app, person())).hasSize(1);
    }

    @Test
    void whatWasDeletedIsBroughtBackUnderItsId() {
        only(RecordRestore.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(2));
        App app = trial.warm();
        String id = Trial.list(app, person()).getFirst().id();
        delete(app, List.of(id));
        assertThat(Trial.read(app, person(), List.of(id)).missing()).contains(id);

        List<Answer> answers = app.call(connector ->
                        connector.need(RecordRestore.class).restore(person().type(), List.of(id)))
                .value();

        assertThat(answers).singleElement().isInstanceOf(Answer.Done.class);
        assertThat(Trial.readOne(app, person(), id).id()).isEqualTo(id);
    }

    private List<Answer> delete(App app, List<String> ids) {
        return app.call(connector -> connector.need(RecordDeletion.class).delete(person().type(), ids)).value();
    }
}
