package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordCount.Count;
import io.bothways.connector.read.RecordCount.Quality;
import io.bothways.connector.read.RecordListing;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Complete listings. */
abstract class PagingSuite extends Suite {
    PagingSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void everyRecordIsListedOnceWithEveryFieldThatWasAskedFor() {
        int records = Math.min(descriptor().reading().listPage() * 2 + 1, 2_600);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(records).withCompanies(5));
        App app = trial.warm();

        List<SourceRecord> all = Trial.list(app, person());

        assertThat(all).extracting(SourceRecord::id).hasSize(records).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(record -> assertThat(record.fields()).containsOnlyKeys(person().fields()));
    }

    @Test
    void aListingCostsOneCallPerPage() {
        int page = descriptor().reading().listPage();
        Trial trial = trial(SimulatorOptions.defaults().withContacts(Math.min(page * 2 + 1, 2_600)));
        App app = trial.warm();

        Trial.list(app, person());

        assertThat(trial.calls()).isLessThanOrEqualTo(4);
    }

    @Test
    void anEmptyTypeIsListedInOneCall() {
        Trial trial = trial();
        App app = trial.warm();

        assertThat(Trial.list(app, person())).isEmpty();
        assertThat(trial.calls()).isEqualTo(1);
    }

    @Test
    void aFieldThatTheAccountDoesNotHaveIsUnreadAndNotEmpty() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(1));

        Page page = trial.warm()
                .call(connector -> connector.need(RecordListing.class)
                        .list(person().type(), Set.of(person().key(), "no_such_field"), Optional.empty()))
                .value();

        assertThat(page.records().getFirst().fields()).containsOnlyKeys(person().key());
    }

    @Test
    void whatIsEditedDuringAListingIsInItNevertheless() {
        int records = Math.min(descriptor().reading().listPage() * 2 + 1, 2_600);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(records));
        App app = trial.warm();
        Set<String> seen = new HashSet<>();
        Optional<io.bothways.connector.read.Cursor> next = Optional.empty();
        do {
            var from = next;
            Page page = app.call(connector -> connector.need(RecordListing.class)
                            .list(person().type(), person().fields(), from))
                    .value();
            page.records().forEach(record -> seen.add(record.id()));
            if (next.isEmpty()) {
                page.records().stream().limit(5).forEach(record ->
                        trial.edit(person(), record.id(), person().text(), "edited meanwhile"));
            }
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(records);
    }

    @Test
    void aPageThatCannotBeReadIsNoEmptyPage() {
        Trial trial = trial(SimulatorOptions.defaults().withContacts(1));
        App app = trial.warm();
        trial.fault("*", Trial.Fault.status(200));

        assertThatThrownBy(() -> Trial.list(app, person())).isInstanceOf(ConnectorException.class);
    }

    @Test
    void recordsAreCountedAsWellAsTheAppCounts() {
        only(RecordCount.class);
        Trial trial = trial(SimulatorOptions.defaults().withContacts(7));

        Count count = trial.warm()
                .call(connector -> connector.need(RecordCount.class).count(person().type()))
                .value();

        if (count.quality() != Quality.UNKNOWN) {
            assertThat(count.records()).isEqualTo(7);
        }
    }
}
