package io.bothways.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Parsed classes of our Java programs, kept between starts: a third of a start's processor time is spent on loading
 * them. The JVM writes an archive when a program ends in peace, so the first stops of a build take some seconds more;
 * it checks an archive itself and goes without where it does not fit. Written aside and adopted whole, because several
 * stacks may share the folder.
 */
final class ClassArchives {
    private static final String SUFFIX = ".jsa";

    private final Path folder;
    private final int most;
    private final Map<Path, Path> expected = new ConcurrentHashMap<>();

    /** @param most how many programs may write one when this stack ends, for each takes seconds of a processor */
    ClassArchives(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** JVM options that use the program's archive, make one when the program ends, or go without. */
    synchronized List<String> options(String program, String classPath) {
        Path archive = folder.resolve(program + "-" + fingerprint(classPath) + SUFFIX);
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive);
        }
        Path unfinished = folder.resolve(program + "-" + ProcessHandle.current().pid() + ".new");
        if (expected.size() >= most && !expected.containsKey(unfinished)) {
            return List.of();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException noSpace) {
            return List.of();
        }
        expected.put(unfinished, archive);
        return List.of("-XX:ArchiveClassesAtExit=" + unfinished);
    }

    /** Whether ending the programs now also writes archives. */
    boolean areExpected() {
        return !expected.isEmpty();
    }

    /** Adopts what ended programs have written and drops archives of earlier builds. */
    void adopt() {
        expected.forEach((unfinished, archive) -> {
            try {
                if (Files.exists(unfinished)) {
                    dropOlder(archive);
                    Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException withoutIt) {
                // The next start is slower and tries again.
            }
        });
        expected.clear();
    }

    private void dropOlder(Path archive) throws IOException {
        String name = archive.getFileName().toString();
        String program = name.substring(0, name.lastIndexOf('-') + 1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String other = file.getFileName().toString();
                if (other.startsWith(program) && other.endsWith(SUFFIX)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String fingerprint(String classPath) {
        StringBuilder facts = new StringBuilder(System.getProperty("java.home")).append(Runtime.version());
        for (String entry : classPath.split(File.pathSeparator)) {
            File file = new File(entry);
            facts.append(entry).append(file.lastModified()).append(file.length());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
