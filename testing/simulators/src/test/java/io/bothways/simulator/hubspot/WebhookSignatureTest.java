package io.bothways.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final String SECRET = "secret";

    @Test
    void onlyTheListedSequencesOfTheAddressAreDecoded() {
        String decoded = WebhookSignature.v3(SECRET, "POST", "https://example.com/a:b@c/%20?x=%5B,;", "[]", 1);

        assertThat(WebhookSignature.v3(SECRET, "POST", "https://example.com/a%3Ab%40c%2f%20?x=%5B%2C%3b", "[]", 1))
                .isEqualTo(decoded);
        assertThat(WebhookSignature.v3(SECRET, "POST", "https://example.com/a:b@c/ ?x=[,;", "[]", 1))
                .isNotEqualTo(decoded);
    }

    @Test
    void everyPartIsSigned() {
        String signature = WebhookSignature.v3(SECRET, "POST", "https://example.com/a", "[]", 1);

        assertThat(WebhookSignature.v3("other", "POST", "https://example.com/a", "[]", 1)).isNotEqualTo(signature);
        assertThat(WebhookSignature.v3(SECRET, "PUT", "https://example.com/a", "[]", 1)).isNotEqualTo(signature);
        assertThat(WebhookSignature.v3(SECRET, "POST", "https://example.com/b", "[]", 1)).isNotEqualTo(signature);
        assertThat(WebhookSignature.v3(SECRET, "POST", "https://example.com/a", "[ ]", 1)).isNotEqualTo(signature);
        assertThat(WebhookSignature.v3(SECRET, "POST", "https://example.com/a", "[]", 2)).isNotEqualTo(signature);
    }
}
