package io.bothways.runtime.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the app says of its limits, and what a forecast says of them. */
class UsageTest {
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    @Test
    void countsWhatOthersUseOnceTheAppSaysSo() {
        // Given
        Usage usage = usage(new Span.Rolling(Duration.ofSeconds(10)), 100);
        usage.answered(30, NOON);

        // When: 30 of ours, and 20 are left
        usage.told(20, 0, NOON);

        // Then
        assertThat(usage.usedByOthers()).isEqualTo(50);
        assertThat(usage.room(Lane.LIVE)).isEqualTo(20);
        usage.advance(NOON + 11_000);
        assertThat(usage.room(Lane.LIVE)).isEqualTo(100);
    }

    @Test
    void doesNotTakeADelayForSomebodyElse() {
        // Given: what was answered when the app spoke does not count any more when we hear of it
        Usage usage = usage(new Span.Rolling(Duration.ofSeconds(10)), 100);
        usage.answered(100, NOON);
        usage.advance(NOON + 10_500);

        // When
        usage.told(0, 0, NOON);

        // Then
        assertThat(usage.usedByOthers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 1_000_000, Long.MAX_VALUE})
    void isGivenNoMoreThanItsLimitByAnAppThatNamesMore(long left) {
        Usage usage = usage(new Span.Rolling(Duration.ofSeconds(10)), 100);
        usage.answered(60, NOON);

        usage.told(left, 0, NOON);

        assertThat(usage.room(Lane.LIVE)).isEqualTo(40);
    }

    @Test
    void takesALimitThatWasSetTooLargeForWhatTheAppSaysThatItIs() {
        // Given: a tenth is the others' reserve, of a limit that is ten thousand times too large
        Limit configured = Limit.of("key", "daily", 1_000_000, new Span.Day(ZoneId.of("UTC")), 100, 10);
        Usage usage = new Usage(configured);
        usage.advance(NOON);

        // When
        usage.told(100, 100, NOON);

        // Then
        assertThat(usage.limit().tokens()).isEqualTo(100);
        assertThat(usage.usedByOthers()).isZero();
        assertThat(usage.room(Lane.LIVE)).isEqualTo(90);
        Usage stored = UsageBytes.read(configured, UsageBytes.write(usage));
        stored.advance(NOON);
        assertThat(stored.room(Lane.LIVE)).isEqualTo(90);
    }

    @Test
    void doesNotRaiseALimitBecauseTheAppNamesALargerOne() {
        Usage usage = usage(new Span.Rolling(Duration.ofSeconds(10)), 100);

        usage.told(100, 500, NOON);

        assertThat(usage.room(Lane.LIVE)).isEqualTo(100);
    }

    @Test
    void believesTheAppsOwnCountOfADay() {
        Usage usage = usage(new Span.Day(ZoneId.of("UTC")), 1_000);
        usage.answered(700, NOON);

        usage.told(900, 0, NOON);

        assertThat(usage.room(Lane.LIVE)).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "", " ", "12.5", "1e9", "Infinity", "99999999999999999999", "many"})
    void aHeaderThatIsNoNumberOfCallsIsNotPlausible(String left) {
        assertThat(Budgets.plausible(left)).isEmpty();
    }

    @Test
    void aHeaderWithANumberIsPlausible() {
        assertThat(Budgets.plausible(" 17 ")).hasValue(17);
    }

    @Test
    void leavesTheRestOfADayToMoreUrgentLanes() {
        Usage usage = usage(new Span.Day(ZoneId.of("UTC")), 1_000);
        usage.answered(850, NOON);

        assertThat(usage.room(Lane.LIVE)).isEqualTo(150);
        assertThat(usage.room(Lane.RETRY)).isEqualTo(100);
        assertThat(usage.room(Lane.BACKFILL)).isEqualTo(50);
        assertThat(usage.room(Lane.NIGHTLY)).isZero();
    }

    @Test
    void foretellsWhenADayRunsOut() {
        // Given: 600 in the last hour, 300 left, twelve hours to go
        Usage usage = usage(new Span.Day(ZoneId.of("UTC")), 1_000);
        usage.answered(100, NOON - Duration.ofHours(5).toMillis());
        usage.answered(600, NOON - Duration.ofMinutes(30).toMillis());

        // When
        Forecast forecast = Forecast.of(usage);

        // Then
        assertThat(forecast.left()).isEqualTo(300);
        assertThat(forecast.perHour()).isEqualTo(600);
        assertThat(forecast.emptyAt()).hasValue(Instant.ofEpochMilli(NOON).plus(Duration.ofMinutes(30)));
        assertThat(forecast.renewedAt()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    }

    @Test
    void foretellsNoEndWhereItLasts() {
        Usage usage = usage(new Span.Day(ZoneId.of("UTC")), 100_000);
        usage.answered(600, NOON - Duration.ofMinutes(30).toMillis());

        assertThat(Forecast.of(usage).emptyAt()).isEmpty();
    }

    private static Usage usage(Span span, long tokens) {
        Usage usage = new Usage(Limit.of("app/portal/limit", "limit", tokens, span, 100, 0));
        usage.advance(NOON);
        return usage;
    }
}
