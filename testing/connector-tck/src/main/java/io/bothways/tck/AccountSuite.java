package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordCount.Count;
import io.bothways.connector.read.RecordCount.Quality;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds at any account, whatever it holds and whoever works there. Nothing is written. */
abstract class AccountSuite extends Suite {
    private static final int PAGES = 20;

    private App app;

    AccountSuite(ConnectorTck tck) {
        super(tck);
    }

    @BeforeEach
    void open() {
        app = account(SimulatorOptions.defaults().withContacts(250).withCompanies(3)).app();
    }

    @Test
    void itSaysWhoItIs() {
        var identity = app.call(connector -> connector.identify()).value();

        assertThat(identity.id()).isNotBlank();
        assertThat(identity.label()).isNotBlank();
        assertThat(ZoneId.of(identity.zone())).isNotNull();
    }

    @Test
    void itsTypesAreDescribedWithTheFieldsThatAreSynced() {
        List<ObjectSchema> types =
                app.call(connector -> connector.need(SchemaReader.class).describe()).value();

        assertThat(types).extracting(ObjectSchema::type).doesNotHaveDuplicates().contains(person().type());
        assertThat(types).filteredOn(type -> type.type().equals(person().type())).singleElement().satisfies(type ->
                assertThat(type.fields()).extracting(field -> field.name()).containsAll(person().fields()));
    }

    @Test
    void everyRecordOfAListingComesOnceWithEveryFieldThatWasAskedFor() {
        List<SourceRecord> listed = new ArrayList<>();
        listed(listed);

        assertThat(listed).extracting(SourceRecord::id).doesNotHaveDuplicates();
        assertThat(listed).allSatisfy(record -> assertThat(record.fields()).containsOnlyKeys(person().fields()));
    }

    @Test
    void whatIsListedIsReadTheSameByIdAndWhatNobodyHasIsMissing() {
        List<SourceRecord> listed = page(Optional.empty()).records();
        List<String> ids = new ArrayList<>(listed.stream()
                .map(SourceRecord::id)
                .limit(Math.max(0, Math.min(20, descriptor().reading().batch() - 1L)))
                .toList());
        String nobodys = "no-such-record";
        ids.add(nobodys);

        Found found = Trial.read(app, person(), ids);

        Map<String, SourceRecord> byId =
                found.records().stream().collect(Collectors.toMap(SourceRecord::id, Function.identity()));
        assertThat(found.missing()).contains(nobodys);
        assertThat(found.records().size() + found.missing().size() + found.moved().size()).isEqualTo(ids.size());
        assertThat(listed).filteredOn(record -> byId.containsKey(record.id())).allSatisfy(record -> {
            // Somebody may be working there.
            if (record.version() == byId.get(record.id()).version()) {
                assertThat(byId.get(record.id())).isEqualTo(record);
            }
        });
    }

    @Test
    void whatWasModifiedInADayIsToldAndThePollEnds() {
        only(ChangeSource.class);
        Cursor next = app.connector().need(ChangeSource.class)
                .startingAt(person().type(), TurnedClock.now().minus(Duration.ofDays(1)));
        boolean more = true;
        for (int pages = 0; more && pages < PAGES; pages++) {
            Cursor from = next;
            Page page = app.call(connector ->
                            connector.need(ChangeSource.class).changes(person().type(), person().fields(), from))
                    .value();
            assertThat(page.records()).allSatisfy(record ->
                    assertThat(record.fields()).containsOnlyKeys(person().fields()));
            assertThat(page.next()).isPresent();
            assertThat(page.more() && page.next().orElseThrow().equals(from)).as("a read that stands still").isFalse();
            next = page.next().orElseThrow();
            more = page.more();
        }
    }

    @Test
    void recordsAreCountedAsTheyAreListed() {
        only(RecordCount.class);
        List<SourceRecord> listed = new ArrayList<>();
        boolean complete = listed(listed);
        Count count = app.call(connector -> connector.need(RecordCount.class).count(person().type())).value();

        if (complete && count.quality() == Quality.EXACT) {
            assertThat(count.records()).isEqualTo(listed.size());
        }
        assertThat(count.records()).isNotNegative();
    }

    /** The first pages; whether they are all. */
    private boolean listed(List<SourceRecord> all) {
        Optional<Cursor> next = Optional.empty();
        for (int pages = 0; pages < PAGES; pages++) {
            Page page = page(next);
            all.addAll(page.records());
            next = page.next();
            if (next.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Page page(Optional<Cursor> from) {
        Set<String> fields = person().fields();
        return app.call(connector -> connector.need(RecordListing.class).list(person().type(), fields, from)).value();
    }
}
