package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incremental reads: nothing is lost at the edges of windows, and they end. */
abstract class ChangesSuite extends Suite {
    private static final int EDITS = 60;

    private final Set<String> seen = new HashSet<>();
    private final Consumer<Page> remember = page -> page.records().forEach(record -> seen.add(record.id()));

    ChangesSuite(ConnectorTck tck) {
        super(tck);
    }

    @BeforeEach
    void ofAppsThatTellChanges() {
        only(ChangeSource.class);
    }

    @Test
    void whatPeopleMakeAndEditIsTold() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(5));
        App app = trial.warm();
        Cursor cursor = Trial.poll(app, person(), startingAt(app, TurnedClock.now()), page -> {});
        trial.pass(lag().plus(granularity()));

        String made = trial.person(person(), 100);
        String edited = Trial.list(app, person()).getFirst().id();
        trial.edit(person(), edited, person().text(), "edited");
        trial.pass(lag().plusSeconds(1));
        Trial.poll(app, person(), cursor, remember);

        assertThat(seen).contains(made, edited);
    }

    @Test
    void aRecordThatIsToldHoldsWhatTheAppHolds() {
        Trial trial = trial();
        App app = trial.warm();
        Cursor cursor = startingAt(app, TurnedClock.now());
        String id = trial.person(person(), 1);
        trial.edit(person(), id, person().text(), "as it stands");
        trial.pass(lag().plusSeconds(1));
        SourceRecord[] told = new SourceRecord[1];

        Trial.poll(app, person(), cursor, page -> page.records().forEach(record -> told[0] = record));

        assertThat(told[0]).isEqualTo(Trial.readOne(app, person(), id));
        assertThat(told[0].fields()).containsOnlyKeys(person().fields());
    }

    /** Twice as many calls as pages are enough for the whole crowd; the app itself refuses what lies beyond its cap. */
    @Test
    void moreRecordsWithOneStampThanAnyAnswerHoldsAreAllReadWhileTheyAreEdited() {
        Clock stopped = Clock.fixed(TurnedClock.now(), ZoneOffset.UTC);
        Trial trial = trial(SimulatorOptions.defaults()
                .withContacts(subject().crowd())
                .withClock(stopped)
                .withSearchLag(lag().toMillis() * 2 / 3));
        trial.stampAll(person());
        trial.pass(lag());
        App app = trial.warm();
        NavigableSet<String> ids = trial.ids(person());
        int pages = subject().crowd() / descriptor().reading().changes().orElseThrow().page();
        Map<String, FieldValue> edits = new HashMap<>();
        Map<String, FieldValue> told = new HashMap<>();
        Consumer<Page> look = page -> {
            remember.accept(page);
            page.records().forEach(record -> told.put(record.id(), record.fields().get(person().text())));
            assertThat(trial.calls()).as("calls, while the read goes on and on").isLessThan(pages * 5L + 50);
        };

        Cursor cursor = Trial.poll(app, person(), startingAt(app, stopped.instant().minusSeconds(5)), page -> {
            look.accept(page);
            if (edits.size() < EDITS) {
                String text = "edited at call " + trial.calls();
                Stream.concat(
                                page.records().stream().map(SourceRecord::id).limit(3),
                                ids.descendingSet().stream()
                                        .filter(id -> !seen.contains(id) && !edits.containsKey(id))
                                        .limit(3))
                        .forEach(id -> {
                            trial.edit(person(), id, person().text(), text);
                            edits.put(id, FieldValue.text(text));
                        });
            }
        });
        long calls = trial.calls();
        trial.pass(lag().plus(granularity().compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ZERO : granularity())
                .plusSeconds(1));
        Trial.poll(app, person(), cursor, look);

        assertThat(seen).isEqualTo(ids).hasSize(subject().crowd());
        assertThat(edits).hasSizeGreaterThanOrEqualTo(EDITS);
        assertThat(told).containsAllEntriesOf(edits);
        assertThat(calls).as("calls for %d pages", pages).isLessThanOrEqualTo(pages * 2L + 10 + EDITS);
    }

    @Test
    void recordsThatAreEditedDuringAReadAreNeitherLostNorReadForEver() {
        int records = Math.min(3 * descriptor().reading().changes().orElseThrow().page() + 50, 4_500);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(records));
        App app = trial.warm();
        int[] pages = new int[1];

        Trial.poll(app, person(), startingAt(app, Instant.now().minus(Duration.ofDays(3_000))), page -> {
            remember.accept(page);
            pages[0]++;
            assertThat(pages[0]).as("pages of a read that has to end").isLessThan(500);
            page.records().stream().limit(3).forEach(record ->
                    trial.edit(person(), record.id(), person().text(), "edit " + pages[0]));
        });

        assertThat(seen).hasSize(records);
    }

    @Test
    void recordsThatAnIndexShowsLateAreToldOnceItsLagHasPassed() {
        Duration lag = lag();
        Trial trial = trial(SimulatorOptions.defaults().withContacts(3).withSearchLag(lag.toMillis() * 2 / 3));
        App app = trial.warm();
        Cursor cursor = Trial.poll(app, person(), startingAt(app, TurnedClock.now()), page -> {});
        String first = trial.person(person(), 100);
        trial.pass(lag.multipliedBy(3).dividedBy(4));
        String late = trial.person(person(), 101);
        cursor = Trial.poll(app, person(), cursor, remember);

        trial.pass(lag.plusSeconds(1));
        Trial.poll(app, person(), cursor, remember);

        assertThat(seen).contains(first, late);
    }

    @Test
    void anIdleAppCostsOneCallPerPollOnceItsStampsHaveRested() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(20));
        App app = trial.warm();
        Cursor cursor = Trial.poll(app, person(), startingAt(app, TurnedClock.now().minus(granularity())), page -> {});
        trial.pass(lag().multipliedBy(2).plus(granularity().multipliedBy(2)).plusSeconds(2));
        cursor = Trial.poll(app, person(), cursor, page -> {});
        trial.countAnew();

        Trial.poll(app, person(), cursor, remember);

        assertThat(trial.calls()).isEqualTo(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void aPositionThatIsNotUnderstoodIsAnExpiredOne() {
        App app = trial().warm();

        for (String position : List.of("", "of another connector", "0:0:0", "|||||||")) {
            assertThatThrownBy(() -> Trial.poll(app, person(), new Cursor(position), page -> {}))
                    .as(position)
                    .isInstanceOfSatisfying(ConnectorException.class, failed -> assertThat(failed.kind())
                            .isEqualTo(FailureKind.CURSOR_EXPIRED));
        }
    }

    private Cursor startingAt(App app, Instant since) {
        return app.connector().need(ChangeSource.class).startingAt(person().type(), since);
    }

    private Duration lag() {
        return descriptor().horizons().indexLag();
    }

    private Duration granularity() {
        return descriptor().reading().changes().orElseThrow().granularity();
    }
}
