package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.connections.Verdict.Step;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.client.StatusApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** {@code ./bothways check --connections}: the scenes side by side on one stack. */
public final class ConnectionsCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final long seed;
    private final List<Scene> scenes;
    private final Consumer<String> progress;

    /** What came of it. */
    public static final class Result {
        private final List<Verdict> verdicts;
        private final double wallSeconds;

        private Result(List<Verdict> verdicts, double wallSeconds) {
            this.verdicts = verdicts;
            this.wallSeconds = wallSeconds;
        }

        public boolean ok() {
            return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::ok);
        }

        /** Every step as {@code connection: step: what was seen}, with those that fail marked. */
        public List<String> failures() {
            return verdicts.stream()
                    .flatMap(verdict -> verdict.steps().stream()
                            .filter(step -> !step.ok())
                            .map(step -> verdict.name() + ": " + step.name() + ": " + step.detail()))
                    .toList();
        }

        public int steps() {
            return verdicts.stream().mapToInt(verdict -> verdict.steps().size()).sum();
        }

        public String toJson() {
            ObjectNode root = JSON.createObjectNode().put("ok", ok());
            ArrayNode connections = root.putArray("connections");
            verdicts.forEach(verdict -> connections.add(verdict.toJson(JSON)));
            root.putObject("figures").put("wall_s", Math.round(wallSeconds * 10) / 10.0);
            root.putObject("goals");
            root.putObject("met");
            return root.toString();
        }

        /** For people. */
        public String toText() {
            StringBuilder text = new StringBuilder();
            verdicts.forEach(verdict -> {
                text.append(verdict.name()).append('\n');
                for (Step step : verdict.steps()) {
                    text.append(step.ok() ? "  ok    " : "  FAIL  ").append(step.name()).append(": ")
                            .append(step.detail()).append('\n');
                }
            });
            return text.append(ok() ? "All connections hold." : "Not all connections hold.").toString();
        }
    }

    /** @param connections names of scenes, or {@code all}; an unknown name is an IllegalArgumentException */
    public ConnectionsCheck(Path data, long seed, List<String> connections, Consumer<String> progress) {
        this.data = data;
        this.seed = seed;
        this.scenes = Scene.named(connections);
        this.progress = progress;
    }

    public Result run() {
        long begun = System.nanoTime();
        StackOptions options = StackOptions.in(data)
                .fresh(true)
                .pollFloor(Duration.ofSeconds(2))
                .settleDelay(Duration.ZERO)
                .progress(progress)
                .build();
        try (Stack stack = Stack.start(options);
                ExecutorService hands = Executors.newFixedThreadPool(scenes.size())) {
            StatusApi api = StatusApi.of(stack);
            List<Future<Verdict>> running = new ArrayList<>();
            for (int i = 0; i < scenes.size(); i++) {
                // Apps of another seed are another vendor's account, with budgets of their own.
                SceneRun run = new SceneRun(scenes.get(i), api, seed + i, progress);
                running.add(hands.submit(run::run));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> verdict : running) {
                verdicts.add(verdict.get());
            }
            return new Result(verdicts, (System.nanoTime() - begun) / 1e9);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
