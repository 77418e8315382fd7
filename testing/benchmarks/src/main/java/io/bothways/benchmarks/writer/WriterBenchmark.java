package io.bothways.benchmarks.writer;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.benchmarks.writer.Commands.Target;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.endtoend.AppView;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.Report;
import io.bothways.endtoend.World;
import io.bothways.launcher.Service;
import io.bothways.launcher.SimulatorSpec;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.client.SimulatorControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Update commands for one HubSpot account, by three replicas of the writer and a poller beside them: first as fast as
 * it goes, then within HubSpot's limit. Merge does not run: its commands lie in Kafka.
 */
public final class WriterBenchmark {
    private static final Path FOLDER = Workspace.current().data("bench-writer");
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int CONTACTS = 8_000;
    private static final int LIVE_CONTACTS = 100;
    private static final int BATCH = 100;
    private static final double CALLS_PER_SECOND = 19;
    private static final long EDGE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LIVE_EVERY_MS = 400;
    private static final List<String> PROCESSES =
            List.of("writer", "writer-2", "writer-3", "kafka", "postgres", "hubspot", "status", "poller");

    private final int commands;
    private final boolean profile;
    private final Report report;
    private final Consumer<String> progress;

    public WriterBenchmark(int commands, boolean profile, Report report, Consumer<String> progress) {
        this.commands = commands;
        this.profile = profile;
        this.report = report;
        this.progress = progress;
    }

    /** What a running benchmark works with. */
    private record Scene(
            World world, Commands commands, Results results, SimulatorControl hubspot, Target target, Target live) {}

    public void run() {
        StackOptions.Builder options = StackOptions.in(FOLDER)
                .fresh(true)
                .services(Service.STATUS, Service.POLLER, Service.WRITER)
                .replicas(Service.WRITER, 3)
                .newClassArchives(0)
                .simulators(simulator("hubspot", CONTACTS), simulator("salesforce", 1_000))
                // The queue is longer than decisions stay fresh, and nobody else edits: nothing is looked at again.
                .environment("BOTHWAYS_WRITER_CHECKED_AFTER", "PT2H")
                .progress(progress);
        if (profile) {
            options.environment("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording:settings=profile,filename="
                    + FOLDER.resolve("service-%p.jfr"));
        }
        try (Stack stack = Stack.start(options.build())) {
            World world = new World(stack);
            // A store for the day that outlasts the run, and everything to us.
            world.connectAccounts(Map.of("reserve", 0, "poll_interval", "PT10S"));
            world.connect(List.of("contact"));
            List<String> ids = new ArrayList<>(world.hubspot().records("contacts").keySet());
            String account = world.accountA();
            try (Commands queue = new Commands(stack.bootstrapServers(), new ConnectionId(world.connection()));
                    Results results = new Results(stack.bootstrapServers())) {
                Target all = new Target(new AccountId(account), Side.A, "contacts", "city",
                        List.copyOf(ids.subList(LIVE_CONTACTS, ids.size())));
                Target live = new Target(new AccountId(account), Side.A, "contacts", "city",
                        List.copyOf(ids.subList(0, LIVE_CONTACTS)));
                measure(stack, new Scene(world, queue, results,
                        new SimulatorControl(stack.url("hubspot")), all, live));
            }
        }
    }

    private static SimulatorSpec simulator(String app, int contacts) {
        String[] arguments = {"--seed", "5", "--contacts", Integer.toString(contacts), "--companies", "0",
            "--limits", "off"};
        return app.equals("hubspot") ? SimulatorSpec.hubspot(false, arguments)
                : SimulatorSpec.salesforce(false, arguments);
    }

    private void measure(Stack stack, Scene scene) {
        budgets(scene, 1_000_000);
        drain(scene, 5_000);
        withoutLimits(stack, scene);
        besideAParkedAccount(scene);
        budgets(scene, 190);
        withinTheLimit(scene);
        judge(scene);
    }

    /** The tenant tells how many calls his plan has. */
    private static void budgets(Scene scene, int rolling) {
        scene.world().api().patch("/api/v1/accounts/" + scene.target().account().value(), Map.of("settings",
                Map.of("reserve", 0, "poll_interval", rolling > 190 ? "PT4M" : "PT10S",
                        "budgets", Map.of("rolling", rolling, "daily", 100_000_000))));
    }

    /** Seconds that so many commands took, from the first one sent to the last result. */
    private double drain(Scene scene, int count) {
        long begun = System.nanoTime();
        int first = scene.commands().backfill(scene.target(), count);
        awaitResults(scene, first, first + count);
        return (scene.results().last(first, first + count) - begun) / 1e9;
    }

    private void awaitResults(Scene scene, int from, int to) {
        Await.noProblem(LIMIT, () -> {
            Await.pause(100);
            int there = scene.results().of(from, to);
            return there == to - from ? Optional.empty()
                    : Optional.of(there + " of " + (to - from) + " commands have a result");
        });
    }

