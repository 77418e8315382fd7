package io.bothways.runtime.calls;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What is counted of the calls to apps. */
@ApplicationScoped
class CallMeters {
    /** Time of one exchange with an app, by connector, operation and outcome (ok, or the failure's kind). */
    static final String CALLS = "bothways.api.calls";

    /** Time that calls waited for the account's budget, by connector. */
    static final String WAIT = "bothways.budget.wait";

    private final MeterRegistry meters;

    CallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void called(String connector, String operation, String outcome, Duration took) {
        Timer.builder(CALLS)
                .tag("connector", connector)
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
    }

    void waited(String connector, Duration took) {
        Timer.builder(WAIT).tag("connector", connector).register(meters).record(took);
    }
}
