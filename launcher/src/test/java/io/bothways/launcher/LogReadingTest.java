package io.bothways.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogReadingTest {
    @Test
    void prefersWhatPostgresCallsFatal() {
        assertThat(LogReading.reason(List.of(
                "LOG:  starting PostgreSQL",
                "PANIC:  could not locate a valid checkpoint record",
                "LOG:  startup process was terminated")))
                .isEqualTo("PANIC:  could not locate a valid checkpoint record");
    }

    @Test
    void prefersTheRootOfAStackTraceToItsFrames() {
        assertThat(LogReading.reason(List.of(
                "ERROR Failed to start application",
                "java.lang.RuntimeException: wrapped",
                "\tat io.quarkus.Runner.main(Runner.java:1)",
                "Caused by: java.net.BindException: Address already in use",
                "\t... 12 more"))).isEqualTo("Caused by: java.net.BindException: Address already in use");
    }

    @Test
    void takesTheLastLineWhereNoneStandsOut() {
        assertThat(LogReading.reason(List.of("one", "two", " "))).isEqualTo("two");
        assertThat(LogReading.reason(List.of())).isEmpty();
    }
}
