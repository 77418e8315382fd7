package io.bothways.benchmarks;

import io.bothways.benchmarks.core.MergeCoreBenchmark;
import io.bothways.benchmarks.merge.MergeBenchmark;
import io.bothways.benchmarks.merge.MergeOptions;
import io.bothways.benchmarks.writer.WriterBenchmark;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.Report;
import io.bothways.launcher.LauncherException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./bothways bench NAME [options] [--json]}: exit code 0 when contents and counts hold. */
public final class BenchMain {
    private static final String USAGE = """
            bothways bench: name a benchmark
              initial     the first sync of two apps: [--records N] [--latency-ms N]
              merge       merge-service alone: [--changes N] [--warm-up N] [--mirrored N] [--growth] [--profile]
                          [--postgres NAME=VALUE]
              writer      the writer alone, within an app's limit and without: [--commands N] [--profile]
              merge-core  one decision of the pure core: [--seconds N]
            and --json for one object on standard output""";

    private BenchMain() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        boolean json = List.of(arguments).contains("--json");
        Report report = new Report();
        try {
            if (!run(name, arguments, report)) {
                System.err.println(USAGE);
                System.exit(2);
            }
        } catch (LauncherException | CheckFailure failed) {
            report.step(name, false, String.valueOf(failed.getMessage()));
        }
        System.out.println(json ? report.toJson() : report.toText());
        System.exit(report.ok() ? 0 : 1);
    }

    /** False where there is no such benchmark. */
    private static boolean run(String name, String[] arguments, Report report) {
        switch (name) {
            case "initial" -> new InitialBenchmark(number(arguments, "--records", 10_000),
                    number(arguments, "--latency-ms", 100), report, System.err::println).run();
            case "merge" -> new MergeBenchmark(mergeOptions(arguments), report, System.err::println).run();
            case "writer" -> new WriterBenchmark(number(arguments, "--commands", 200_000),
                    List.of(arguments).contains("--profile"), report, System.err::println).run();
            case "merge-core" -> new MergeCoreBenchmark(number(arguments, "--seconds", 5), report,
                    System.err::println).run();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static MergeOptions mergeOptions(String[] arguments) {
        boolean growth = List.of(arguments).contains("--growth");
        return new MergeOptions(number(arguments, "--changes", growth ? 50_000 : 200_000),
                number(arguments, "--warm-up", growth ? 30_000 : 60_000), number(arguments, "--mirrored", growth ? 1_000_000 : 100_000),
                number(arguments, "--edited", growth ? 5_000 : 500_000), growth, settings(arguments),
                List.of(arguments).contains("--profile"));
    }

    /** {@code --postgres NAME=VALUE}, any number of times. */
    private static Map<String, String> settings(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--postgres")) {
                int equals = i + 1 < arguments.length ? arguments[i + 1].indexOf('=') : -1;
                if (equals < 1) {
                    throw new LauncherException("--postgres needs NAME=VALUE");
                }
                settings.put(arguments[i + 1].substring(0, equals), arguments[i + 1].substring(equals + 1));
            }
        }
        return settings;
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
