package io.bothways.connector.manifest.ability;

import io.bothways.connector.manifest.expression.Template;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Proof.Algorithm;
import io.bothways.connector.webhook.WebhookSource.Push;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a push is genuine and fresh, found out in a time that tells nothing of the secret. */
final class PushProof {
    private final Manifest.Proof described;
    private final Optional<Template> signed;

    PushProof(Manifest.Proof described) {
        this.described = described;
        signed = Optional.ofNullable(described.signed()).map(Template::of);
    }

    /** Why it is refused; empty for a genuine one. */
    Optional<String> refused(Push push) {
        String shown = push.headers().getOrDefault(described.header().toLowerCase(Locale.ROOT), "");
        if (shown.isEmpty()) {
            return Optional.of("the header '" + described.header() + "' is missing");
        }
        if (push.secret().isEmpty()) {
            return Optional.of("the account has no webhook secret");
        }
        if (!same(expected(push), shown)) {
            return Optional.of("the proof is wrong");
        }
        return stale(push) ? Optional.of("the push is too old, or of the future") : Optional.empty();
    }

    private String expected(Push push) {
        String prefix = Optional.ofNullable(described.prefix()).orElse("");
        return prefix + switch (described.algorithm()) {
            case HMAC_SHA256, HMAC_SHA1 -> encoded(signature(push));
            case SHARED_KEY -> push.secret();
            case BASIC -> "Basic " + Base64.getEncoder()
                    .encodeToString((user() + push.secret()).getBytes(StandardCharsets.UTF_8));
        };
    }

    private String user() {
        return described.user() == null ? "" : described.user() + ":";
    }

    private byte[] signature(Push push) {
        String algorithm = described.algorithm() == Algorithm.HMAC_SHA1 ? "HmacSHA1" : "HmacSHA256";
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(push.secret().getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(signedText(push));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The body is signed as it came: bytes that are no text must not be made text. */
    private byte[] signedText(Push push) {
        String text = signed.orElseThrow().text(Map.of(
                "body", new String(push.body(), StandardCharsets.ISO_8859_1),
                "timestamp", timestamp(push),
                "method", push.method(),
                "address", push.address().toString()));
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String encoded(byte[] signature) {
        return "base64".equals(described.encoding())
                ? Base64.getEncoder().encodeToString(signature)
                : HexFormat.of().formatHex(signature);
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private String timestamp(Push push) {
        return described.timestampHeader() == null
                ? "" : push.headers().getOrDefault(described.timestampHeader().toLowerCase(Locale.ROOT), "");
    }

    private boolean stale(Push push) {
        if (described.freshness() == null) {
            return false;
        }
        String told = timestamp(push);
        if (!told.matches("\\d{1,15}")) {
            return true;
        }
        long number = Long.parseLong(told);
        Instant at = "ms".equals(described.timestampUnit())
                ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(Math.min(number, Integer.MAX_VALUE * 10L));
        return Duration.between(at, push.receivedAt()).abs().compareTo(described.freshness()) > 0;
    }
}
