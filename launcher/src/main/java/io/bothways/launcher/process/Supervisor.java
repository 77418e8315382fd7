package io.bothways.launcher.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps processes running: one that dies is said and started again, soon at first, later when it goes on dying; one
 * that dies five times in a minute is given up. A process that dies before it was ever ready is not started again,
 * because whoever starts it waits for it and can say why.
 */
public final class Supervisor implements AutoCloseable {
    private static final int DEATHS_GIVEN_UP_AT = 5;
    private static final Duration DEATHS_WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);
    private static final File NOTHING = new File("/dev/null");

    /** A process that died too often, with the last lines that it printed. */
    public record GivenUp(String name, int deaths, List<String> lastLines) {}

    private final ProcessTable table;
    private final Path logs;
    private final InstantSource clock;
    private final Duration patience;
    private final Consumer<String> say;
    private final Consumer<GivenUp> givenUp;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("restarts").factory());
    private boolean closing;

    /** @param patience how long a process may take to end before it is ended by force */
    public Supervisor(ProcessTable table, Path logs, InstantSource clock, Duration patience, Consumer<String> say,
            Consumer<GivenUp> givenUp) {
        this.table = table;
        this.logs = logs;
        this.clock = clock;
        this.patience = patience;
        this.say = say;
        this.givenUp = givenUp;
    }

    /** Starts a process, or starts one again that was stopped. */
    public synchronized void start(ProcessSpec spec) {
        if (closing) {
            throw new IllegalStateException(spec.name() + " is not started: everything is being stopped");
        }
        Watched process = watched.computeIfAbsent(spec.name(),
                name -> new Watched(spec, new ProcessLog(name, logs, ProcessLog.LIMIT)));
        process.spec = spec;
        process.wanted = true;
        launch(process);
    }

    /** From now on this process is started again when it dies. */
    public synchronized void markReady(String name) {
        required(name).everReady = true;
    }

    public synchronized boolean isAlive(String name) {
        return required(name).process instanceof Process process && process.isAlive();
    }

    /** Whether its death is followed by a new start. */
    public synchronized boolean isRestarted(String name) {
        Watched process = required(name);
        return process.wanted && process.everReady && !closing;
    }

    public synchronized Optional<ProcessHandle> handle(String name) {
        return Optional.ofNullable(watched.get(name)).map(found -> found.process).filter(Process::isAlive)
                .map(Process::toHandle);
    }

    public List<String> lastLines(String name) {
        return required(name).log.lastLines();
    }

    /** Kills it as a crash would; it is started again. */
    public synchronized void kill(String name) {
        handle(name).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ends it as its operator would; it is started again. */
    public synchronized void restart(String name) {
        handle(name).ifPresent(process -> RecordedProcess.signal(process, required(name).spec.stop()));
    }

    /** Ends it and leaves it ended. */
    public void stop(List<String> names) {
        List<Watched> stopping;
        synchronized (this) {
            stopping = names.stream().map(this::required).toList();
            stopping.forEach(process -> process.wanted = false);
        }
        end(stopping);
    }

    /** Ends everything: rank by rank, and at once within a rank. */
    @Override
    public void close() {
        Map<Integer, List<Watched>> ranks = new TreeMap<>();
        synchronized (this) {
            closing = true;
            restarts.shutdownNow();
            for (Watched process : watched.values()) {
                process.wanted = false;
                ranks.computeIfAbsent(process.spec.rank(), rank -> new ArrayList<>()).add(process);
            }
        }
        ranks.values().forEach(this::end);
    }

    private void end(List<Watched> processes) {
        List<Thread> endings = processes.stream().map(watchedProcess -> Thread.ofVirtual().start(() -> {
            Process process = watchedProcess.process;
            if (process != null) {
                RecordedProcess.end(process.toHandle(), watchedProcess.spec.stop(), patience);
                // It has ended, but until it is collected the system still lists it.
                process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join();
            }
            forget(watchedProcess.spec.name());
            watchedProcess.log.close();
        })).toList();
        for (Thread ending : endings) {
            boolean interrupted = false;
            while (ending.isAlive()) {
                try {
                    ending.join();
                } catch (InterruptedException again) {
                    // Half-ended is worse than late: finish, then tell.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void launch(Watched watchedProcess) {
        ProcessSpec spec = watchedProcess.spec;
        ProcessBuilder builder = new ProcessBuilder(spec.command()).directory(spec.folder().toFile())
                .redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.environment().putAll(spec.environment());
        try {
            Process process = builder.start();
            watchedProcess.process = process;
            remember(RecordedProcess.of(spec, process.toHandle(), watchedProcess.restarts));
            Thread.ofPlatform().daemon().name("log-" + spec.name()).start(() -> pump(process, watchedProcess));
        } catch (IOException failure) {
            watchedProcess.log.add("does not start: " + failure.getMessage());
            watchedProcess.process = null;
            if (watchedProcess.everReady) {
                died(watchedProcess, "it cannot be started");
            }
        }
    }

    private void remember(RecordedProcess process) {
        try {
            table.enter(process);
        } catch (UncheckedIOException fullDisk) {
            say.accept("The table of processes cannot be written: " + fullDisk.getCause().getMessage());
        }
    }

    private void forget(String name) {
        try {
            table.remove(name);
        } catch (UncheckedIOException fullDisk) {
            say.accept("The table of processes cannot be written: " + fullDisk.getCause().getMessage());
        }
    }

    /** Reads to the end of the output before the death is handled: the last lines say why it died. */
    private void pump(Process process, Watched watchedProcess) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (!watchedProcess.spec.handled().test(line)) {
                    watchedProcess.log.add(line);
                }
            }
        } catch (IOException closed) {
            // The pipe breaks when the process is killed; its end is what counts.
        }
        try {
            int code = process.waitFor();
            synchronized (this) {
                if (watchedProcess.wanted && watchedProcess.everReady && watchedProcess.process == process) {
                    died(watchedProcess, code > 128 ? "signal " + (code - 128) : "exit code " + code);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void died(Watched process, String how) {
        Instant now = clock.instant();
        process.deaths.addLast(now);
        while (process.deaths.getFirst().isBefore(now.minus(DEATHS_WINDOW))) {
            process.deaths.removeFirst();
        }
        String name = process.spec.name();
        int deaths = process.deaths.size();
        if (deaths >= DEATHS_GIVEN_UP_AT) {
            process.wanted = false;
            givenUp.accept(new GivenUp(name, deaths, process.log.lastLines()));
            return;
        }
        Duration delay = delayAfter(deaths);
        say.accept("%s died (%s) and is started again in %.2f s".formatted(name, how, delay.toMillis() / 1000.0));
        try {
            restarts.schedule(() -> restart(process), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            // Everything is being stopped; the dead one is welcome to stay dead.
        }
    }

    private synchronized void restart(Watched process) {
        if (process.wanted && !closing) {
            process.restarts++;
            launch(process);
        }
    }

    static Duration delayAfter(int deaths) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << (deaths - 1));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private synchronized Watched required(String name) {
        Watched found = watched.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no process " + name);
        }
        return found;
    }

    private static final class Watched {
        private ProcessSpec spec;
        private final ProcessLog log;
        private final Deque<Instant> deaths = new ArrayDeque<>();
        private volatile @Nullable Process process;
        private boolean wanted;
        private boolean everReady;
        private int restarts;

        private Watched(ProcessSpec spec, ProcessLog log) {
            this.spec = spec;
            this.log = log;
        }
    }
}
