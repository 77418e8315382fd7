package io.bothways.poller;

import io.bothways.poller.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets a poll come sooner when its account's own interval has become shorter: the next one was scheduled by the longer
 * one, and may be a day away.
 */
final class Paces {
    private final Map<PolledType, Duration> followed = new HashMap<>();

    void follow(
            Set<PolledType> wanted,
            Function<PolledType, Optional<Duration>> ownInterval,
            Schedules schedules,
            Instant now) {
        followed.keySet().retainAll(wanted);
        for (PolledType type : wanted) {
            Optional<Duration> interval = ownInterval.apply(type);
            Duration before = followed.get(type);
            if (interval.isEmpty()) {
                followed.remove(type);
            } else if (!interval.get().equals(before) && schedules.hasten(type.key(), now.plus(interval.get()))) {
                followed.put(type, interval.get());
            }
        }
    }
}
