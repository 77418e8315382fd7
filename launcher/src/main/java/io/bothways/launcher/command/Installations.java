package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.process.ProcessTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data folders that the front door makes, and what runs on them. */
record Installations(Workspace workspace) {
    static final String UP = "up";
    static final String DEMO = "demo";

    /** One of the data folders. */
    record Installation(String name, Path folder, ProcessTable table) {
        boolean runs() {
            return table.launcher().isPresent();
        }

        boolean hasLeftovers() {
            return !runs() && table.processes().stream().anyMatch(process -> process.running().isPresent());
        }

        Path logs() {
            return folder.resolve("logs");
        }
    }

    /** Those that exist, or the one that is named. */
    List<Installation> existing(Optional<String> named) {
        named.ifPresent(name -> {
            if (!name.equals(UP) && !name.equals(DEMO)) {
                throw new UsageException("--data is up or demo, not " + name);
            }
        });
        return List.of(UP, DEMO).stream().filter(name -> named.isEmpty() || named.get().equals(name))
                .filter(name -> Files.isDirectory(workspace.data(name)))
                .map(name -> new Installation(name, workspace.data(name),
                        ProcessTable.at(workspace.data(name).resolve("processes.json"))))
                .toList();
    }

    List<Installation> running(Optional<String> named) {
        return existing(named).stream().filter(Installation::runs).toList();
    }

    /** The only one that runs; says so when there is none or when the choice is the person's. */
    Installation theRunning(Optional<String> named) {
        List<Installation> running = running(named);
        if (running.isEmpty()) {
            throw new LauncherException("Nothing runs: start it with ./bothways up or ./bothways demo");
        }
        if (running.size() > 1) {
            throw new LauncherException("Both up and demo run: choose with --data up or --data demo");
        }
        return running.getFirst();
    }
}
