package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.servers.ServerException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What {@code ./bothways COMMAND} runs once everything is built. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Map<String, ToIntFunction<List<String>>> COMMANDS = new TreeMap<>(Map.of(
            "up", UpCommand::run,
            "demo", DemoCommand::run,
            "stop", StopCommand::run,
            "status", StatusCommand::run,
            "kill", KillCommand::run,
            "logs", LogsCommand::run,
            "reset", ResetCommand::run));

    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        ToIntFunction<List<String>> chosen = COMMANDS.get(command);
        try {
            if (chosen == null) {
                throw new UsageException("There is no command '" + command + "', only "
                        + String.join(", ", COMMANDS.keySet()));
            }
            return chosen.applyAsInt(arguments.subList(1, arguments.size()));
        } catch (UsageException misuse) {
            return tell(arguments, misuse.getMessage(), MISUSED);
        } catch (LauncherException | ServerException known) {
            return tell(arguments, known.getMessage(), FAILED);
        } catch (UncheckedIOException failure) {
            return tell(arguments, "A file cannot be used: " + failure.getCause().getMessage(), FAILED);
        } catch (RuntimeException defect) {
            if (System.getenv("BOTHWAYS_DEBUG") != null) {
                defect.printStackTrace();
            }
            return tell(arguments, "This should not happen: " + defect
                    + " (BOTHWAYS_DEBUG=1 shows where)", FAILED);
        }
    }

    private static int tell(List<String> arguments, String sentence, int code) {
        System.err.println("bothways: " + sentence);
        if (arguments.contains("--json")) {
            new Terminal(true, System.out, System.err).answer(Map.of("ok", false, "error", sentence));
        }
        return code;
    }
}
