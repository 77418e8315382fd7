package io.bothways.launcher.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that runs on one data folder, in a file beside the data: so other terminals can look and act, and the next
 * start can end what a killed launcher left behind. The ports outlive the processes, because people keep links.
 */
public final class ProcessTable {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** The file's contents; {@code launcher} comes first, and empty means that nothing was left running. */
    record State(List<RecordedProcess> launcher, List<RecordedProcess> processes, int portBase,
            Map<String, Integer> ports) {
        static final State EMPTY = new State(List.of(), List.of(), 0, Map.of());
    }

    private final Path file;
    private State state;

    private ProcessTable(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /** Reads the table; one that cannot be read counts as empty, for it was written whole or not at all. */
    public static ProcessTable at(Path file) {
        try {
            return new ProcessTable(file,
                    Files.exists(file) ? JSON.readValue(file.toFile(), State.class) : State.EMPTY);
        } catch (JsonProcessingException damaged) {
            return new ProcessTable(file, State.EMPTY);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The launcher that supervises these processes, if it runs. */
    public synchronized Optional<ProcessHandle> launcher() {
        return state.launcher().stream().flatMap(recorded -> recorded.running().stream()).findFirst();
    }

    public synchronized List<RecordedProcess> processes() {
        return state.processes();
    }

    public synchronized Optional<RecordedProcess> process(String name) {
        return state.processes().stream().filter(recorded -> recorded.name().equals(name)).findFirst();
    }

    /** The ports of the last run that was planned from this base. */
    public synchronized Map<String, Integer> portsPlannedFrom(int base) {
        return state.portBase() == base ? state.ports() : Map.of();
    }

    public synchronized Map<String, Integer> ports() {
        return state.ports();
    }

    /** Enters this process as the launcher. */
    public synchronized void begin(int portBase, Map<String, Integer> ports) {
        ProcessHandle self = ProcessHandle.current();
        RecordedProcess launcher = new RecordedProcess("launcher", self.pid(),
                self.info().startInstant().orElseThrow(), ProcessSpec.StopSignal.TERM, 0, 0);
        write(new State(List.of(launcher), List.of(), portBase, new TreeMap<>(ports)));
    }

    synchronized void enter(RecordedProcess process) {
        write(new State(state.launcher(), with(process), state.portBase(), state.ports()));
    }

    synchronized void remove(String name) {
        write(new State(state.launcher(), without(name), state.portBase(), state.ports()));
    }

    /** Nothing runs any more; only the ports are kept. */
    public synchronized void finish() {
        write(new State(List.of(), List.of(), state.portBase(), state.ports()));
    }

    /** Ends what still runs of an earlier launcher, in order, and returns the names of what it ended. */
    public synchronized List<String> endLeftovers(Duration patience) {
        List<RecordedProcess> leftovers = state.processes().stream()
                .filter(recorded -> recorded.running().isPresent())
                .sorted(Comparator.comparingInt(RecordedProcess::rank)).toList();
        leftovers.forEach(recorded -> recorded.running()
                .filter(handle -> recorded.rank() == leftovers.getFirst().rank())
                .ifPresent(handle -> RecordedProcess.signal(handle, recorded.stop())));
        leftovers.forEach(recorded -> recorded.end(patience));
        return leftovers.stream().map(RecordedProcess::name).toList();
    }

    private List<RecordedProcess> with(RecordedProcess process) {
        List<RecordedProcess> processes = new ArrayList<>(without(process.name()));
        processes.add(process);
        return processes;
    }

    private List<RecordedProcess> without(String name) {
        return state.processes().stream().filter(recorded -> !recorded.name().equals(name)).toList();
    }

    private void write(State next) {
        state = next;
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, JSON.writeValueAsBytes(next));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
