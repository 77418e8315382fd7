package io.bothways.launcher;

import io.bothways.servers.KafkaServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How Java programs of the stack are run: on the JVM that runs this one, with a laptop's share of memory. */
final class JavaProgram {
    /** One garbage collector thread and the quick compiler: halves start-up and memory of a small service. */
    private static final List<String> LEAN = List.of("-Xms32m", "-Xmx160m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    /**
     * Merge decides every change: the optimising compiler halves its work, and its batches live long enough to be
     * copied by each collection, so that these have to be rare.
     */
    private static final Map<String, List<String>> MORE = Map.of(
            "merge", List.of("-Xmx512m", "-XX:NewRatio=1", "-XX:SurvivorRatio=3", "-XX:TieredStopAtLevel=4"),
            // The writer reads, stores and tells every command: the same holds for it, with less to keep.
            "writer", List.of("-Xmx224m", "-XX:NewRatio=1", "-XX:TieredStopAtLevel=4"));
    private static final int UNSAFE_WARNED_OF = 23;

    private final ClassArchives archives;

    JavaProgram(ClassArchives archives) {
        this.archives = archives;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * Our own class path, on which the simulators and the embedded broker lie too; for any working folder. Where they
     * are jars only jars are passed on, because no class archive can be made of a folder.
     */
    static String classPath() {
        boolean packaged = KafkaServer.class.getProtectionDomain().getCodeSource().getLocation().getPath()
                .endsWith(".jar");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !packaged || Files.isRegularFile(entry))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    List<String> jar(String program, Path jar) {
        return command(program, jar.toString(), List.of("-jar", jar.toString()));
    }

    List<String> main(String program, String mainClass, List<String> arguments) {
        List<String> tail = new ArrayList<>(List.of("-cp", classPath(), mainClass));
        tail.addAll(arguments);
        return command(program, classPath(), tail);
    }

    /** Options for a program on our class path that brings its own limits. */
    List<String> options(String program) {
        List<String> options = new ArrayList<>(quiet());
        options.addAll(archives.options(program, classPath()));
        return options;
    }

    private static List<String> quiet() {
        List<String> options = new ArrayList<>(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED",
                // What the JVM itself has to say about class archives is nobody's concern.
                "-Xlog:disable", "-Xlog:all=error:stderr"));
        if (Runtime.version().feature() >= UNSAFE_WARNED_OF) {
            // Netty's use of sun.misc.Unsafe is known; newer JVMs warn of it at every start.
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private List<String> command(String program, String archived, List<String> tail) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(LEAN);
        command.addAll(MORE.getOrDefault(program, List.of()));
        command.addAll(quiet());
        command.addAll(archives.options(program, archived));
        command.addAll(tail);
        return command;
    }

    /**
     * Puts a program into a session of its own where the system can: Ctrl-C then reaches the launcher alone, which
     * ends its processes in order. The wrapper replaces itself, so the pid stays the program's.
     */
    static List<String> inOwnSession(List<String> command) {
        return Stream.of("/usr/bin/setsid", "/bin/setsid").filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .map(setsid -> Stream.concat(Stream.of(setsid), command.stream()).toList())
                .orElse(command);
    }
}
