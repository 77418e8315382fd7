package io.bothways.connector.manifest.call;

import io.bothways.connector.manifest.expression.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an app answered, for the manifest's expressions: they read the body and know {@code $status} and {@code $headers}.
 *
 * @param body as JSON; null where there is none
 * @param text the body as it came
 */
public record Answered(int status, Map<String, String> headers, @Nullable Object body, String text) {
    public @Nullable Object value(Expression expression) {
        return expression.of(body, Map.of("status", status, "headers", headers));
    }

    public String text(Expression expression) {
        return expression.text(body, Map.of("status", status, "headers", headers));
    }

    public List<Object> list(Expression expression) {
        return expression.list(body);
    }

    @Override
    public String toString() {
        return "Answered[" + status + ", " + text.length() + "]";
    }
}
