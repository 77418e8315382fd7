package io.bothways.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReadingTest {
    private static final Set<String> FIELDS = Set.of("title");

    static Stream<Shelf> shelves() {
        return Stream.of(Shelf.byOffset(), Shelf.byNumber(), Shelf.byAddress());
    }

    private static void fill(Shelf shelf, int books) {
        IntStream.range(0, books).forEach(number -> shelf.put(number, 1_000 + number, Map.of("title", "t" + number)));
    }

    /** All ids, with something that happens after the second page. */
    private static List<String> list(Shelf shelf, Runnable meanwhile) {
        List<String> ids = new ArrayList<>();
        Optional<Cursor> at = Optional.empty();
        int pages = 0;
        do {
            Page page = shelf.connector().need(RecordListing.class).list("books", FIELDS, at);
            page.records().forEach(record -> ids.add(record.id()));
            at = page.next();
            if (++pages == 2) {
                meanwhile.run();
            }
            assertThat(pages).isLessThan(50);
        } while (at.isPresent());
        return ids;
    }

    @ParameterizedTest
    @MethodSource("shelves")
    void everyRecordIsListedOnceHoweverPagesFollowEachOther(Shelf shelf) {
        fill(shelf, 45);

        assertThat(list(shelf, () -> {})).doesNotHaveDuplicates().hasSize(45);
    }

    @Test
    void aRecordIsNotLeftOutWhereOthersGoBetweenTwoPages() {
        Shelf shelf = Shelf.byOffset();
        fill(shelf, 45);

        List<String> ids = list(shelf, () -> List.of(2, 3, 5).forEach(shelf::remove));

        assertThat(new TreeSet<>(ids)).hasSize(45);
    }

    @Test
    void moreRecordsOfOneStampThanTheAppTellsAreReadByTheirIds() {
        Shelf shelf = Shelf.byOffset();
        IntStream.range(0, 95).forEach(number -> shelf.put(number, 5_000, Map.of("title", "t")));
        IntStream.range(95, 100).forEach(number -> shelf.put(number, 6_000, Map.of("title", "t")));
        ChangeSource changes = shelf.connector().need(ChangeSource.class);

        Set<String> ids = new TreeSet<>();
        Page page = changes.changes("books", FIELDS, changes.startingAt("books", Instant.ofEpochMilli(1_000)));
        while (page.more()) {
            page.records().forEach(record -> ids.add(record.id()));
            page = changes.changes("books", FIELDS, page.next().orElseThrow());
        }
        page.records().forEach(record -> ids.add(record.id()));

        assertThat(ids).hasSize(100);
        assertThat(shelf.calls()).isLessThan(20);
    }

    @Test
    void anIdlePollAsksOnceAndADeletedRecordIsTold() {
        Shelf shelf = Shelf.byOffset();
        fill(shelf, 3);
        shelf.put(7, 9_000, Map.of("gone", true));
        ChangeSource changes = shelf.connector().need(ChangeSource.class);

        Page first = changes.changes("books", FIELDS, changes.startingAt("books", Instant.ofEpochMilli(0)));
        int before = shelf.calls();
        Page second = changes.changes("books", FIELDS, first.next().orElseThrow());

        assertThat(first.deleted()).containsExactly(Shelf.id(7));
        assertThat(first.records()).hasSize(3);
        assertThat(second.more()).isFalse();
        assertThat(second.records()).isEmpty();
        assertThat(shelf.calls() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[1]", "{\"floor\":\"a\"}"})
    void aPositionOfSomebodyElseIsExpired(String position) {
        ChangeSource changes = Shelf.byOffset().connector().need(ChangeSource.class);

        assertThatThrownBy(() -> changes.changes("books", FIELDS, new Cursor(position)))
                .isInstanceOfSatisfying(ConnectorException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
    }

    @Test
    void valuesHaveTheirTypesAndThoseThatDoNotFitStayText() {
        Shelf shelf = Shelf.byOffset();
        shelf.put(1, 1, Map.of("title", "Ulysses", "price", 10.50, "day", "2026-02-30", "tags", List.of("b", "a")));

        SourceRecord record = shelf.connector().need(RecordListing.class)
                .list("books", Set.of("title", "price", "day", "tags"), Optional.empty())
                .records()
                .getFirst();

        assertThat(record.fields()).isEqualTo(Map.of(
                "title", FieldValue.text("Ulysses"),
                "price", FieldValue.of(new Value.Decimal(new BigDecimal("10.5"))),
                "day", FieldValue.of(new Value.Text("2026-02-30")),
                "tags", FieldValue.of(new Value.OptionSet(new TreeSet<>(Set.of("a", "b"))))));
    }
}
