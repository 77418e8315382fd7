package io.bothways.webhook;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Hinted records are read without rest, save where their account says otherwise. */
public final class AtOnce implements QuarkusTestProfile {
    static final String URL = "https://hooks.example.test/bothways";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "bothways.settle.delay", "PT0S", "bothways.settle.maximum", "PT3S", "bothways.webhook.url", URL + "/");
    }
}
