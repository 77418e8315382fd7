package io.bothways.benchmarks.core;

import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.Report;
import java.io.PrintStream;
import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link LinkMergeBenchmark} in processes of its own and gives its figures. */
public final class MergeCoreBenchmark {
    /** Named by the profiler; bytes per operation whatever the speed. */
    private static final String BYTES = "gc.alloc.rate.norm";

    private final int seconds;
    private final Report report;
    private final Consumer<String> progress;

    /** @param seconds for how long each combination is measured */
    public MergeCoreBenchmark(int seconds, Report report, Consumer<String> progress) {
        this.seconds = seconds;
        this.report = report;
        this.progress = progress;
    }

    public void run() {
        Options options = new OptionsBuilder()
                .include(LinkMergeBenchmark.class.getName() + ".plan")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx512m")
                .shouldFailOnError(true)
                .build();
        // What the runner says goes where progress goes: standard output holds one object only.
        PrintStream told = new PrintStream(System.err, true);
        try {
            Collection<RunResult> results =
                    new Runner(options, OutputFormatFactory.createFormatInstance(told, VerboseMode.NORMAL)).run();
            results.forEach(this::tell);
            report.step("every combination was measured", results.size() == 6, results.size() + " of 6");
        } catch (RunnerException failed) {
            throw new CheckFailure("the core cannot be measured: " + failed.getMessage());
        }
    }

    private void tell(RunResult result) {
        String suffix = result.getParams().getParam("fields") + "_" + result.getParams().getParam("change");
        report.figure("decisions_per_s_" + suffix, result.getPrimaryResult().getScore());
        Result<?> bytes = result.getSecondaryResults().get(BYTES);
        if (bytes == null) {
            throw new CheckFailure("the profiler did not tell the bytes per decision");
        }
        report.figure("bytes_per_decision_" + suffix, bytes.getScore());
        progress.accept(suffix + ": " + (long) result.getPrimaryResult().getScore() + " decisions per second, "
                + (long) bytes.getScore() + " bytes each");
    }
}
