package io.bothways.benchmarks.merge;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Digest;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.Report;
import io.bothways.launcher.Service;
import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.Workspace;
import io.bothways.runtime.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How many changes merge-service alone takes per second, beside what its database alone could take. All changes lie in
 * Kafka when it starts; every command is answered; the clock stops when everything rests.
 */
public final class MergeBenchmark {
    private static final Path FOLDER = Workspace.current().data("bench-merge");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int LARGEST_BOUND = 100_000;
    private static final int SMALL_BATCHES = 40;
    private static final int SMALL_BATCH = 20;

    private final MergeOptions options;
    private final Report report;
    private final Consumer<String> progress;
    private final Codec codec = new Codec();
    private final int pairs;
    private final Apps apps;
    private final Edits edits;
    private double commandsPerChange;
    private double bytesPerCommand;

    public MergeBenchmark(MergeOptions options, Report report, Consumer<String> progress) {
        this.options = options;
        this.pairs = options.mirrored() / 2;
        this.apps = new Apps(pairs + (options.growth() ? 2 : 1) * newcomers(options));
        this.edits = new Edits(apps, pairs, 42);
        this.report = report;
        this.progress = progress;
    }

    public void run() {
        StackOptions.Builder stackOptions = StackOptions.in(FOLDER)
                .fresh(true)
                .services(Service.MERGE)
                .newClassArchives(0)
                .postgresSetting("shared_preload_libraries", "pg_stat_statements")
                // A server's share of memory; a laptop's is too small for tables of this size, and both would read files.
                .postgresSetting("shared_buffers", "512MB")
                .progress(progress);
        options.settings().forEach(stackOptions::postgresSetting);
        if (options.profile()) {
            stackOptions.environment("JAVA_TOOL_OPTIONS",
                    "-XX:StartFlightRecording:settings=profile,filename=" + FOLDER.resolve("merge.jfr"));
        }
        try (Stack stack = Stack.start(stackOptions.build()); Store store = new Store(stack.database());
                Topic topic = new Topic(stack.bootstrapServers());
                Writer writer = new Writer(apps, topic, stack.bootstrapServers())) {
            store.register(codec);
            linkOne(store, topic);
            if (options.growth()) {
                double small = drain(stack, store, topic, writer, 1, MergeOptions.SMALL_MIRROR / 2, "_small");
                double large = drain(stack, store, topic, writer, MergeOptions.SMALL_MIRROR / 2, pairs, "_large");
                report.figureAtMost("growth", small / large, 1.2);
            } else {
                double rate = drain(stack, store, topic, writer, 1, pairs, "");
                bound(stack, store, rate);
            }
        } catch (SQLException failed) {
            throw new CheckFailure("the database failed: " + failed.getMessage());
        }
    }

    private static int newcomers(MergeOptions options) {
        return Edits.newcomers(options.warmUp()) + Edits.newcomers(options.changes())
                + SMALL_BATCHES * Edits.newcomers(SMALL_BATCH);
    }

    /** Lets the service itself link the first pair, of which the others are copies. */
    private void linkOne(Store store, Topic topic) {
        apps.hold(1);
        Instant started = Instant.now();
        for (Side side : Side.values()) {
            topic.listed(new ChangeEvent.RecordChanged(apps.head(side, Cause.Kind.LISTING), apps.read(side, 0)));
        }
        topic.flush();
        for (Side side : Side.values()) {
            MessageHead head = apps.head(side, Cause.Kind.LISTING);
            topic.listed(new ChangeEvent.ListingFinished(head, "first-" + side, Apps.type(side), 1, started, 0, 1));
        }
        topic.flush();
        Await.noProblem(Duration.ofSeconds(60), () -> problemOf(() ->
                store.number("SELECT count(*) FROM merge.link WHERE state = 'IN_SYNC'") == 1
                        && store.text("SELECT state FROM merge.gate").equals("OPEN")
                        ? Optional.empty() : Optional.of("the service did not link the first pair")));
    }

    /** Lets changes pile up, starts the service, and judges the end; tells how many changes it took per second. */
    private double drain(Stack stack, Store store, Topic topic, Writer writer, int from, int to, String suffix)
            throws SQLException {
        String merge = Service.MERGE.shortName();
        stack.stop(merge);
        long begun = System.nanoTime();
        store.clonePairs(from, to, (side, record) -> Digest.of(apps.values(side, record)));
        apps.hold(to);
        progress.accept(2 * to + " records are mirrored (%.1f s)".formatted((System.nanoTime() - begun) / 1e9));
        edits.spread(to, Math.min(to, options.edited()));
        int warmUp = edits.happen(options.warmUp(), topic::changed);
        int changes = warmUp + edits.happen(options.changes(), topic::changed);
        topic.flush();
        progress.accept(changes + " changes wait in Kafka");
        Gauge gauge = new Gauge(stack.url(merge));
        Writer.Counts before = writer.counts();
        stack.resume(merge);
        double rate = measure(stack, store, gauge, writer, warmUp, changes, suffix);
        Writer.Counts drained = writer.counts().minus(before);
        report.figure("commands" + suffix, drained.commands());
        commandsPerChange = (double) drained.commands() / changes;
        bytesPerCommand = (double) drained.bytes() / Math.max(1, drained.commands());
        trickle(store, gauge, writer, topic, changes, suffix);
        Writer.Counts all = writer.counts().minus(before);
        report.step("every command was carried out once" + suffix, writer.problem().isEmpty(),
                writer.problem().orElse(all.updates() + " updates, " + all.stale() + " decided again"));
        report.step("every new record has one counterpart" + suffix, all.creates() == newcomers(options),
                all.creates() + " creates");
        report.figure("bytes_per_change", topic.bytesPerChange());
        judge(store, suffix);
        return rate;
    }

