package io.bothways.chaos;

import io.bothways.endtoend.CheckFailure;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Several seeds, one after the other, on one stack: each with apps and a tenant of its own. */
public final class Chaos {
    private final Path data;
    private final Consumer<String> progress;

    public Chaos(Path data, Consumer<String> progress) {
        this.data = data;
        this.progress = progress;
    }

    /** Runs the seeds from the first on, for so many seconds each. A seed that cannot be judged ends all. */
    public ChaosReport run(long first, int seeds, int seconds) {
        List<Outcome> outcomes = new ArrayList<>();
        AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());
        try (Stack stack = Stack.start(options())) {
            Thread.ofVirtual().start(() -> end.set(stack.awaitEnd()));
            for (long seed = first; seed < first + seeds; seed++) {
                Outcome outcome = outcome(stack, seed, seconds, end);
                outcomes.add(outcome);
                progress.accept(ChaosReport.told(outcome));
                if (!outcome.failure().isEmpty()) {
                    break;
                }
            }
        }
        return new ChaosReport(outcomes, seeds);
    }

    private Outcome outcome(Stack stack, long seed, int seconds, AtomicReference<Optional<String>> end) {
        try {
            return new ChaosRun(stack, seed, seconds, progress).run();
        } catch (LauncherException | CheckFailure failed) {
            return Outcome.failed(seed, seconds, end.get().orElse(String.valueOf(failed.getMessage())));
        }
    }

    private StackOptions options() {
        return StackOptions.in(data)
                .fresh(true)
                .pollFloor(Duration.ofSeconds(2))
                // Rest is told by polls: quiet ones would be far apart.
                .environment("BOTHWAYS_POLL_CEILING", "PT4S")
                .settleDelay(Duration.ZERO)
                .progress(progress)
                .build();
    }
}
