package io.bothways.poller;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Polls several times a second. */
public final class FastPolls implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "bothways.poll.floor", "PT0.3S",
                "bothways.poll.ceiling", "PT0.6S",
                "bothways.poll.safety-listing", "PT1S",
                "bothways.poll.push-grace", "PT1S",
                "bothways.poll.webhook-url", "https://hooks.test",
                "bothways.poll.subscription-renewal", "PT1S");
    }
}
