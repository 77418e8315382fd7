package io.bothways.simulator.hubspot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HubSpot's signatures of webhooks: v3 over method, address, body and time, v1 over secret and body. */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    /** The only sequences of the address that HubSpot decodes before it signs. */
    private static final Map<String, String> DECODED = Map.ofEntries(Map.entry("%3A", ":"), Map.entry("%2F", "/"),
            Map.entry("%3F", "?"), Map.entry("%40", "@"), Map.entry("%21", "!"), Map.entry("%24", "$"),
            Map.entry("%27", "'"), Map.entry("%28", "("), Map.entry("%29", ")"), Map.entry("%2A", "*"),
            Map.entry("%2C", ","), Map.entry("%3B", ";"));

    private WebhookSignature() {
    }

    static String v3(String secret, String method, String url, String body, long timestamp) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String signed = method + decoded(url) + body + timestamp;
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    static String v1(String secret, String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((secret + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String decoded(String url) {
        StringBuilder decoded = new StringBuilder(url.length());
        for (int at = 0; at < url.length(); at++) {
            String plain = at + 3 <= url.length()
                    ? DECODED.get(url.substring(at, at + 3).toUpperCase(Locale.ROOT)) : null;
            if (plain == null) {
                decoded.append(url.charAt(at));
            } else {
                decoded.append(plain);
                at += 2;
            }
        }
        return decoded.toString();
    }
}
