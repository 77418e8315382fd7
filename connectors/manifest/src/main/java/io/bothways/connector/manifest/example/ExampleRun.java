package io.bothways.connector.manifest.example;

import io.bothways.connector.Connector;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.manifest.ManifestProvider;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Example;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the examples of a manifest. */
public final class ExampleRun {
    private final Manifest manifest;
    private final Clock clock;

    public ExampleRun(Manifest manifest, Clock clock) {
        this.manifest = manifest;
        this.clock = clock;
    }

    /** By the names of the examples: what deviates; empty where all is as it is written. */
    public Map<String, Optional<String>> run() {
        Map<String, Optional<String>> results = new LinkedHashMap<>();
        manifest.examples().forEach(example -> results.put(example.name(), run(example)));
        return results;
    }

    private Optional<String> run(Example example) {
        ScriptedApp app = new ScriptedApp(manifest, example.exchanges(), clock);
        Connector connector = new ManifestProvider(manifest).connect(app);
        app.classifyWith((answer, call) -> connector.classify(answer.status(), answer.headers(), answer.body()));
        try {
            Object result = result(connector, example);
            Optional<String> deviation = Likeness.deviation("", example.expect(), result, false);
            return deviation.isEmpty() && app.left() > 0
                    ? Optional.of(app.left() + " exchanges were not asked for")
                    : deviation;
        } catch (ScriptedApp.Deviation | IllegalArgumentException deviation) {
            return Optional.of(String.valueOf(deviation.getMessage()));
        }
    }

    private static @Nullable Object result(Connector connector, Example example) {
        try {
            return new Question(connector, example.ask()).answer();
        } catch (ConnectorException failed) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("failure", failed.failure().code());
            told.put("kind", failed.kind().name().toLowerCase(java.util.Locale.ROOT));
            told.put("message", failed.failure().appMessage());
            told.put("said", failed.failure().message());
            failed.detail().retryAt().ifPresent(at -> told.put("retry_at", at.toString()));
            return Json.parse(Json.write(told)).orElseThrow();
        }
    }
}
