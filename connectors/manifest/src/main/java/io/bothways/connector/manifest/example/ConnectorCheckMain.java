package io.bothways.connector.manifest.example;

import io.bothways.connector.manifest.ManifestCatalog;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.ManifestRefused;
import io.bothways.connector.manifest.format.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./bothways connector check FILE [--json]}: exit code 0 when the manifest can be used and its examples hold. */
public final class ConnectorCheckMain {
    private static final String USAGE = "bothways connector: check FILE [--json] validates a manifest and runs its examples";

    private ConnectorCheckMain() {}

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean json = words.remove("--json");
        if (words.size() != 2 || !words.getFirst().equals("check")) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        System.exit(check(Path.of(words.get(1)), json) ? 0 : 1);
    }

    private static boolean check(Path file, boolean json) {
        try {
            Manifest manifest = ManifestCatalog.read(file);
            Map<String, Optional<String>> examples = new ExampleRun(manifest, Clock.systemUTC()).run();
            tell(manifest, examples, json);
            return examples.values().stream().allMatch(Optional::isEmpty);
        } catch (ManifestRefused refused) {
            tell(refused, json);
            return false;
        }
    }

    private static void tell(Manifest manifest, Map<String, Optional<String>> examples, boolean json) {
        long held = examples.values().stream().filter(Optional::isEmpty).count();
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("ok", held == examples.size());
            told.put("id", manifest.id());
            told.put("types", List.copyOf(manifest.types().keySet()));
            told.put("examples", examples.size());
            told.put("problems", examples.entrySet().stream()
                    .filter(example -> example.getValue().isPresent())
                    .map(example -> Map.of("example", example.getKey(), "message", example.getValue().orElseThrow()))
                    .toList());
            System.out.println(Json.write(told));
            return;
        }
        System.out.println("'" + manifest.label() + "' can be used: " + String.join(", ", manifest.types().keySet()));
        examples.forEach((name, deviation) ->
                System.out.println(deviation.map(words -> "  failed  " + name + ": " + words).orElse("  holds   " + name)));
        System.out.println(held + " of " + examples.size() + " examples hold");
    }

    private static void tell(ManifestRefused refused, boolean json) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("ok", false);
            told.put("problems", refused.problems().stream().map(ConnectorCheckMain::members).toList());
            System.out.println(Json.write(told));
            return;
        }
        refused.problems().forEach(System.out::println);
        System.out.println(refused.problems().size() + " problems: the manifest cannot be used");
    }

    private static Map<String, Object> members(Problem problem) {
        return Map.of("file", problem.file(), "line", problem.line(), "path", problem.path(),
                "message", problem.message());
    }
}
