package io.bothways.testing.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine can be used here. */
final class DockerEngine {
    private DockerEngine() {
    }

    static boolean answers() {
        // Without this look Testcontainers tries every strategy and logs a page of errors where there is no engine.
        boolean addressed = Stream.of("DOCKER_HOST", "TESTCONTAINERS_HOST_OVERRIDE")
                .anyMatch(variable -> System.getenv(variable) != null);
        boolean socket = Stream.of("/var/run/docker.sock",
                        System.getenv("XDG_RUNTIME_DIR") + "/docker.sock",
                        System.getProperty("user.home") + "/.docker/run/docker.sock",
                        System.getProperty("user.home") + "/.testcontainers.properties")
                .anyMatch(path -> Files.exists(Path.of(path)));
        return (addressed || socket) && DockerClientFactory.instance().isDockerAvailable();
    }
}
