package io.bothways.launcher.command;

import io.bothways.launcher.Stack;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.client.StatusApi;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code up}: everything but simulated apps, on data that is kept, until it is stopped. */
final class UpCommand {
    private UpCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("up", words, 0, Set.of("json", "open"), StackArguments.OPTIONS);
        Terminal terminal = Terminal.of(arguments);
        Workspace workspace = Workspace.current();
        Stack stack = Stack.start(StackArguments.read(arguments, workspace.data(Installations.UP), workspace, terminal,
                System.getenv()).build());
        try (stack) {
            URI dashboard = StatusApi.of(stack).loginLink();
            double seconds = terminal.seconds();
            terminal.say("\n  Bothways runs.\n\n"
                    + "  Dashboard   " + dashboard + "  (opens once; ./bothways status shows another)\n"
                    + "  REST API    " + stack.url("status").resolve("/api/v1") + "\n"
                    + ApiKeyText.of(stack, workspace)
                    + "  Stop        Ctrl-C here, or ./bothways stop in another terminal\n");
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", true);
            answer.put("urls", Map.of("dashboard", dashboard.toString(), "status", stack.url("status").toString(),
                    "webhook", stack.url("webhook").toString()));
            answer.put("kafka", stack.bootstrapServers());
            answer.put("api_key_file", stack.apiKeyFile().toString());
            answer.put("figures", Map.of("startup_s", Math.round(seconds * 10) / 10.0));
            terminal.answer(answer);
            if (arguments.has("open")) {
                Browser.open(dashboard, terminal);
            }
            return ended(stack.awaitEnd(), terminal);
        }
    }

    static int ended(Optional<String> reason, Terminal terminal) {
        reason.ifPresent(terminal::say);
        return reason.isPresent() ? 1 : 0;
    }
}
