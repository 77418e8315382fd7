package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.client.StatusApi;
import io.bothways.launcher.command.Installations.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code login}: another link that opens the dashboard once. */
final class LoginCommand {
    private LoginCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("login", words, 0, Set.of("json", "open"), Set.of("data"));
        Terminal terminal = Terminal.of(arguments);
        Installation installation = new Installations(Workspace.current()).theRunning(arguments.option("data"));
        Integer port = installation.table().ports().get("status");
        if (port == null) {
            throw new LauncherException("The status service does not run yet");
        }
        try {
            String key = Files.readString(installation.folder().resolve("api-key"));
            URI link = new StatusApi(URI.create("http://127.0.0.1:" + port), key).loginLink();
            terminal.say(link.toString());
            terminal.answer(Map.of("ok", true, "url", link.toString()));
            if (arguments.has("open")) {
                Browser.open(link, terminal);
            }
            return 0;
        } catch (IOException failure) {
            throw new LauncherException("The API key cannot be read: " + failure.getMessage(), failure);
        }
    }
}
