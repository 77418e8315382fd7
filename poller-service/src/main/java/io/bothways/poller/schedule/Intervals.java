package io.bothways.poller.schedule;

import io.bothways.poller.PollConfig;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The operator's policy. */
@Dependent
class Intervals {
    @Produces
    @Singleton
    IntervalPolicy policy(PollConfig config) {
        return new IntervalPolicy(config.floor(), config.ceiling());
    }
}
