package io.bothways.launcher.command;

import io.bothways.launcher.LauncherException;
import io.bothways.launcher.Service;
import io.bothways.launcher.Workspace;
import io.bothways.launcher.client.StatusApi;
import io.bothways.launcher.command.Installations.Installation;
import io.bothways.launcher.process.Memory;
import io.bothways.launcher.process.RecordedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code status}: what runs, whether each answers, where, how often it was started again and what it takes. */
final class StatusCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int NOTHING_RUNS = 3;
    private static final String STATUS = Service.STATUS.shortName();

    private StatusCommand() {
    }

    private record Row(String name, long pid, String state, String address, int restarts, long memoryMb) {}

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse("status", words, 0, Set.of("json"), Set.of("data"));
        Terminal terminal = Terminal.of(arguments);
        List<Installation> running = new Installations(Workspace.current()).running(arguments.option("data"));
        List<Object> answers = new ArrayList<>();
        boolean allWell = true;
        for (Installation installation : running) {
            List<Row> rows = installation.table().processes().stream().map(process -> row(installation, process))
                    .toList();
            allWell &= rows.stream().allMatch(row -> row.state().equals("ready") || row.state().equals("running"));
            terminal.say(installation.name() + " (launcher " + installation.table().launcher().orElseThrow().pid()
                    + ")");
            terminal.say(String.format("  %-11s %8s  %-9s %8s %9s  %s", "process", "pid", "state", "restarts",
                    "memory", "address"));
            String dashboard = dashboard(installation, rows);
            rows.forEach(row -> terminal.say(String.format("  %-11s %8d  %-9s %8d %6d MB  %s", row.name(), row.pid(),
                    row.state(), row.restarts(), row.memoryMb(), row.address())));
            if (!dashboard.isEmpty()) {
                terminal.say("  dashboard: " + dashboard + " (opens once)");
            }
            answers.add(answer(installation, rows, dashboard));
        }
        if (running.isEmpty()) {
            terminal.say("Nothing runs: start it with ./bothways up or ./bothways demo");
        }
        terminal.answer(Map.of("ok", allWell && !running.isEmpty(), "installations", answers));
        return running.isEmpty() ? NOTHING_RUNS : allWell ? 0 : 1;
    }

    private static Map<String, Object> answer(Installation installation, List<Row> rows, String dashboard) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", installation.name());
        answer.put("launcher", installation.table().launcher().orElseThrow().pid());
        answer.put("dashboard", dashboard);
        answer.put("processes", rows.stream().map(row -> Map.of("name", row.name(), "pid", row.pid(), "state",
                row.state(), "address", row.address(), "restarts", row.restarts(), "memory_mb", row.memoryMb()))
                .toList());
        return answer;
    }

    /** A fresh link that opens the dashboard once; empty while the status service cannot make one. */
    private static String dashboard(Installation installation, List<Row> rows) {
        boolean ready = rows.stream().anyMatch(row -> row.name().equals(STATUS) && row.state().equals("ready"));
        if (!ready) {
            return "";
        }
        try {
            String key = Files.readString(installation.folder().resolve("api-key"));
            URI base = URI.create("http://127.0.0.1:" + installation.table().ports().get(STATUS));
            return new StatusApi(base, key).loginLink().toString();
        } catch (IOException | LauncherException stopping) {
            return "";
        }
    }

    private static Row row(Installation installation, RecordedProcess process) {
        Integer port = installation.table().ports().get(process.name());
        String address = port == null ? "" : "127.0.0.1:" + port;
        boolean service = Arrays.stream(Service.values()).anyMatch(each -> each.shortName().equals(process.name()));
        String state = process.running().isEmpty() ? "dead"
                : !service ? "running"
                : answers(URI.create("http://" + address + "/q/health/ready")) ? "ready" : "not ready";
        long memory = process.running().map(Memory::of).orElse(0L) / 1024 / 1024;
        return new Row(process.name(), process.pid(), state, address, process.restarts(), memory);
    }

    private static boolean answers(URI address) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
