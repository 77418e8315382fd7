package io.bothways.launcher.command;

import io.bothways.launcher.Stack;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.demo.Demo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code demo}: {@code up} with two simulated apps and people who edit in both, on data of its own. */
final class DemoCommand {
    private DemoCommand() {
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("demo", words, 0, Set.of("json", "open", "no-people", "fresh"),
                StackArguments.OPTIONS);
        Terminal terminal = Terminal.of(arguments);
        Workspace workspace = Workspace.current();
        Path data = workspace.data(Installations.DEMO);
        StackOptions options = StackArguments.read(arguments, data, workspace, terminal, System.getenv())
                .simulators(Demo.apps())
                .pollFloor(Demo.POLL_FLOOR)
                .settleDelay(Duration.ZERO)
                .fresh(arguments.has("fresh"))
                .build();
        try (Stack stack = Stack.start(options)) {
            double started = terminal.seconds();
            Demo demo = new Demo(stack, data, terminal::progress);
            demo.run(!arguments.has("no-people"));
            URI dashboard = demo.loginLink();
            terminal.say(block(stack, demo, dashboard, workspace, !arguments.has("no-people")));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", true);
            answer.put("urls", Map.of("dashboard", dashboard.toString(), "status", stack.url("status").toString(),
                    "hubspot", stack.url("hubspot").toString(), "salesforce", stack.url("salesforce").toString()));
            answer.put("tour", demo.tourLinks().stream().map(URI::toString).toList());
            answer.put("connection", demo.connection());
            answer.put("api_key_file", stack.apiKeyFile().toString());
            answer.put("figures", Map.of("startup_s", Math.round(started * 10) / 10.0,
                    "live_s", Math.round(terminal.seconds() * 10) / 10.0));
            terminal.answer(answer);
            if (arguments.has("open")) {
                Browser.open(dashboard, terminal);
            }
            return UpCommand.ended(stack.awaitEnd(), terminal);
        }
    }

    private static String block(Stack stack, Demo demo, URI dashboard, Workspace workspace, boolean people) {
        StringBuilder block = new StringBuilder("\n  Bothways keeps a simulated HubSpot and a simulated Salesforce in "
                + "step.\n\n");
        block.append("  Dashboard   ").append(dashboard).append('\n');
        block.append("  HubSpot     ").append(stack.url("hubspot")).append("/\n");
        block.append("  Salesforce  ").append(stack.url("salesforce")).append("/\n\n");
        block.append("  Both apps are polled every ").append(Demo.POLL_FLOOR.toSeconds())
                .append(" s and send webhooks as well.\n");
        block.append(ApiKeyText.of(stack, workspace));
        block.append("  Stop        Ctrl-C here, or ./bothways stop in another terminal; the next start goes on\n");
        List<URI> links = demo.tourLinks();
        if (!links.isEmpty()) {
            block.append("\n  A tour\n");
            block.append("  1. Open ").append(demo.tourName().orElse("this contact"))
                    .append(" in both apps; the simulated people leave this contact alone:\n");
            links.forEach(link -> block.append("       ").append(link).append('\n'));
            block.append("  2. Change the phone in one and watch it arrive in the other.\n");
            if (people) {
                block.append("  3. Pause the people with the button on each app's page.\n");
            }
            block.append("  ").append(people ? 4 : 3)
                    .append(". In another terminal: ./bothways kill merge; edit, and watch it catch up.\n");
        }
        return block.toString();
    }
}
