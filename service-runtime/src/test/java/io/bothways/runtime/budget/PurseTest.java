package io.bothways.runtime.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.contracts.Lane;
import io.bothways.runtime.budget.Ask.Answered;
import io.bothways.runtime.budget.Ask.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How seldom a process asks for its calls, and that it gives back what it does not use. */
class PurseTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BudgetClock clock = new BudgetClock(nanos::get);
    private final List<Ask> asks = new ArrayList<>();

    @Test
    void lendsAPackOfALargeLimitForManyCalls() throws InterruptedException {
        // Given
        Purse purse = purse(1_000_000);

        // When
        for (int i = 0; i < 500; i++) {
            purse.take(Lane.BACKFILL).used();
        }

        // Then
        assertThat(asks).hasSize(1);
        nanos.addAndGet(Purse.HOLD.toNanos());
        purse.report();
        assertThat(asks.getLast().answered().stream().mapToLong(Answered::calls).sum()).isEqualTo(500);
        assertThat(asks.getLast().unused()).isEqualTo(501);
    }

    @Test
    void asksForEachCallOfASmallLimit() throws InterruptedException {
        Purse purse = purse(190);

        for (int i = 0; i < 5; i++) {
            purse.take(Lane.LIVE).used();
        }

        assertThat(asks).hasSize(5).allSatisfy(ask -> assertThat(ask.pack()).isZero());
    }

    @Test
    void aRightThatIsNotUsedInTimeIsNoneAnyMore() throws InterruptedException {
        Purse purse = purse(190);
        Permit permit = purse.take(Lane.LIVE);
        assertThat(permit.isValid()).isTrue();

        nanos.addAndGet(Purse.HOLD.toNanos());

        assertThat(permit.isValid()).isFalse();
    }

    @Test
    void whatWasToldInVainIsToldAgain() throws InterruptedException {
        // Given: a database that is away for the second exchange
        Purse purse = new Purse("p", charges(190), Duration.ofSeconds(30), ask -> {
            asks.add(ask);
            if (asks.size() == 2) {
                throw new IllegalStateException("away");
            }
            return granted(ask);
        }, clock);
        purse.take(Lane.LIVE).used();

        // When
        assertThatThrownBy(() -> purse.take(Lane.LIVE)).hasMessage("away");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        purse.take(Lane.LIVE);

        // Then
        assertThat(asks.get(2).answered()).containsExactly(new Answered(1, 1_000));
        assertThat(asks.get(2).demand()).containsEntry(Lane.LIVE, 1L);
    }

    @Test
    void everyoneWhoWaitsGetsACall() throws Exception {
        Purse purse = purse(190);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Lane lane = Lane.values()[i % 4];
                threads.submit(() -> {
                    purse.take(lane).used();
                    return lane;
                });
            }
        }
        purse.report();

        long lent = asks.stream().flatMap(ask -> ask.demand().values().stream()).mapToLong(Long::longValue).sum();
        long answered = asks.stream().flatMap(ask -> ask.answered().stream()).mapToLong(Answered::calls).sum();
        assertThat(lent).isEqualTo(200);
        assertThat(answered).isEqualTo(200);
    }

    private Purse purse(long tokens) {
        return new Purse("p", charges(tokens), Duration.ofSeconds(30), ask -> {
            asks.add(ask);
            return granted(ask);
        }, clock);
    }

    private static List<Charge> charges(long tokens) {
        Limit limit = Limit.of("app/portal/limit", "limit", tokens, new Span.Rolling(Duration.ofSeconds(10)), 100, 0);
        return List.of(new Charge(limit, 1));
    }

    private static Grant granted(Ask ask) {
        return new Grant(ask.demand(), ask.pack(), 0);
    }
}
