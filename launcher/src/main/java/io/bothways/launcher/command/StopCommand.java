package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Stack;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.command.Installations.Installation;
import io.bothways.launcher.process.RecordedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code stop}: asks the launchers to end everything, and ends what a killed launcher left behind. */
final class StopCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StopCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("stop", words, 0, Set.of("json"), Set.of("data"));
        Terminal terminal = Terminal.of(arguments);
        Workspace workspace = Workspace.current();
        List<String> stopped = new ArrayList<>();
        for (Installation installation : new Installations(workspace).existing(arguments.option("data"))) {
            if (installation.runs()) {
                stop(installation);
                terminal.say(installation.name() + " has stopped");
                stopped.add(installation.name());
            } else if (installation.hasLeftovers()) {
                List<String> ended = Stack.endLeftovers(installation.folder(), workspace);
                terminal.say("Ended what a killed launcher of " + installation.name() + " had left running: "
                        + String.join(", ", ended));
                stopped.add(installation.name());
            }
        }
        if (stopped.isEmpty()) {
            terminal.say("Nothing runs");
        }
        terminal.answer(Map.of("ok", true, "stopped", stopped));
        return 0;
    }

    private static void stop(Installation installation) {
        ProcessHandle launcher = installation.table().launcher().orElseThrow();
        launcher.destroy();
        if (!RecordedProcess.ended(launcher, PATIENCE)) {
            throw new LauncherException("The launcher of " + installation.name() + " (process " + launcher.pid()
                    + ") has not ended within " + PATIENCE.toSeconds() + " s");
        }
    }
}
