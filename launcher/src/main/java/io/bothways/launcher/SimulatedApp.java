package io.bothways.launcher;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a simulator says of itself once it accepts requests: its address and everything needed to connect to it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SimulatedApp(String app, @JsonProperty("base_url") URI baseUrl,
        @JsonProperty("access_token") @Nullable String accessToken,
        @JsonProperty("client_id") @Nullable String clientId,
        @JsonProperty("client_secret") @Nullable String clientSecret,
        @JsonProperty("webhook_secret") @Nullable String webhookSecret,
        @JsonProperty("organization_id") @Nullable String organizationId) {

    /** The secrets stay out of every log. */
    @Override
    public String toString() {
        return "SimulatedApp[" + app + " at " + baseUrl + "]";
    }
}
