package io.bothways.writer.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private final List<List<Integer>> calls = new ArrayList<>();

    private record Attempt(List<Integer> items, boolean refused) {}

    @Test
    void makesOneCallWhereNothingIsRefused() {
        // When
        List<Attempt> attempts = run(100, Set.of());

        // Then
        assertThat(attempts).hasSize(1);
        assertThat(calls).hasSize(1);
    }

    @Test
    void letsOnePoisonRecordFailAlone() {
        // When
        List<Attempt> attempts = run(100, Set.of(37));

        // Then
        assertThat(attempts.stream().filter(Attempt::refused).map(Attempt::items)).containsExactly(List.of(37));
        assertThat(attempts.stream().flatMap(attempt -> attempt.items().stream()))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(calls).hasSizeLessThanOrEqualTo(2 * 7 + 1);
    }

    @Test
    void findsSeveralPoisonRecords() {
        // When
        List<Attempt> attempts = run(64, Set.of(0, 31, 63));

        // Then
        assertThat(attempts.stream().filter(Attempt::refused).flatMap(attempt -> attempt.items().stream()))
                .containsExactly(0, 31, 63);
    }

    @Test
    void doesNotHalveASingleRecord() {
        // When
        List<Attempt> attempts = run(1, Set.of(0));

        // Then
        assertThat(attempts).containsExactly(new Attempt(List.of(0), true));
    }

    private List<Attempt> run(int count, Set<Integer> poison) {
        return Halving.run(
                IntStream.range(0, count).boxed().toList(),
                items -> {
                    calls.add(items);
                    return new Attempt(List.copyOf(items), items.stream().anyMatch(poison::contains));
                },
                Attempt::refused);
    }
}
