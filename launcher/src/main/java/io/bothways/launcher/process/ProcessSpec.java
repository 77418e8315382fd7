package io.bothways.launcher.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How a process is run and ended.
 *
 * @param name the short name that people type, and the name of its log
 * @param command program and arguments; the program must replace any wrapper, so that its pid is the pid we see
 * @param environment variables in addition to our own
 * @param folder its working folder
 * @param stop the signal that ends it at once and cleanly
 * @param rank processes of a lower rank are ended first
 * @param handled told every line it prints; a line for which it answers true does not reach the log
 */
public record ProcessSpec(String name, List<String> command, Map<String, String> environment, Path folder,
        StopSignal stop, int rank, Predicate<String> handled) {

    /** What a process is sent to make it end by itself. */
    public enum StopSignal { TERM, INT }

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
