package io.bothways.endtoend;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code ./bothways check [--json] [--seed N]}: exit code 0 when every step holds. */
public final class CheckMain {
    private CheckMain() {}

    public static void main(String[] arguments) {
        boolean json = false;
        long seed = 7;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--json" -> json = true;
                case "--seed" -> seed = i + 1 < arguments.length ? seed(arguments[++i]) : usage("--seed needs a number");
                default -> usage("there is no option '" + arguments[i] + "'");
            }
        }
        PrintStream progress = System.err;
        Path data = Workspace.current().data("check");
        try {
            Report report = new Scenario(data, seed, progress::println).run();
            System.out.println(json ? report.toJson() : report.toText());
            System.exit(report.ok() ? 0 : 1);
        } catch (LauncherException failed) {
            Report report = new Report();
            report.step("start", false, failed.getMessage());
            System.out.println(json ? report.toJson() : report.toText());
            System.exit(1);
        }
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            return usage("--seed needs a number, not '" + text + "'");
        }
    }

    private static long usage(String problem) {
        System.err.println("bothways check: " + problem + "; allowed are --json and --seed NUMBER");
        System.exit(2);
        return 0;
    }
}
