package io.bothways.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.launcher.process.ProcessSpec.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;
    private Process sleeper;

    @BeforeEach
    void startSomethingThatRuns() throws IOException {
        sleeper = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endIt() throws InterruptedException {
        sleeper.destroyForcibly().waitFor();
    }

    @Test
    void endsWhatAnEarlierLauncherLeftRunning() throws Exception {
        // Given
        ProcessTable.at(table()).enter(recorded(sleeper.toHandle().info().startInstant().orElseThrow()));

        // When
        var ended = ProcessTable.at(table()).endLeftovers(PATIENCE);

        // Then
        assertThat(ended).containsExactly("sleeper");
        assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesAProcessAloneThatOnlyHasThePidOfOneOfOurs() {
        // Given
        Instant earlier = sleeper.toHandle().info().startInstant().orElseThrow().minusSeconds(60);
        ProcessTable.at(table()).enter(recorded(earlier));

        // When
        var ended = ProcessTable.at(table()).endLeftovers(PATIENCE);

        // Then
        assertThat(ended).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void knowsItsLauncherWhileItRunsOnly() {
        ProcessTable table = ProcessTable.at(table());
        table.begin(8700, Map.of("status", 8700));

        assertThat(ProcessTable.at(table()).launcher()).map(ProcessHandle::pid)
                .contains(ProcessHandle.current().pid());
        table.finish();
        assertThat(ProcessTable.at(table()).launcher()).isEmpty();
    }

    @Test
    void keepsThePortsForTheNextStartFromTheSameBase() {
        ProcessTable table = ProcessTable.at(table());
        table.begin(8700, Map.of("status", 8705));
        table.finish();

        ProcessTable next = ProcessTable.at(table());

        assertThat(next.portsPlannedFrom(8700)).containsEntry("status", 8705);
        assertThat(next.portsPlannedFrom(9000)).isEmpty();
    }

    @Test
    void canBeReadByItsOwnerOnly() throws IOException {
        ProcessTable.at(table()).begin(8700, Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(table()))).isEqualTo("rw-------");
    }

    @Test
    void startsEmptyFromAFileThatIsDamaged() throws IOException {
        Files.writeString(table(), "{\"processes\": [");

        assertThat(ProcessTable.at(table()).processes()).isEmpty();
    }

    private Path table() {
        return folder.resolve("processes.json");
    }

    private RecordedProcess recorded(Instant started) {
        return new RecordedProcess("sleeper", sleeper.pid(), started, StopSignal.TERM, 0, 0);
    }
}
