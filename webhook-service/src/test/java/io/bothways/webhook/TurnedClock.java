package io.bothways.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The service's clock: runs like the machine's until a test stops it. */
@ApplicationScoped
class TurnedClock {
    private volatile Optional<Instant> stopped = Optional.empty();

    @Produces
    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return stopped.orElseGet(Instant::now);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("nobody asks for the time of day");
            }
        };
    }

    void stop() {
        stopped = Optional.of(Instant.now());
    }

    void pass(Duration time) {
        stopped = stopped.map(now -> now.plus(time));
    }

    void run() {
        stopped = Optional.empty();
    }
}
