package io.bothways.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseWaitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int tries;
    private final DatabaseWait wait = new DatabaseWait(() -> now, LIMIT, time -> now = now.plus(time));

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03"})
    void triesAgainUntilTheDatabaseIsThere(String state) {
        // Given
        failures.addAll(List.of(wrapped(new SQLException("away", state)), wrapped(new SQLException("away", state))));

        // When
        wait.run(this::work);

        // Then
        assertThat(tries).isEqualTo(3);
    }

    @Test
    void waitsForAConnectionThatTheServerIsTooSlowToGive() {
        // Given
        failures.add(wrapped(new SQLException("no connection in time", new TimeoutException())));

        // When
        wait.run(this::work);

        // Then
        assertThat(tries).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "3D000", "42601"})
    void doesNotWaitForWhatWouldFailAgain(String state) {
        // Given
        RuntimeException failure = wrapped(new SQLException("refused", state));
        failures.add(failure);

        // When, then
        assertThatThrownBy(() -> wait.run(this::work)).isSameAs(failure);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void givesUpAtItsLimit() {
        // Given
        for (int i = 0; i < 100; i++) {
            failures.add(wrapped(new SQLException("away", "08001")));
        }
        Instant begun = now;

        // When, then
        assertThatThrownBy(() -> wait.run(this::work)).hasMessage("the schema");
        assertThat(now).isEqualTo(begun.plus(LIMIT));
    }

    private void work() {
        tries++;
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException wrapped(SQLException cause) {
        return new IllegalStateException("the schema", cause);
    }
}
