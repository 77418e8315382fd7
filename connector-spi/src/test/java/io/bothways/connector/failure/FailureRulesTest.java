package io.bothways.connector.failure;

import static io.bothways.connector.failure.FailureRule.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-14T22:30:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final FailureRule ELSE =
            when().then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "refused");

    private static final FailureRules RULES = FailureRules.of(
            when().status(429).code("policy", "DAILY")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.DAILY_LIMIT_REACHED, "the day is used up"),
            when().status(429, 420)
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "too fast"),
            when().code("code", "NO_RIGHT*")
                    .then(FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "not allowed"),
            when().statusBetween(500, 599).readable(false)
                    .then(FailureKind.RETRY, FailureCodes.APP_UNAVAILABLE, "down")
                    .leavesWritesOpen(),
            when().header("x-moved", "yes").then(FailureKind.NOT_FOUND, FailureCodes.NOT_FOUND, "gone"),
            when().code("code", "LIMIT").message("Concurrent")
                    .then(FailureKind.RATE_LIMITED, FailureCodes.RATE_LIMIT_REACHED, "too many at once"),
            ELSE);

    @Test
    void theFirstRuleThatMatchesDecides() {
        assertThat(code(answer(429, Map.of("policy", "DAILY"), ""))).isEqualTo(FailureCodes.DAILY_LIMIT_REACHED);
        assertThat(code(answer(429, Map.of(), ""))).isEqualTo(FailureCodes.RATE_LIMIT_REACHED);
        assertThat(code(answer(420, Map.of("policy", "DAILY"), ""))).isEqualTo(FailureCodes.RATE_LIMIT_REACHED);
        assertThat(code(answer(400, Map.of("code", "NO_RIGHT_TO_READ"), "")))
                .isEqualTo(FailureCodes.PERMISSION_MISSING);
        assertThat(code(answer(400, Map.of("code", "LIMIT"), "ConcurrentRequests")))
                .isEqualTo(FailureCodes.RATE_LIMIT_REACHED);
        assertThat(code(answer(400, Map.of(), "ConcurrentRequests"))).isEqualTo(FailureCodes.REQUEST_REFUSED);
        assertThat(code(new ErrorAnswer(400, Map.of("x-moved", "yes"), true, Map.of(), "", "")))
                .isEqualTo(FailureCodes.NOT_FOUND);
    }

    @Test
    void theAppsOwnWordsAndFieldAreKept() {
        ConnectorFailure refused = RULES.decide(
                new ErrorAnswer(400, Map.of(), true, Map.of(), "no such thing", "email"), CLOCK, Optional.empty());

        assertThat(refused.failure().appMessage()).isEqualTo("no such thing");
        assertThat(refused.failure().field()).isEqualTo("email");
        assertThat(refused.failure().message()).isEqualTo("refused");
        assertThat(refused.failure().status()).isEqualTo(400);
    }

    @Test
    void anOpenAnswerIsAnUnknownOutcomeForWritesOnly() {
        ConnectorFailure down = RULES.decide(
                new ErrorAnswer(502, Map.of(), false, Map.of(), "", ""), CLOCK, Optional.empty());
        ConnectorFailure refused = RULES.decide(answer(502, Map.of(), ""), CLOCK, Optional.empty());

        assertThat(down.kind()).isEqualTo(FailureKind.RETRY);
        assertThat(down.ofWrite().kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        assertThat(refused.ofWrite()).isEqualTo(refused);
    }

    @Test
    void aTableHasToDecideEveryAnswerAndNoRuleMayBeOutOfReach() {
        assertThatThrownBy(() -> FailureRules.of(
                        when().status(400).then(FailureKind.REJECTED, FailureCodes.REQUEST_REFUSED, "refused")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FailureRules.of(ELSE, ELSE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageAloneDecidesNothing() {
        assertThatThrownBy(() -> when().status(400).message("already exists"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 30, PT30S",
        "seconds, 1.5, PT1.5S",
        "'seconds', 'Sat, 14 Mar 2026 22:31:00 GMT', PT1M",
        "milliseconds, 250, PT0.25S",
        "epoch, 1773527430, PT30S",
    })
    void aTimeToComeBackIsReadInTheAppsOwnMeaning(String meaning, String value, Duration ahead) {
        assertThat(time(meaning, value)).contains(NOW.plus(ahead));
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, -5",
        "seconds, NaN",
        "seconds, soon",
        "seconds, 99999999",
        "epoch, 5",
        "epoch, 99999999999",
        "seconds, 'Sat, 14 Mar 2020 22:31:00 GMT'",
    })
    void aTimeThatCannotBeMeantIsNotBelieved(String meaning, String value) {
        assertThat(time(meaning, value)).isEmpty();
    }

    @Test
    void theDayEndsInTheAccountsZoneOrInTheApps() {
        ErrorAnswer answer = answer(429, Map.of(), "");
        RetryTime accounts = new RetryTime.Midnight(Optional.empty(), Duration.ofHours(1));
        RetryTime apps = new RetryTime.Midnight(Optional.of(ZoneOffset.UTC), Duration.ofHours(1));
        Optional<ZoneId> berlin = Optional.of(ZoneId.of("Europe/Berlin"));

        assertThat(accounts.of(answer, CLOCK, berlin)).contains(Instant.parse("2026-03-14T23:00:00Z"));
        assertThat(apps.of(answer, CLOCK, berlin)).contains(Instant.parse("2026-03-15T00:00:00Z"));
        assertThat(accounts.of(answer, CLOCK, Optional.empty())).contains(NOW.plus(Duration.ofHours(1)));
    }

    private static Optional<Instant> time(String meaning, String value) {
        RetryTime time = switch (meaning) {
            case "seconds" -> new RetryTime.SecondsHeader("retry");
            case "milliseconds" -> new RetryTime.MillisecondsHeader("retry");
            default -> new RetryTime.EpochHeader("retry");
        };
        return time.of(
                new ErrorAnswer(429, Map.of("retry", value), true, Map.of(), "", ""), CLOCK, Optional.empty());
    }

    private static String code(ErrorAnswer answer) {
        return RULES.decide(answer, CLOCK, Optional.empty()).failure().code();
    }

    private static ErrorAnswer answer(int status, Map<String, String> codes, String message) {
        return new ErrorAnswer(status, Map.of(), true, codes, message, "");
    }
}
