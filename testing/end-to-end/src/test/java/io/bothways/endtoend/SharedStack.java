package io.bothways.endtoend;

import io.bothways.launcher.SimulatorSpec;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One running stack for all tests that do not mind each other; ended with this JVM. */
public final class SharedStack {
    private static final Stack STACK = start();

    private SharedStack() {}

    public static Stack running() {
        return STACK;
    }

    private static Stack start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "shared-stack");
            return Stack.start(StackOptions.in(data)
                    .pollFloor(Duration.ofSeconds(2))
                    .settleDelay(Duration.ZERO)
                    .environment("BOTHWAYS_POLL_PUSH_GRACE", "PT3S")
                    .newClassArchives(0)
                    .simulators(
                            SimulatorSpec.hubspot(false, "--seed", "7", "--contacts", "20", "--companies", "3"),
                            SimulatorSpec.salesforce(
                                    false, "--seed", "7", "--contacts", "20", "--contacts-from", "5",
                                    "--companies", "3"))
                    .build());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
