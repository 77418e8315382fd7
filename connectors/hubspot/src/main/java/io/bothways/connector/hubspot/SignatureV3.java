package io.bothways.connector.hubspot;

import io.bothways.connector.webhook.WebhookSource.Push;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HubSpot's signature of a push: HMAC-SHA256 over method, address, body and timestamp. The address is ours from the
 * configuration, because HubSpot signs what it was told to call and a proxy may have changed the rest; a few encoded
 * characters, and no others, are decoded in it first (vendor's page "Validating requests").
 */
final class SignatureV3 {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Map<String, String> DECODED = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%2F", "/"),
            Map.entry("%3F", "?"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2A", "*"),
            Map.entry("%2C", ","),
            Map.entry("%3B", ";"));
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private SignatureV3() {}

    static boolean genuine(Push push, String timestamp, String signature) {
        byte[] expected = Base64.getEncoder().encode(hash(push, timestamp));
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(Push push, String timestamp) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(push.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((push.method() + decoded(push.address().toString())).getBytes(StandardCharsets.UTF_8));
            mac.update(push.body());
            return mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    static String decoded(String address) {
        return ENCODED.matcher(address)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        DECODED.getOrDefault(found.group().toUpperCase(Locale.ROOT), found.group())));
    }
}
