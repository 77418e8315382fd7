package io.bothways.chaos;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import java.util.Map;

/**
 * {@code ./bothways chaos [--seed S] [--seeds N] [--seconds T] [--json]}: exit code 0 when nothing was lost, made twice or
 * left different without a reason.
 */
public final class ChaosMain {
    private static final int SHORTEST_SECONDS = 20;
    private static final int LONGEST_SECONDS = 3_600;

    private ChaosMain() {}

    public static void main(String[] arguments) {
        boolean json = false;
        Map<String, Long> numbers = new java.util.HashMap<>(Map.of("--seed", 1L, "--seeds", 1L, "--seconds", 120L));
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--json")) {
                json = true;
            } else if (numbers.containsKey(arguments[i])) {
                numbers.put(arguments[i], number(arguments[i], i + 1 < arguments.length ? arguments[++i] : ""));
            } else {
                usage("there is no option '" + arguments[i] + "'");
            }
        }
        long seconds = numbers.get("--seconds");
        long seeds = numbers.get("--seeds");
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            usage("--seconds must be from " + SHORTEST_SECONDS + " to " + LONGEST_SECONDS);
        }
        if (seeds < 1 || seeds > 10_000) {
            usage("--seeds must be from 1 to 10000");
        }
        System.exit(run(numbers.get("--seed"), (int) seeds, (int) seconds, json));
    }

    private static int run(long seed, int seeds, int seconds, boolean json) {
        try {
            ChaosReport report = new Chaos(Workspace.current().data("chaos"), System.err::println)
                    .run(seed, seeds, seconds);
            System.out.println(json ? report.toJson() : report.toText());
            return report.ok() ? 0 : 1;
        } catch (LauncherException failed) {
            System.err.println("bothways chaos: " + failed.getMessage());
            if (json) {
                System.out.println(ChaosReport.failure(String.valueOf(failed.getMessage())));
            }
            return 1;
        }
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            usage(option + " needs a number, not '" + text + "'");
            return 0;
        }
    }

    private static void usage(String problem) {
        System.err.println("bothways chaos: " + problem + "; allowed are --seed S, --seeds N, --seconds T and --json");
        System.exit(2);
    }
}
