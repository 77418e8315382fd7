package io.bothways.connector.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesPositionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LAG = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void reachesBackByTheLagAndComesBackAsItWas() {
        ChangesPosition position = ChangesPosition.startingAt(NOON, LAG);

        assertThat(ChangesPosition.of(position.cursor())).isEqualTo(position);
        assertThat(position.floorSeconds()).isEqualTo(NOON.minus(LAG).getEpochSecond());
        assertThat(position.wants(NOON.minus(LAG).toEpochMilli())).isTrue();
        assertThat(position.wants(NOON.minus(LAG).toEpochMilli() - 1000)).isFalse();
        ChangesPosition reading = position.begun(NOON).next(Optional.of("a|b"), LAG, DAY);
        assertThat(ChangesPosition.of(reading.cursor())).isEqualTo(reading);
        assertThat(reading.after()).isEqualTo("a|b");
        assertThat(reading.isReading()).isTrue();
    }

    @Test
    void wantsARecordOfTheSecondThatTheFloorIsIn() {
        ChangesPosition position = ChangesPosition.startingAt(NOON.plusMillis(700), Duration.ZERO);

        assertThat(position.wants(NOON.toEpochMilli())).isTrue();
    }

    @Test
    void keepsAskingForTheLastMinutesUntilTheNewestStampHasRested() {
        ChangesPosition position = ChangesPosition.startingAt(NOON, LAG).begun(NOON)
                .seen(NOON.toEpochMilli(), NOON)
                .next(Optional.empty(), LAG, DAY);
        assertThat(position.isReading()).isFalse();
        assertThat(position.floorSeconds()).isEqualTo(NOON.minus(LAG).getEpochSecond());

        ChangesPosition rested = position.begun(NOON.plus(DAY).plus(LAG)).next(Optional.empty(), LAG, DAY);
        assertThat(rested.floorSeconds()).isEqualTo(NOON.plus(DAY).getEpochSecond());
        ChangesPosition longRested = rested.begun(NOON.plus(DAY.multipliedBy(9))).next(Optional.empty(), LAG, DAY);
        assertThat(longRested.floorSeconds()).isEqualTo(NOON.plus(DAY).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1|2|3|4", "1|2|3|x|", "9999999999999999999|0|0|0|"})
    void aPositionOfAnotherKindHasExpired(String position) {
        assertThatThrownBy(() -> ChangesPosition.of(new Cursor(position)))
                .isInstanceOfSatisfying(ConnectorException.class, expired ->
                        assertThat(expired.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
    }
}
