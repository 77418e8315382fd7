package io.bothways.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.AppView.Calls;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.InitialSync;
import io.bothways.endtoend.Report;
import io.bothways.endtoend.World;
import io.bothways.launcher.SimulatorSpec;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The first sync of two apps that hold the same number of contacts, half of them in common, each pair lacking one
 * field on either side: list everything, match, fill, create, and see every write confirmed by the app.
 */
final class InitialBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private final int records;
    private final int latency;
    private final Report report;
    private final Consumer<String> progress;

    InitialBenchmark(int records, int latency, Report report, Consumer<String> progress) {
        this.records = records;
        this.latency = latency;
        this.report = report;
        this.progress = progress;
    }

    void run() {
        StackOptions options = StackOptions.in(Workspace.current().data("bench"))
                .fresh(true)
                .simulators(
                        SimulatorSpec.hubspot(false, simulator(0)),
                        SimulatorSpec.salesforce(false, simulator(records / 2)))
                .progress(progress)
                .build();
        try (Stack stack = Stack.start(options)) {
            World world = new World(stack);
            // The apps have no limits here, so the accounts are told of generous ones.
            world.connectAccounts(
                    settings(Map.of("rolling", 1_000_000, "search", 1_000_000, "daily", 1_000_000_000)),
                    settings(Map.of("burst", 1_000_000, "daily", 1_000_000_000)));
            measure(world);
        }
    }

    private static Map<String, Object> settings(Map<String, Integer> budgets) {
        return Map.of("budgets", budgets, "poll_interval", "PT4M");
    }

    private String[] simulator(int from) {
        return new String[] {
            "--seed", "11", "--profile", "pairs",
            "--contacts", Integer.toString(records), "--contacts-from", Integer.toString(from),
            "--companies", "0", "--limits", "off", "--latency-ms", Integer.toString(latency)
        };
    }

    private void measure(World world) {
        InitialSync expected = InitialSync.contacts(world);
        long writes = 2L * records;
        world.hubspot().resetCalls();
        world.salesforce().resetCalls();
        progress.accept("The initial sync of " + records + " + " + records + " contacts begins");
        Instant begun = Instant.now();
        world.connect(List.of("contact"));
        JsonNode[] last = new JsonNode[1];
        Await.until(writes + " confirmed writes", LIMIT, () -> {
            Await.pause(200);
            last[0] = world.api().connection(world.connection());
            return last[0].path("writes").asLong() >= writes;
        });
        Instant ended = Instant.parse(last[0].path("last_write_at").asText());
        Calls hubspot = world.hubspot().calls();
        Calls salesforce = world.salesforce().calls();
        double wall = Duration.between(begun, ended).toMillis() / 1000.0;
        progress.accept("All writes are confirmed after " + wall + " s; the contents are compared");

        phases(world, begun);
        report.figureAtMost("wall_s", wall, latency == 0 ? 10 : 20);
        report.figure("records_per_s", 2 * records / wall);
        report.figure("calls_total", hubspot.total() + salesforce.total());
        hubspot.operations().forEach((operation, calls) -> report.figure("calls_hubspot_" + operation, calls));
        salesforce.operations().forEach((operation, calls) -> report.figure("calls_salesforce_" + operation, calls));
        report.figure("duplicates", expected.duplicates());
        report.figure("overwritten", expected.overwritten().isPresent() ? 1 : 0);
        report.figure("differences_listed", differences(world));
        report.figure("engine_mb", world.stack().memory() / 1e6);

        report.step("every pair is equal, nothing overwritten, no duplicate", expected.problem().isEmpty(),
                expected.problem().orElse(expected.done().toString()));
        long allowed = 275L * records / 10_000;
        long calls = hubspot.total() + salesforce.total();
        report.step("at most " + allowed + " calls", calls <= Math.max(allowed, 30), calls + " calls");
    }

    /** Where the time went: when each listing ended and when the gate opened, in seconds since the start. */
    private void phases(World world, Instant begun) {
        for (JsonNode run : world.api().get("/api/v1/sync-log?connection=" + world.connection())) {
            if (run.hasNonNull("finished_at")) {
                Instant end = Instant.parse(run.path("finished_at").asText());
                report.figure("listed_" + run.path("type").asText() + "_s", seconds(begun, end));
            }
        }
        for (JsonNode entry : world.api().get("/api/v1/activity?limit=1000")) {
            if (entry.path("kind").asText().equals("gate")) {
                report.figure("gate_open_s", seconds(begun, Instant.parse(entry.path("at").asText())));
            }
        }
    }

    private static double seconds(Instant begun, Instant end) {
        return Duration.between(begun, end).toMillis() / 1000.0;
    }

    private static long differences(World world) {
        long listed = 0;
        String after = "";
        while (true) {
            JsonNode page = world.api().get("/api/v1/connections/" + world.connection() + "/records?limit=1000&after=" + after);
            for (JsonNode record : page) {
                listed += record.path("reasons").findValuesAsText("code").stream().filter(code -> code.contains("DIFFER")).count();
                after = record.path("object").asText() + ":" + record.path("link").asText();
            }
            if (page.size() < 1000) {
                return listed;
            }
        }
    }
}
