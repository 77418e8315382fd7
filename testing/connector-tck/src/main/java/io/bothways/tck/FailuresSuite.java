package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.runtime.calls.App;
import io.bothways.simulator.kit.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What errors mean: decided by status and codes, with the vendor's own words kept. */
abstract class FailuresSuite extends Suite {
    private static final String PAGE = "<!DOCTYPE html><html><body><h1>Bad gateway</h1>cloudflare</body></html>";

    FailuresSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void everyErrorOfTheVendorMeansWhatItsPagesSay() {
        App app = account(SimulatorOptions.defaults()).app();

        assertThat(subject().errors()).isNotEmpty().allSatisfy(error -> {
            Instant before = TurnedClock.now();
            ConnectorFailure failure =
                    app.connector().classify(error.status(), error.headers(), error.body());

            assertThat(failure.kind()).isEqualTo(error.kind());
            assertThat(failure.failure().code()).isEqualTo(error.code());
            assertThat(failure.failure().appMessage()).contains(error.words());
            assertThat(failure.failure().status()).isEqualTo(error.status());
            error.away().ifPresent(wait -> assertThat(failure.retryAt())
                    .hasValueSatisfying(at -> assertThat(at)
                            .isBetween(before.plus(wait).minusSeconds(2), TurnedClock.now().plus(wait).plusSeconds(2))));
        });
    }

    @Test
    void theVendorsErrorsNameTheKindsThatEveryAppHas() {
        Set<FailureKind> kinds = subject().errors().stream()
                .map(VendorError::kind)
                .collect(java.util.stream.Collectors.toSet());

        assertThat(kinds).contains(
                FailureKind.RETRY,
                FailureKind.RATE_LIMITED,
                FailureKind.REAUTHORIZE,
                FailureKind.NOT_FOUND,
                FailureKind.REJECTED);
    }

    @Test
    void aPageOfSomeProxyIsPassingTroubleAndLeavesAWriteOpenWhereItMayHaveArrived() {
        App app = account(SimulatorOptions.defaults()).app();

        for (String body : List.of(PAGE, "", "null", "[]", "{}", "{\"mess", "\"text\"", "0")) {
            assertThat(app.connector().classify(502, Map.of(), body)).as("502 %s", body).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
                assertThat(failure.ofWrite().kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
                assertThat(failure.failure().message()).isNotBlank().doesNotContain("<");
            });
            assertThat(app.connector().classify(503, Map.of(), body).ofWrite().kind())
                    .as("503 %s", body)
                    .isEqualTo(FailureKind.RETRY);
        }
    }

    @Test
    void everyStatusMeansSomethingWhateverItsBody() {
        App app = account(SimulatorOptions.defaults()).app();

        for (int status = 300; status < 600; status++) {
            for (String body : List.of(PAGE, "", "{\"mess", "{}", "[{}]", "[null]")) {
                ConnectorFailure failure = app.connector().classify(status, Map.of(), body);
                assertThat(failure.kind()).as("%d %s", status, body).isNotNull();
                assertThat(failure.failure().code()).isNotBlank();
            }
        }
    }

    @Test
    void aMissingAddressIsNotFoundAndARefusedTokenAsksForAnother() {
        App app = account(SimulatorOptions.defaults()).app();

        assertThat(app.connector().classify(404, Map.of(), "").kind()).isEqualTo(FailureKind.NOT_FOUND);
        assertThat(app.connector().classify(401, Map.of(), "").kind()).isEqualTo(FailureKind.REAUTHORIZE);
    }

    @Test
    void aThrottledAccountStaysAwayAsLongAsTheAppSays() {
        VendorError throttled = subject().errors().stream()
                .filter(error -> error.kind() == FailureKind.RATE_LIMITED)
                .findFirst()
                .orElseThrow();
        Trial trial = trial();
        App app = trial.warm();
        trial.fault("*", Trial.Fault.of(throttled));
        Instant before = TurnedClock.now();

        assertThatThrownBy(() -> Trial.list(app, person()))
                .isInstanceOfSatisfying(ConnectorException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
                    assertThat(failed.retryAt().orElseThrow()).isAfter(before);
                    throttled.away().ifPresent(wait -> assertThat(failed.retryAt().orElseThrow())
                            .isBetween(before.plus(wait).minusSeconds(2), TurnedClock.now().plus(wait).plusSeconds(2)));
                });
        long calls = trial.calls();
        assertThatThrownBy(() -> Trial.list(app, person()))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED));
        assertThat(trial.calls()).as("a parked account makes no call").isEqualTo(calls);

        trial.pass(throttled.away().orElse(Duration.ofHours(1)).plusSeconds(2));
        assertThat(Trial.list(app, person())).isEmpty();
    }

    @Test
    void budgetsThatTheAppTellsOfAreTakenForAsLargeAsItSays() {
        Assumptions.assumeFalse(subject().budgetsTold().isEmpty(), "the app's answers tell nothing of its budgets");
        Trial trial = trial();
        App app = trial.warm();
        trial.control("PUT", "limits", Map.of("mode", "real"));

        Trial.list(app, person());

        Awaitility.await("the next report").atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                assertThat(app.forecasts())
                        .filteredOn(forecast -> subject().budgetsTold().contains(forecast.limit()))
                        .hasSameSizeAs(subject().budgetsTold())
                        .allSatisfy(forecast -> assertThat(forecast.allowed())
                                .isLessThan(Trial.UNLIMITED)));
    }

    @Test
    void theAppsRealLimitIsUnderstoodWhenAnotherIntegrationHasReachedIt() {
        String call = subject().callOfAnotherIntegration()
                .orElseGet(() -> Assumptions.abort("too many calls are needed to reach the limit of this app"));
        Trial trial = trial();
        App app = trial.warm();
        trial.control("PUT", "limits", Map.of("mode", "real"));

        // The app's window may end between the two.
        ConnectorException[] limited = new ConnectorException[1];
        for (int attempt = 0; attempt < 5 && limited[0] == null; attempt++) {
            trial.useUp(call);
            try {
                app.call(connector -> connector.identify());
            } catch (ConnectorException failed) {
                limited[0] = failed;
            }
        }

        assertThat(limited[0]).isNotNull();
        assertThat(limited[0].kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(limited[0].failure().code())
                .isIn(FailureCodes.RATE_LIMIT_REACHED, FailureCodes.DAILY_LIMIT_REACHED);
        assertThat(limited[0].retryAt().orElseThrow()).isAfter(TurnedClock.now());
    }
}
