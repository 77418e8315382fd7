package io.bothways.benchmarks;

import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.Report;
import io.bothways.launcher.LauncherException;
import java.util.List;

/** {@code ./bothways bench NAME [options] [--json]}: exit code 0 when contents and counts hold. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("initial")) {
            System.err.println("bothways bench: name a benchmark: initial [--records N] [--latency-ms N] [--json]");
            System.exit(2);
        }
        boolean json = List.of(arguments).contains("--json");
        Report report = new Report();
        try {
            int records = number(arguments, "--records", 10_000);
            int latency = number(arguments, "--latency-ms", 100);
            new InitialBenchmark(records, latency, report, System.err::println).run();
        } catch (LauncherException | CheckFailure failed) {
            report.step("initial", false, String.valueOf(failed.getMessage()));
        }
        System.out.println(json ? report.toJson() : report.toText());
        System.exit(report.ok() ? 0 : 1);
    }

    private static int number(String[] arguments, String option, int usual) {
        int at = List.of(arguments).indexOf(option);
        if (at < 0) {
            return usual;
        }
        try {
            return Integer.parseInt(arguments[at + 1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            throw new LauncherException(option + " needs a number");
        }
    }
}
