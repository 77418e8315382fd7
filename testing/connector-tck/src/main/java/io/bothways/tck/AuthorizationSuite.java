package io.bothways.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.runtime.calls.App;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens: obtained once, renewed when they end, and never asked for in vain. */
abstract class AuthorizationSuite extends Suite {
    AuthorizationSuite(ConnectorTck tck) {
        super(tck);
    }

    @Test
    void aTokenIsObtainedOnceForManyCalls() {
        Trial trial = trial();
        App app = renewable(trial);

        identify(app);
        identify(app);

        assertThat(trial.calls(subject().tokenOperation())).isEqualTo(1);
    }

    @Test
    void aTokenThatTheAppNoLongerTakesIsRenewedWithinTheCall() {
        Trial trial = trial();
        App app = renewable(trial);
        identify(app);

        // Only the app's clock moves on: the app no longer takes a token that looks good to us.
        trial.passThere(Duration.ofDays(3));

        assertThat(identify(app)).isEqualTo(subject().identity(trial.startLine()));
        assertThat(trial.calls(subject().tokenOperation())).isEqualTo(2);
    }

    @Test
    void credentialsThatTheAppRefusesAskForAPerson() {
        Trial trial = trial();
        for (Map<String, String> good : java.util.List.of(
                subject().credentials(trial.startLine()),
                subject().renewable(trial.startLine()).orElse(Map.of()))) {
            Map<String, String> wrong = new HashMap<>(good);
            wrong.replaceAll((member, value) -> value.startsWith("http") ? value : "wrong");
            App app = trial.app(wrong);

            assertThatThrownBy(() -> identify(app))
                    .isInstanceOfSatisfying(ConnectorException.class, failed -> {
                        assertThat(failed.kind()).isEqualTo(FailureKind.REAUTHORIZE);
                        assertThat(failed.failure().code()).isEqualTo(FailureCodes.CREDENTIALS_REFUSED);
                    });
        }
    }

    @Test
    void aTokenEndpointInTroubleIsTriedAgainAndAsksForNobody() {
        Trial trial = trial();
        App app = renewable(trial);
        trial.fault(subject().tokenOperation(), Trial.Fault.status(503));

        assertThatThrownBy(() -> identify(app))
                .isInstanceOfSatisfying(ConnectorException.class, failed ->
                        assertThat(failed.kind()).isEqualTo(FailureKind.RETRY));
        assertThat(identify(app)).isEqualTo(subject().identity(trial.startLine()));
    }

    private App renewable(Trial trial) {
        var credentials = subject().renewable(trial.startLine());
        assumeTrue(credentials.isPresent(), "the app's tokens do not end");
        App app = trial.app(credentials.get());
        trial.countAnew();
        return app;
    }

    private static String identify(App app) {
        return app.call(connector -> connector.identify()).value().id();
    }
}
