package io.bothways.connector.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchPositionTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final int PAGE = 20;

    private record Entry(long id, long stamp) {}

    @Test
    void readsEverythingWhateverTiesThereAreAndEnds() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Entry> index = new ArrayList<>();
            int stamps = 1 + random.nextInt(30);
            for (long id = 1; id <= random.nextInt(400); id++) {
                index.add(new Entry(id, NOON.toEpochMilli() + random.nextInt(stamps)));
            }
            Set<Long> seen = new HashSet<>();
            int pages = read(SearchPosition.startingAt(NOON), index, random, seen);

            assertThat(seen).as("seed %d", seed).hasSize(index.size());
            assertThat(pages).as("seed %d", seed).isLessThanOrEqualTo(4 + 2 * stamps + 2 * index.size() / PAGE);
        }
    }

    @Test
    void skipsNothingWhileRecordsMoveToTheEnd() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Entry> index = new ArrayList<>();
            for (long id = 1; id <= 300; id++) {
                index.add(new Entry(id, NOON.toEpochMilli() + random.nextInt(150)));
            }
            Set<Long> seen = new HashSet<>();
            SearchPosition position = SearchPosition.startingAt(NOON);
            int edits = 0;
            do {
                position = page(position, index, random, seen);
                for (int i = 0; i < 3 && edits < 120; i++, edits++) {
                    Entry edited = index.remove(random.nextInt(index.size()));
                    index.add(new Entry(edited.id(), NOON.toEpochMilli() + 1_000 + edits));
                }
            } while (position.reading());

            assertThat(seen).as("seed %d", seed).hasSize(300);
        }
    }

    @Test
    void isTheSameAfterItWasStored() {
        SearchPosition position = SearchPosition.startingAt(NOON).begun(NOON).after(1, 5, 77, true, NOON);
        assertThat(SearchPosition.of(position.cursor())).isEqualTo(position);
    }

    @Test
    void isRefusedAsExpiredWhereItIsNotUnderstood() {
        for (String unknown : List.of("", "12345", "s1:1:2:3:4:5:x", "s0:1:2:3:4:5:6")) {
            assertThatThrownBy(() -> SearchPosition.of(new Cursor(unknown)))
                    .isInstanceOfSatisfying(ConnectorException.class, failed ->
                            assertThat(failed.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
        }
    }

    @Test
    void beginsTheNextReadBehindStampsThatHaveRested() {
        SearchPosition rested = SearchPosition.startingAt(NOON.minusSeconds(60))
                .begun(NOON)
                .after(NOON.toEpochMilli(), NOON.toEpochMilli(), 1, false, NOON)
                .begun(NOON.plus(Duration.ofMinutes(2)))
                .after(0, 0, 0, false, NOON.plus(Duration.ofMinutes(2)));

        assertThat(rested.reading()).isFalse();
        assertThat(rested.from()).isEqualTo(NOON.toEpochMilli() + 1);
    }

    private static int read(SearchPosition start, List<Entry> index, Random random, Set<Long> seen) {
        SearchPosition position = start;
        int pages = 0;
        do {
            position = page(position, index, random, seen);
            pages++;
            assertThat(pages).isLessThan(5_000);
        } while (position.reading());
        return pages;
    }

    /** What HubSpot answers: sorted by one property, equal ones in any order. */
    private static SearchPosition page(SearchPosition at, List<Entry> index, Random random, Set<Long> seen) {
        SearchPosition position = at.begun(NOON);
        List<Entry> shuffled = new ArrayList<>(index);
        java.util.Collections.shuffle(shuffled, random);
        List<Entry> found = shuffled.stream()
                .filter(entry -> position.byStamp()
                        ? entry.stamp() >= position.from()
                        : entry.stamp() == position.from() && entry.id() > position.afterId())
                .sorted(position.byStamp() ? Comparator.comparing(Entry::stamp) : Comparator.comparing(Entry::id))
                .toList();
        List<Entry> page = found.subList(0, Math.min(PAGE, found.size()));
        page.forEach(entry -> seen.add(entry.id()));
        return position.after(
                page.stream().mapToLong(Entry::stamp).min().orElse(0),
                page.stream().mapToLong(Entry::stamp).max().orElse(0),
                page.stream().mapToLong(Entry::id).max().orElse(0),
                found.size() > PAGE,
                NOON);
    }
}
