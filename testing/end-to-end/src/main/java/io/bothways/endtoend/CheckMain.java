package io.bothways.endtoend;

import io.bothways.endtoend.connections.ConnectionsCheck;
import io.bothways.endtoend.connections.ConnectionsCheck.Result;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./bothways check [--json] [--seed N] [--connections all|NAME,NAME]}: exit code 0 when every step holds. With
 * connections, each of them is tried with fake apps of its own; without, one pair is tried in depth.
 */
public final class CheckMain {
    private CheckMain() {}

    public static void main(String[] arguments) {
        boolean json = false;
        long seed = 7;
        List<String> connections = List.of();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--json" -> json = true;
                case "--seed" -> seed = i + 1 < arguments.length ? seed(arguments[++i]) : usage("--seed needs a number");
                case "--connections" -> connections = i + 1 < arguments.length
                        ? List.of(arguments[++i].split(","))
                        : List.of("all");
                default -> usage("there is no option '" + arguments[i] + "'");
            }
        }
        PrintStream progress = System.err;
        Path data = Workspace.current().data("check");
        try {
            if (!connections.isEmpty()) {
                Result result = new ConnectionsCheck(data, seed, connections, progress::println).run();
                System.out.println(json ? result.toJson() : result.toText());
                System.exit(result.ok() ? 0 : 1);
            }
            Report report = new Scenario(data, seed, progress::println).run();
            System.out.println(json ? report.toJson() : report.toText());
            System.exit(report.ok() ? 0 : 1);
        } catch (IllegalArgumentException unknown) {
            usage(String.valueOf(unknown.getMessage()));
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
        System.err.println("bothways check: " + problem + "; allowed are --json, --seed NUMBER"
                + " and --connections all|NAME,NAME");
        System.exit(2);
        return 0;
    }
}
