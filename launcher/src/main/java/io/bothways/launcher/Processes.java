package io.bothways.launcher;

import io.bothways.launcher.process.ProcessSpec;
import io.bothways.launcher.process.ProcessSpec.StopSignal;
import io.bothways.launcher.process.Supervisor;
import io.bothways.servers.ServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts processes under the supervisor and waits until each can be used, or says in one sentence why it cannot. */
final class Processes {
    /** Ended in this order: first who uses the others. */
    enum Rank { SERVICE, USED_BY_SERVICES }

    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Supervisor supervisor;
    private final Path folder;
    private final Path logs;
    private final Workspace workspace;

    Processes(Supervisor supervisor, Path folder, Path logs, Workspace workspace) {
        this.supervisor = supervisor;
        this.folder = folder;
        this.logs = logs;
        this.workspace = workspace;
    }

    ProcessSpec spec(String name, List<String> command, Map<String, String> environment, StopSignal stop, Rank rank,
            Predicate<String> handled) {
        return new ProcessSpec(name, JavaProgram.inOwnSession(command), environment, folder, stop, rank.ordinal(),
                handled);
    }

    /** Starts the process and returns when {@code ready} is true; it is kept running from then on. */
    void start(ProcessSpec spec, BooleanSupplier ready) {
        supervisor.start(spec);
        awaitReady(spec.name(), ready);
        supervisor.markReady(spec.name());
    }

    /** Starts the process and lets {@code server} wait for it in its own way. */
    void start(ProcessSpec spec, ServerWait server) {
        supervisor.start(spec);
        try {
            server.await(LIMIT, () -> supervisor.isAlive(spec.name()));
        } catch (ServerException failure) {
            throw failed(spec.name(), failure.getMessage(), failure);
        }
        supervisor.markReady(spec.name());
    }

    void awaitReady(String name, BooleanSupplier ready) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            if (!supervisor.isAlive(name) && !supervisor.isRestarted(name)) {
                throw failed(name, name + " ended while it was starting", null);
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed(name, name + " was not ready within " + LIMIT.toSeconds() + " s", null);
            }
            pause();
        }
    }

    private LauncherException failed(String name, String what, @Nullable Throwable cause) {
        String reason = LogReading.reason(supervisor.lastLines(name));
        return new LauncherException(what + (reason.isEmpty() ? "" : ": " + reason)
                + " (its log: " + workspace.shown(logs.resolve(name + ".log")) + ")", cause);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("The start was interrupted", interrupted);
        }
    }

    /** A server's own way of waiting for itself. */
    interface ServerWait {
        void await(Duration limit, BooleanSupplier alive);
    }
}
