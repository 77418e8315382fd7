package io.bothways.launcher.command;

import io.bothways.launcher.PostgresAddress;
import io.bothways.launcher.StackOptions;
import io.bothways.launcher.Workspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options that {@code up} and {@code demo} share. */
final class StackArguments {
    static final Set<String> OPTIONS = Set.of("port-base", "kafka", "postgres");
    private static final int STANDARD_BASE = 8700;
    private static final int HIGHEST_BASE = 65_000;

    private StackArguments() {
    }

    static StackOptions.Builder read(Arguments arguments, Path data, Workspace workspace, Terminal terminal,
            Map<String, String> environment) {
        StackOptions.Builder options = StackOptions.in(data).workspace(workspace)
                .portBase(arguments.number("port-base", STANDARD_BASE, 1024, HIGHEST_BASE))
                // A person who stops it waits for no more than this one.
                .newClassArchives(1)
                .progress(terminal::progress);
        arguments.hostsAndPorts("kafka").or(() -> Optional.ofNullable(environment.get("BOTHWAYS_KAFKA")))
                .ifPresent(options::kafka);
        arguments.option("postgres").or(() -> Optional.ofNullable(environment.get("BOTHWAYS_POSTGRES_URL")))
                .map(url -> postgres(url, environment)).ifPresent(options::postgres);
        return options;
    }

    /** User and password come from the environment; a command line can be read by everybody on the machine. */
    private static PostgresAddress postgres(String url, Map<String, String> environment) {
        String user = environment.get("BOTHWAYS_POSTGRES_USER");
        String password = environment.get("BOTHWAYS_POSTGRES_PASSWORD");
        if (user == null || password == null) {
            throw new UsageException("--postgres needs the variables BOTHWAYS_POSTGRES_USER and "
                    + "BOTHWAYS_POSTGRES_PASSWORD");
        }
        return new PostgresAddress(url, user, password);
    }
}
