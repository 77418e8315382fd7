package io.bothways.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A vendor's own client, run with Node.js: a folder below {@code src/test/clients} with a package, its lock file and
 * {@code client.js}. Where Node.js or its packages are not to be had the test is skipped; with {@code CI=true} it
 * fails.
 */
public final class NodeClient {
    private static final Path SOURCES = Path.of("src", "test", "clients");
    private static final Path INSTALLED = Path.of("target", "clients");
    private static final int PATIENCE_MINUTES = 3;

    private final Path folder;

    private NodeClient(Path folder) {
        this.folder = folder;
    }

    /** Installs the client's packages as its lock file pins them. */
    public static NodeClient installed(String name) throws IOException, InterruptedException {
        Path folder = INSTALLED.resolve(name);
        Files.createDirectories(folder);
        for (String file : List.of(".npmrc", "package.json", "package-lock.json", "client.js")) {
            Files.copy(SOURCES.resolve(name).resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        NodeClient client = new NodeClient(folder);
        Result version = client.execute(List.of("node", "--version"), Map.of());
        require(version.code() == 0, "Node.js is not installed");
        if (!client.upToDate()) {
            Result packages = client.execute(List.of("npm", "ci", "--ignore-scripts"), Map.of());
            require(packages.code() == 0, "The client's packages cannot be installed: " + packages.output());
            Files.copy(folder.resolve("package-lock.json"), folder.resolve("installed-lock.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return client;
    }

    /** Runs {@code client.js}, which must end with 0. */
    public void succeeds(Map<String, String> environment) throws IOException, InterruptedException {
        Result result = execute(List.of("node", "client.js"), environment);
        assertThat(result.code()).as(result.output()).isZero();
    }

    private record Result(int code, String output) {}

    private boolean upToDate() throws IOException {
        Path installed = folder.resolve("installed-lock.json");
        return Files.exists(installed) && Files.mismatch(installed, folder.resolve("package-lock.json")) < 0;
    }

    private Result execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException noSuchProgram) {
            return new Result(-1, String.valueOf(noSuchProgram.getMessage()));
        }
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Result(-1, "no end after " + PATIENCE_MINUTES + " minutes");
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static void require(boolean there, String otherwise) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(otherwise).isTrue();
        }
        Assumptions.assumeTrue(there, otherwise);
    }
}