    private void withoutLimits(Stack stack, Scene scene) {
        String token = Optional.ofNullable(stack.app("hubspot").accessToken()).orElseThrow();
        double bare = new BareLoop(stack.url("hubspot"), token)
                .measure(scene.target().ids(), Math.clamp(commands / BATCH / 4, 50, 400));
        progress.accept("The bare loop writes %.0f records a second".formatted(bare));
        scene.world().hubspot().resetCalls();
        Map<String, Duration> before = processorTimes(stack);
        double seconds = drain(scene, commands);
        Map<String, Duration> after = processorTimes(stack);
        after.forEach((process, time) -> report.figure("cpu_us_per_command_" + process,
                time.minus(before.get(process)).toNanos() / 1e3 / commands));
        double rate = commands / seconds;
        progress.accept("%d commands without limits took %.1f s".formatted(commands, seconds));
        long calls = scene.world().hubspot().calls().of("batch_update");
        report.figureAtLeast("commands_per_s", rate, 2_000);
        report.figure("bare_per_s", bare);
        report.figureAtLeast("ratio", rate / bare, 0.6);
        calls("calls_without_limits", calls);
    }

    private void calls(String name, long calls) {
        long least = Math.ceilDiv(commands, BATCH);
        long most = least + Math.max(2, least / 100);
        report.figureAtMost(name, calls, most);
        report.step(name + ": full batches only, give or take a percent", calls <= most,
                calls + " calls for " + commands + " commands");
    }

    private static Map<String, Duration> processorTimes(Stack stack) {
        Map<String, Duration> times = new TreeMap<>();
        for (String process : PROCESSES) {
            times.put(process, stack.processorTime(process));
        }
        times.put("bench", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return times;
    }

    /** Another account has a backlog and its app wants no calls: that is no concern of this one. */
    private void besideAParkedAccount(Scene scene) {
        int count = Math.clamp(commands / 5, 2_000, 40_000);
        double alone = drain(scene, count);
        World world = scene.world();
        AppView salesforce = world.salesforce();
        salesforce.faults(List.of(Map.of("operation", "*", "times", 1_000_000, "kind", "status", "status", 429,
                "headers", Map.of("Retry-After", "3600"))));
        Target parked = new Target(new AccountId(world.accountB()), Side.B, "Contact", "MailingCity",
                List.copyOf(salesforce.records("Contact").keySet()));
        int first = scene.commands().backfill(parked, 5_000);
        Await.until("the parked account", Duration.ofSeconds(60), () -> world.api()
                .get("/api/v1/accounts/" + parked.account().value())
                .hasNonNull("parked_until"));
        double beside = drain(scene, count);
        report.figureAtLeast("fairness", alone / beside, 0.8);
        report.step("the parked account's commands wait", scene.results().of(first, first + 5_000) == 0, "");
    }

    private void withinTheLimit(Scene scene) {
        scene.hubspot().send("PUT", "/_simulator/limits", Map.of("mode", "real"));
        // What was used before the limit held is over.
        Await.pause(Duration.ofSeconds(11).toMillis());
        scene.world().hubspot().resetCalls();
        List<Double> live = new ArrayList<>();
        try (CallLog calls = new CallLog(scene.hubspot())) {
            long begun = System.nanoTime();
            int first = scene.commands().backfill(scene.target(), commands);
            int turn = 0;
            while (scene.results().of(first, first + commands) < commands) {
                live.add(liveLatency(scene, scene.live().ids().get(turn++ % LIVE_CONTACTS)));
                Await.pause(LIVE_EVERY_MS);
            }
            long ended = scene.results().last(first, first + commands);
            double seconds = (ended - begun) / 1e9;
            progress.accept("%d commands within the limit took %.1f s".formatted(commands, seconds));
            report.figure("limited_s", seconds);
            report.figureAtLeast("budget_use",
                    calls.rate(begun + EDGE_NANOS, ended - EDGE_NANOS) / CALLS_PER_SECOND, 0.97);
        }
        JsonNode counted = scene.hubspot().get("/_simulator/calls");
        report.figureAtMost("throttled_429", counted.path("throttled").asInt(), 0);
        report.step("HubSpot refused no call", counted.path("throttled").asInt() == 0,
                counted.path("throttled").asText() + " of " + counted.path("total").asText());
        calls("calls", counted.path("operations").path("contacts.batch_update").asLong() - live.size());
        live.sort(null);
        report.figure("live_edits", live.size());
        report.figureAtMost("live_p95_s", live.get((int) (live.size() * 0.95)), 2);
        report.figure("live_max_s", live.getLast());
    }

    private double liveLatency(Scene scene, String record) {
        long begun = System.nanoTime();
        String id = scene.commands().live(scene.live(), record);
        Await.noProblem(LIMIT, () -> {
            Await.pause(5);
            return scene.results().seenAt(id).isPresent() ? Optional.empty() : Optional.of("a live edit has no result");
        });
        return (scene.results().seenAt(id).orElseThrow() - begun) / 1e9;
    }

    private void judge(Scene scene) {
        report.step("every command was applied, and told once", scene.results().problem().isEmpty()
                && scene.results().again() == 0,
                scene.results().problem().orElse(scene.results().again() + " told again"));
        Map<String, JsonNode> held = scene.world().hubspot().records("contacts");
        long wrong = scene.commands().latest().entrySet().stream()
                .filter(each -> each.getKey().startsWith("contacts/"))
                .filter(each -> !held.get(each.getKey().substring("contacts/".length())).path("city").asText()
                        .equals(each.getValue()))
                .count();
        report.step("every record holds what was sent last", wrong == 0, wrong + " do not");
    }
}
