package io.bothways.connector.manifest.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONata expression. Values are those of JSON: maps, lists, text, numbers, booleans; {@link Json#NULL} for
 * null and Java's null for nothing at all.
 */
public final class Expression {
    /** A manifest may come from anybody: an expression that goes on and on ends here. */
    private static final long MOST_MILLISECONDS = 2_000;
    private static final int DEEPEST = 200;

    private final String text;
    private final Jsonata compiled;

    private Expression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /** @throws MalformedExpression if it cannot be read */
    public static Expression of(String text) {
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            compiled.setOutputConvertNulls(false);
            compiled.setValidateInput(false);
            compiled.registerFunction("md5", (String value) -> digest("MD5", value));
            compiled.registerFunction("sha256", (String value) -> digest("SHA-256", value));
            compiled.registerFunction("hex", (String value) -> hex(value.getBytes(StandardCharsets.UTF_8)));
            return new Expression(text, compiled);
        } catch (JException malformed) {
            throw new MalformedExpression(text, malformed);
        }
    }

    /** The expression's value of {@code input}, or null where there is none. */
    public @Nullable Object of(@Nullable Object input, Map<String, ?> variables) {
        // One compiled expression keeps the state of its evaluation.
        synchronized (compiled) {
            Jsonata.Frame frame = compiled.createFrame();
            frame.setRuntimeBounds(MOST_MILLISECONDS, DEEPEST);
            variables.forEach(frame::bind);
            try {
                return Json.plain(compiled.evaluate(input, frame));
            } catch (JException failed) {
                throw new MalformedExpression(text, failed);
            }
        }
    }

    public @Nullable Object of(@Nullable Object input) {
        return of(input, Map.of());
    }

    /** As text, empty where there is nothing. */
    public String text(@Nullable Object input, Map<String, ?> variables) {
        return Json.text(of(input, variables));
    }

    public String text(@Nullable Object input) {
        return text(input, Map.of());
    }

    /** As a list: none for nothing, one for a single value. */
    public List<Object> list(@Nullable Object input) {
        Object value = of(input);
        return switch (value) {
            case null -> List.of();
            case List<?> list -> List.copyOf(list.stream().map(each -> each == null ? Json.NULL : each).toList());
            default -> value == Json.NULL ? List.of() : List.of(value);
        };
    }

    private static String digest(String algorithm, String value) {
        try {
            return hex(MessageDigest.getInstance(algorithm).digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return text;
    }
}
