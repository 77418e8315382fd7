package io.bothways.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as it was written down: a pid alone may belong to somebody else by now, a pid with the moment at which its
 * process started does not.
 */
public record RecordedProcess(String name, long pid, Instant started, ProcessSpec.StopSignal stop, int rank,
        int restarts) {
    /** The kernel's boot time, from which start times are computed, is rounded and moves when the clock is set. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    static RecordedProcess of(ProcessSpec spec, ProcessHandle handle, int restarts) {
        return new RecordedProcess(spec.name(), handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH),
                spec.stop(), spec.rank(), restarts);
    }

    /** The process if it still runs and is the one that was written down. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid).filter(RecordedProcess::lives)
                .filter(handle -> handle.info().startInstant()
                        .map(start -> Duration.between(started, start).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                        .orElse(false));
    }

    /** Ends it cleanly, or by force when it takes longer than {@code patience}. */
    void end(Duration patience) {
        running().ifPresent(handle -> end(handle, stop, patience));
    }

    static void end(ProcessHandle handle, ProcessSpec.StopSignal stop, Duration patience) {
        signal(handle, stop);
        if (!ended(handle, patience)) {
            handle.destroyForcibly();
            ended(handle, Duration.ofSeconds(10));
        }
    }

    static void signal(ProcessHandle handle, ProcessSpec.StopSignal stop) {
        if (stop == ProcessSpec.StopSignal.TERM) {
            handle.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", stop.name(), Long.toString(handle.pid()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException noKill) {
            handle.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the process ends within {@code patience}. Looks itself: the platform looks after other people's children
     * only a few times a second.
     */
    public static boolean ended(ProcessHandle handle, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (lives(handle)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return !lives(handle);
            }
        }
        return true;
    }

    /** A dead process stays in the system's table until its parent asks after it, which a busy init may put off. */
    private static boolean lives(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return !status.substring(status.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException noSuchFile) {
            // Gone between the two looks, or a system without /proc.
            return handle.isAlive();
        }
    }
}
