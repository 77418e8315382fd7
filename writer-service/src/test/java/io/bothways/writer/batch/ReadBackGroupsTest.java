package io.bothways.writer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Lane;
import io.bothways.writer.SampleCommands;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.batch.ReadBackGroups.Group;
import io.bothways.writer.batch.ReadBackGroups.MoreUnderWay;
import io.bothways.writer.batch.ReadBackGroups.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadBackGroupsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final MoreUnderWay MORE = (type, waiting) -> true;
    private static final MoreUnderWay NO_MORE = (type, waiting) -> false;

    private final ReadBackGroups groups = new ReadBackGroups(
            new ReadBackGroups.Waits(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofMillis(150)), 3);

    @Test
    void readsAFullGroupAtOnceThoughMoreIsUnderWay() {
        // Given
        add(Lane.BACKFILL, START, "1", "2", "3", "4");

        // When / Then
        assertThat(ids(groups.next(START, MORE))).containsExactly("1", "2", "3");
        assertThat(groups.next(START, MORE)).isEmpty();
    }

    @Test
    void waitsForMoreWritesButNotForEver() {
        // Given
        add(Lane.BACKFILL, START, "1");

        // When / Then
        assertThat(groups.next(START.plusMillis(1999), MORE)).isEmpty();
        assertThat(groups.nextDue(MORE)).isEqualTo(START.plusSeconds(2));
        assertThat(ids(groups.next(START.plusSeconds(2), MORE))).containsExactly("1");
    }

    @Test
    void readsABackfillsRestOnceNothingMoreComes() {
        // Given
        add(Lane.BACKFILL, START, "1", "2");

        // When / Then
        assertThat(groups.next(START.plusMillis(149), NO_MORE)).isEmpty();
        assertThat(ids(groups.next(START.plusMillis(150), NO_MORE))).containsExactly("1", "2");
    }

    @Test
    void readsALiveEditAtOnceWhenItIsAlone() {
        // Given
        add(Lane.LIVE, START, "1");

        // When / Then
        assertThat(ids(groups.next(START, NO_MORE))).containsExactly("1");
    }

    @Test
    void letsALiveEditWaitBrieflyForItsNeighbours() {
        // Given
        add(Lane.LIVE, START, "1");

        // When / Then
        assertThat(groups.next(START.plusMillis(49), MORE)).isEmpty();
        assertThat(ids(groups.next(START.plusMillis(50), MORE))).containsExactly("1");
    }

    @Test
    void doesNotTryAgainBeforeItsTime() {
        // Given
        add(Lane.LIVE, START.plusSeconds(10), "1");

        // When / Then
        assertThat(groups.next(START.plusSeconds(9), NO_MORE)).isEmpty();
        assertThat(ids(groups.next(START.plusSeconds(10), NO_MORE))).containsExactly("1");
        assertThat(groups.isEmpty()).isTrue();
    }

    private void add(Lane lane, Instant at, String... ids) {
        for (String id : ids) {
            var command = SampleCommands.plain().in(lane).update(id, "link-" + id, 1, "record-" + id, Map.of());
            groups.add(new Written(new BacklogEntry(command, 1, lane, 0, Optional.empty()), "record-" + id, at, 0));
        }
    }

    private static List<String> ids(Optional<Group> group) {
        return group.map(found -> found.written().stream().map(each -> each.entry().id()).toList()).orElse(List.of());
    }
}
