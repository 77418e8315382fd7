package io.bothways.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.launcher.process.ProcessTable;
import io.bothways.launcher.process.RecordedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {
    @TempDir
    Path folder;
    private Workspace workspace;
    private Path data;
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        workspace = StandInWorkspace.in(Files.createDirectories(folder.resolve("checkout")));
        data = folder.resolve("data");
    }

    @Test
    void startsEverythingAsProcessesOfItsOwnAndLeavesNoneBehind() throws Exception {
        // Given
        List<RecordedProcess> running;
        try (Stack stack = Stack.start(options().build())) {
            running = ProcessTable.at(data.resolve("processes.json")).processes();
            assertThat(Service.names()).allMatch(stack::isReady);
            assertThat(stack.memory()).isGreaterThan(100L * 1024 * 1024);
            assertThat(stack.isFirstStart()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stack.apiKeyFile())))
                    .isEqualTo("rw-------");
        }

        // Then
        assertThat(running).extracting(RecordedProcess::name).containsExactlyInAnyOrder(
                "poller", "webhook", "merge", "writer", "status", "kafka", "postgres");
        assertThat(running).noneMatch(process -> process.running().isPresent());
    }

    @Test
    void goesOnWithItsKeyAndItsPortsAtTheNextStart() {
        String key;
        int port;
        try (Stack stack = Stack.start(options().build())) {
            key = stack.apiKey();
            port = stack.url("status").getPort();
        }

        try (Stack stack = Stack.start(options().build())) {
            assertThat(stack.isFirstStart()).isFalse();
            assertThat(stack.apiKey()).isEqualTo(key);
            assertThat(stack.url("status").getPort()).isEqualTo(port);
        }
    }

    @Test
    void startsAKilledServiceAgainAndRestartsAllOnRequest() {
        try (Stack stack = Stack.start(options().build())) {
            stack.kill("merge");
            stack.awaitReady("merge");
            assertThat(said).anyMatch(sentence -> sentence.startsWith("merge died (signal 9)"));

            stack.restartServices();
            assertThat(Service.names()).allMatch(stack::isReady);

            stack.stop("webhook");
            assertThat(stack.isReady("webhook")).isFalse();
            stack.resume("webhook");
            assertThat(stack.isReady("webhook")).isTrue();
        }
    }

    @Test
    void refusesASecondInstanceOnTheSameDataInOneSentence() {
        try (Stack stack = Stack.start(options().build())) {
            assertThat(stack.isReady("status")).isTrue();

            assertThatThrownBy(() -> Stack.start(options().build())).isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Bothways already runs on the data in")
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void endsAllWhenOneServiceCannotStartAndSaysWhy() throws Exception {
        StandInWorkspace.breakService(workspace, Service.MERGE);

        assertThatThrownBy(() -> Stack.start(options().build())).isInstanceOf(LauncherException.class)
                .hasMessageContaining("merge ended while it was starting")
                .hasMessageContaining("the schema is newer than this service")
                .hasMessageContaining("merge.log");

        assertThat(ProcessTable.at(data.resolve("processes.json")).processes()).isEmpty();
    }

    @Test
    void givesUpOnAServiceThatGoesOnDying() throws Exception {
        try (Stack stack = Stack.start(options().build())) {
            StandInWorkspace.breakService(workspace, Service.MERGE);
            stack.kill("merge");

            assertThat(stack.awaitEnd()).hasValueSatisfying(reason -> assertThat(reason)
                    .startsWith("merge died 5 times within a minute, so everything is stopped")
                    .contains("the schema is newer than this service"));
        }
    }

    @Test
    void saysThatDataIsDamagedWithoutAStackTrace() throws Exception {
        try (Stack stack = Stack.start(options().build())) {
            assertThat(stack.isReady("status")).isTrue();
        }
        Path control = data.resolve("postgres").resolve("cluster").resolve("global").resolve("pg_control");
        Files.write(control, new byte[(int) Files.size(control)]);

        assertThatThrownBy(() -> Stack.start(options().build())).isInstanceOf(LauncherException.class)
                .hasMessageContaining("PostgreSQL ended while it was starting: ")
                .hasMessageContaining("postgres.log")
                .message().doesNotContain("\tat ").hasLineCount(1);
        assertThat(ProcessTable.at(data.resolve("processes.json")).processes()).isEmpty();
    }

    @Test
    void endsWhatAKilledLauncherLeftRunningAndStartsOnTheSameData() throws Exception {
        // Given
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), StackHolder.class.getName(),
                workspace.root().toString(), data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("stands");
        }
        List<RecordedProcess> left = ProcessTable.at(data.resolve("processes.json")).processes();
        holder.destroyForcibly().waitFor();
        assertThat(left).hasSize(7).allMatch(process -> process.running().isPresent());

        // When
        try (Stack stack = Stack.start(options().build())) {
            // Then
            assertThat(stack.isReady("status")).isTrue();
            assertThat(left).noneMatch(process -> process.running().isPresent());
            assertThat(said).anyMatch(sentence ->
                    sentence.startsWith("Ended what a killed launcher had left running: "));
        }
    }

    @Test
    void forgetsItsDataOnRequest() {
        String key;
        try (Stack stack = Stack.start(options().build())) {
            key = stack.apiKey();
        }

        Stack.reset(data, workspace);

        assertThat(data.resolve("postgres")).doesNotExist();
        assertThat(key).isNotEmpty();
        assertThat(data.resolve("api-key")).doesNotExist();
    }

    private StackOptions.Builder options() {
        return StackOptions.in(data).workspace(workspace).progress(said::add);
    }
}
