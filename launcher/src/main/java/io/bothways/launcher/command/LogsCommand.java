package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.command.Installations.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code logs [SERVICE]}: the end of what was printed, and with {@code --follow} what is being printed. */
final class LogsCommand {
    private static final int LINES = 100;
    private static final int MOST_LINES = 1_000_000;

    private LogsCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("logs", words, 1, Set.of("follow"), Set.of("data", "lines"));
        Path folder = folder(new Installations(Workspace.current()), arguments.option("data"));
        List<String> command = new ArrayList<>(List.of("tail", "-q", "-n",
                Integer.toString(arguments.number("lines", LINES, 0, MOST_LINES))));
        if (arguments.has("follow")) {
            command.add("-F");
        }
        files(folder, arguments.word().map(word -> word.replaceFirst("-service$", "")))
                .forEach(file -> command.add(file.toString()));
        try {
            Process tail = new ProcessBuilder(command).inheritIO().start();
            return tail.waitFor();
        } catch (IOException failure) {
            throw new LauncherException("The logs cannot be shown: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Those of what runs, else of what ran last. */
    private static Path folder(Installations installations, Optional<String> named) {
        if (!installations.running(named).isEmpty()) {
            return installations.theRunning(named).logs();
        }
        return installations.existing(named).stream().map(Installation::logs).filter(Files::isDirectory)
                .max(Comparator.comparing(LogsCommand::lastModified))
                .orElseThrow(() -> new LauncherException("There are no logs yet"));
    }

    private static List<Path> files(Path folder, Optional<String> name) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> logs = all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
            List<Path> wanted = logs.stream().filter(file -> name.isEmpty()
                    || file.getFileName().toString().equals(name.get() + ".log")).toList();
            if (wanted.isEmpty()) {
                throw new LauncherException("There is no log of " + name.orElse("anything") + " in " + folder);
            }
            return wanted;
        } catch (IOException failure) {
            throw new LauncherException("The logs in " + folder + " cannot be listed: " + failure.getMessage(),
                    failure);
        }
    }

    private static long lastModified(Path folder) {
        return folder.toFile().lastModified();
    }
}
