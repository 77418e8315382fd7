package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.command.Installations.Installation;
import io.bothways.launcher.process.RecordedProcess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code kill SERVICE}: a crash on demand; the launcher starts the process again. */
final class KillCommand {
    private KillCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("kill", words, 1, Set.of("json"), Set.of("data"));
        Terminal terminal = Terminal.of(arguments);
        Installation installation = new Installations(Workspace.current()).theRunning(arguments.option("data"));
        String name = arguments.requiredWord("the name of a service").replaceFirst("-service$", "");
        RecordedProcess process = installation.table().process(name).orElseThrow(() -> new LauncherException(
                "No process is named " + name + ", only " + installation.table().processes().stream()
                        .map(RecordedProcess::name).sorted().collect(Collectors.joining(", "))));
        ProcessHandle handle = process.running().orElseThrow(() -> new LauncherException(name + " is dead already"));
        handle.destroyForcibly();
        terminal.say(name + " (process " + handle.pid() + ") is killed; the launcher starts it again");
        terminal.answer(Map.of("ok", true, "killed", name, "pid", handle.pid()));
        return 0;
    }
}
