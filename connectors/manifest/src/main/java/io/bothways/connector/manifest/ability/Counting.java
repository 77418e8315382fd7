package io.bothways.connector.manifest.ability;

import io.bothways.connector.manifest.call.Answered;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.read.RecordCount;
import java.util.Map;

/** Counts the records of a type. */
final class Counting implements RecordCount {
    private final App app;

    Counting(App app) {
        this.app = app;
    }

    @Override
    public Count count(String type) {
        Manifest.Count described = app.manifest().operations(type).count();
        if (described == null) {
            return new Count(0, Quality.UNKNOWN);
        }
        Answered answer = app.send("count", false, described.request(), Map.of("type", type));
        return App.understood(() -> {
            if (answer.value(Expression.of(described.count())) instanceof Number number) {
                return new Count(number.longValue(), switch (described.quality()) {
                    case EXACT -> Quality.EXACT;
                    case ESTIMATE -> Quality.ESTIMATE;
                    case CAPPED -> Quality.CAPPED;
                });
            }
            throw new ClassCastException("'count' gives no number");
        });
    }
}
