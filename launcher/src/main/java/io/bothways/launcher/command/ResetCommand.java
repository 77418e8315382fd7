package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Stack;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.command.Installations.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code reset}: deletes what is kept, after asking. */
final class ResetCommand {
    private ResetCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("reset", words, 0, Set.of("json", "yes"), Set.of("data"));
        Terminal terminal = Terminal.of(arguments);
        Workspace workspace = Workspace.current();
        List<Installation> existing = new Installations(workspace).existing(arguments.option("data"));
        existing.stream().filter(Installation::runs).findFirst().ifPresent(running -> {
            throw new LauncherException(running.name() + " runs: end it first with ./bothways stop");
        });
        if (existing.isEmpty()) {
            terminal.say("There is nothing to delete");
            terminal.answer(Map.of("ok", true, "deleted", List.of()));
            return 0;
        }
        String folders = existing.stream().map(each -> workspace.shown(each.folder()))
                .collect(Collectors.joining(" and "));
        if (!arguments.has("yes") && !confirmed(terminal, folders)) {
            terminal.say("Nothing is deleted");
            terminal.answer(Map.of("ok", false, "deleted", List.of()));
            return 1;
        }
        existing.forEach(each -> Stack.reset(each.folder(), workspace));
        terminal.say("Deleted everything in " + folders);
        terminal.answer(Map.of("ok", true, "deleted", existing.stream().map(Installation::name).toList()));
        return 0;
    }

    private static boolean confirmed(Terminal terminal, String folders) {
        terminal.say("This deletes all records, links, accounts and keys in " + folders + ". Type yes to go on:");
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return "yes".equals(answer == null ? null : answer.strip());
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
