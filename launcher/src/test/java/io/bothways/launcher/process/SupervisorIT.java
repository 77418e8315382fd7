package io.bothways.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.launcher.process.ProcessSpec.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
    @TempDir
    Path folder;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final CompletableFuture<Supervisor.GivenUp> givenUp = new CompletableFuture<>();
    private Supervisor supervisor;

    @BeforeEach
    void create() {
        supervisor = new Supervisor(ProcessTable.at(table()), folder.resolve("logs"), InstantSource.system(),
                Duration.ofSeconds(2), said::add, givenUp::complete);
    }

    @AfterEach
    void endAll() {
        supervisor.close();
    }

    @Test
    void startsAgainWhatIsKilledWithinFiveSecondsAndSaysSo() throws Exception {
        // Given
        long first = startReady("steady");

        // When
        supervisor.kill("program");

        // Then
        assertThat(said.poll(5, TimeUnit.SECONDS)).startsWith("program died (signal 9) and is started again");
        assertThat(printed.poll(5, TimeUnit.SECONDS)).isEqualTo("begun");
        assertThat(supervisor.handle("program")).map(ProcessHandle::pid).isPresent().get().isNotEqualTo(first);
        assertThat(ProcessTable.at(table()).process("program").orElseThrow().restarts()).isEqualTo(1);
    }

    @Test
    void startsAgainWhatIsEndedByItsStopSignal() throws Exception {
        // Given
        long first = startReady("steady");

        // When
        supervisor.restart("program");

        // Then
        assertThat(said.poll(5, TimeUnit.SECONDS)).startsWith("program died (signal 15) and is started again");
        assertThat(printed.poll(5, TimeUnit.SECONDS)).isEqualTo("begun");
        assertThat(supervisor.handle("program")).map(ProcessHandle::pid).isPresent().get().isNotEqualTo(first);
    }

    @Test
    void givesUpWhatDiesFiveTimesInAMinuteAndKeepsItsLastWords() throws Exception {
        supervisor.start(program("crashing"));
        supervisor.markReady("program");

        Supervisor.GivenUp end = givenUp.get(30, TimeUnit.SECONDS);

        assertThat(end.name()).isEqualTo("program");
        assertThat(end.deaths()).isEqualTo(5);
        assertThat(end.lastLines()).contains("I cannot go on");
        assertThat(supervisor.isAlive("program")).isFalse();
    }

    @Test
    void doesNotStartAgainWhatWasNeverReady() throws Exception {
        supervisor.start(program("crashing"));

        assertThat(printed.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
        supervisor.handle("program").ifPresent(handle -> handle.onExit().join());

        assertThat(supervisor.isRestarted("program")).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void leavesEndedWhatWasStopped() throws Exception {
        long pid = startReady("steady");

        supervisor.stop(List.of("program"));

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(supervisor.isRestarted("program")).isFalse();
        assertThat(ProcessTable.at(table()).processes()).isEmpty();
    }

    @Test
    void endsByForceWhatDoesNotEndBySignal() throws Exception {
        long pid = startReady("stubborn");

        supervisor.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void startsNothingOnceItIsClosed() {
        supervisor.close();

        assertThatThrownBy(() -> supervisor.start(program("steady"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsHandledLinesOutOfTheLog() throws Exception {
        startReady("steady");

        supervisor.close();

        assertThat(Files.readString(folder.resolve("logs").resolve("program.log")))
                .contains("program | mode steady").doesNotContain("begun");
    }

    @Test
    void waitsLongerTheMoreOftenItDies() {
        assertThat(Supervisor.delayAfter(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(Supervisor.delayAfter(2)).isEqualTo(Duration.ofMillis(500));
        assertThat(Supervisor.delayAfter(30)).isLessThan(Duration.ofSeconds(5));
    }

    private long startReady(String mode) throws InterruptedException {
        supervisor.start(program(mode));
        assertThat(printed.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
        supervisor.markReady("program");
        return supervisor.handle("program").orElseThrow().pid();
    }

    private ProcessSpec program(String mode) {
        return new ProcessSpec("program", List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                SmallProgram.class.getName(), mode), Map.of(), folder, StopSignal.TERM, 0,
                line -> line.equals("begun") && printed.add(line));
    }

    private Path table() {
        return folder.resolve("processes.json");
    }
}
