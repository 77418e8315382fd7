package io.bothways.launcher;

import java.util.List;
import java.util.regex.Pattern;

/** Finds in a dead program's last lines the one that a person should read. */
final class LogReading {
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+at .*|^\\s*\\.\\.\\. \\d+ more.*");
    private static final List<Pattern> TELLING = List.of(
            Pattern.compile(".*\\b(FATAL|PANIC)\\b.*"),
            Pattern.compile(".*No space left on device.*"),
            Pattern.compile(".*cannot start.*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("^Caused by: .*"),
            Pattern.compile(".*\\bERROR\\b.*"),
            Pattern.compile(".*(Exception|Error): .*"));

    private LogReading() {
    }

    /** The most telling line, or the last one; empty if nothing was printed. */
    static String reason(List<String> lines) {
        List<String> spoken = lines.stream().filter(line -> !line.isBlank())
                .filter(line -> !STACK_FRAME.matcher(line).matches()).toList();
        for (Pattern telling : TELLING) {
            List<String> found = spoken.stream().filter(line -> telling.matcher(line).matches()).toList();
            if (!found.isEmpty()) {
                return found.getLast().strip();
            }
        }
        return spoken.isEmpty() ? "" : spoken.getLast().strip();
    }
}
