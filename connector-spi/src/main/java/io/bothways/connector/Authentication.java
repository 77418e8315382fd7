package io.bothways.connector;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How an access token is come by. The runtime keeps it (encrypted), shares it over replicas and renews it once for all. */
public interface Authentication {
    /** A fresh token, from a static credential or by a call to the app's token endpoint. Throws REAUTHORIZE if refused. */
    Token obtain();

    /**
     * @param header the whole value of the {@code Authorization} header; where the app wants its token elsewhere, the
     *     whole line of that header, as in {@code x-api-token: 0123}
     * @param expiresAt absent where the app does not say
     * @param host the address that the app wants its calls at, where it names one with the token
     * @param renewed credential members that changed (a rotating refresh token) and have to be stored
     */
    record Token(String header, Optional<Instant> expiresAt, Optional<URI> host, Map<String, String> renewed) {
        public Token {
            renewed = Map.copyOf(renewed);
        }

        @Override
        public String toString() {
            return "Token[expires " + expiresAt + "]";
        }
    }
}
