package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @Test
    void readsEveryInstantAsTheJdkWritesIt() {
        Random random = new Random(1);
        int[] steps = {1, 1_000, 1_000_000, 10_000_000, 1_000_000_000};
        for (int at = 0; at < 10_000; at++) {
            int step = steps[at % steps.length];
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_200_000_000L, 253_500_000_000L), random.nextInt(1_000_000_000) / step * step);

            assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T08:09:10.1Z",
                "2026-01-31T08:09:10+02:00",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-01-31T08:09:10,5Z",
                "2026-01-31T08:09:10.Z",
                "2026-01-31T08:09Z"
            })
    void agreesWithTheJdkOnWhatIsUnusual(String text) {
        assertThat(outcome(() -> Instants.parse(text))).isEqualTo(outcome(() -> Instant.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Z", "2026-01-31", "2026-02-30T08:09:10Z", "2026-01-31T08:09:10",
                "2026-01-31T08:09:10.1234567891Z", "2026-01-31T08:6x:10Z", "２026-01-31T08:09:10Z"
            })
    void refusesWhatIsNoInstant(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instants.parse(text));
    }

    private static Object outcome(Supplier<Instant> parse) {
        try {
            return parse.get();
        } catch (DateTimeException refused) {
            return "refused";
        }
    }
}