    private double measure(Stack stack, Store store, Gauge gauge, Writer writer, int warmUp, int changes, String suffix)
            throws SQLException {
        Gauge.Reading warm = await(gauge, writer, warmUp);
        store.forgetStatements();
        Map<String, Duration> before = processorTimes(stack);
        warm = gauge.read();
        Gauge.Reading merged = await(gauge, writer, changes);
        Await.noProblem(LIMIT, () -> problemOf(() -> writer.problem().or(() -> unanswered(store))));
        long statements = store.statements();
        Gauge.Reading rest = gauge.read();
        if (options.profile()) {
            write(FOLDER.resolve("statements.txt"), store.profile());
        }
        double seconds = (rest.nanos() - warm.nanos()) / 1e9;
        double measured = changes - warm.changes();
        double rate = measured / seconds;
        processorTimes(stack).forEach((process, time) -> report.figure("cpu_us_per_change_" + process + suffix,
                time.minus(before.getOrDefault(process, Duration.ZERO)).toNanos() / 1e3 / measured));
        if (options.growth()) {
            report.figure("changes_per_s" + suffix, rate);
        } else {
            report.figureAtLeast("changes_per_s", rate, 5_000);
        }
        report.figure("measured_s" + suffix, seconds);
        report.figure("results_behind_s" + suffix, (rest.nanos() - merged.nanos()) / 1e9);
        report.figure("statements_per_batch" + suffix, statements / (rest.batches() - warm.batches()));
        report.figure("changes_per_batch" + suffix, measured / (rest.batches() - warm.batches()));
        report.figure("repeats" + suffix, rest.repeats() - warm.repeats());
        report.step("nothing was parked" + suffix, rest.parked() == 0, (int) rest.parked() + " parked");
        return rate;
    }

    private static Map<String, Duration> processorTimes(Stack stack) {
        Map<String, Duration> times = new TreeMap<>();
        for (String process : new String[] {Service.MERGE.shortName(), "kafka", "postgres"}) {
            times.put(process, stack.processorTime(process));
        }
        times.put("bench", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return times;
    }

    private static Gauge.Reading await(Gauge gauge, Writer writer, int changes) {
        Gauge.Reading[] last = new Gauge.Reading[1];
        Await.noProblem(LIMIT, () -> {
            Await.pause(500);
            last[0] = gauge.read();
            return writer.problem().or(() -> last[0].changes() >= changes
                    ? Optional.empty()
                    : Optional.of((long) last[0].changes() + " of " + changes + " changes are merged"));
        });
        return last[0];
    }

    private static Optional<String> unanswered(Store store) {
        return problemOf(() -> {
            long open = store.number("SELECT count(*) FROM merge.command");
            return open == 0 ? Optional.empty() : Optional.of(open + " commands are unanswered");
        });
    }

    /** Small batches one after the other: they cost the same statements as large ones. */
    private void trickle(Store store, Gauge gauge, Writer writer, Topic topic, int before, String suffix)
            throws SQLException {
        store.forgetStatements();
        Gauge.Reading begun = gauge.read();
        int changes = before;
        for (int i = 0; i < SMALL_BATCHES; i++) {
            changes += edits.happen(SMALL_BATCH, topic::changed);
            topic.flush();
        }
        await(gauge, writer, changes);
        Await.noProblem(LIMIT, () -> unanswered(store));
        long statements = store.statements();
        Gauge.Reading rest = gauge.read();
        report.figure("statements_per_small_batch" + suffix, statements / (rest.batches() - begun.batches()));
        report.figure("changes_per_small_batch" + suffix,
                (rest.changes() - begun.changes()) / (rest.batches() - begun.batches()));
    }

    private void judge(Store store, String suffix) throws SQLException {
        Ending ending = new Ending(apps, store);
        step("both apps hold the same, and it is somebody's edit" + suffix, ending.problemOfApps());
        step("the mirror holds what the apps hold" + suffix, ending.problemOfMirror());
        step("every pair is linked once, in step, with these bases" + suffix, ending.problemOfLinks());
    }

    private void step(String name, Optional<String> problem) {
        report.step(name, problem.isEmpty(), problem.orElse(""));
    }

    private void bound(Stack stack, Store store, double rate) throws SQLException {
        stack.stop(Service.MERGE.shortName());
        double bound = new Bound(store, apps, pairs, commandsPerChange, bytesPerCommand)
                .measure(Math.min(LARGEST_BOUND, options.changes()));
        report.figure("bound_per_s", bound);
        report.figureAtLeast("ratio", rate / bound, 0.5);
    }

    private interface Question {
        Optional<String> ask() throws SQLException;
    }

    private static Optional<String> problemOf(Question question) {
        try {
            return question.ask();
        } catch (SQLException failed) {
            throw new CheckFailure("the database failed: " + failed.getMessage());
        }
    }

    private static void write(Path file, Map<String, String> lines) {
        try {
            Files.write(file, lines.values());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
