package io.bothways.launcher;

import io.bothways.launcher.process.ProcessTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Everything that one installation keeps, held by one launcher at a time. */
final class DataFolder implements AutoCloseable {
    private static final long SPACE_NEEDED = 300L * 1024 * 1024;
    private static final String LOCK = "lock";
    /** A second channel on the lock, once closed, would release the first one's lock: so this JVM asks itself first. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, or says who has it. */
    static DataFolder held(Path folder, Workspace workspace) {
        try {
            Files.createDirectories(folder);
            if (!HELD_HERE.add(folder)) {
                throw taken(folder, workspace);
            }
            FileChannel channel = FileChannel.open(folder.resolve(LOCK),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                HELD_HERE.remove(folder);
                throw taken(folder, workspace);
            }
            return new DataFolder(folder, channel);
        } catch (IOException failure) {
            throw unusable(folder, workspace, failure);
        }
    }

    private static LauncherException taken(Path folder, Workspace workspace) {
        String who = ProcessTable.at(table(folder)).launcher()
                .map(launcher -> " (process " + launcher.pid() + ")").orElse("");
        return new LauncherException("Bothways already runs on the data in " + workspace.shown(folder) + who
                + ": end it with ./bothways stop");
    }

    static Path table(Path folder) {
        return folder.resolve("processes.json");
    }

    static Path logs(Path folder) {
        return folder.resolve("logs");
    }

    ProcessTable table() {
        return ProcessTable.at(table(folder));
    }

    Path logs() {
        return logs(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A server on a full disk dies in the middle of something; better not to begin. */
    void checkSpace(Workspace workspace) {
        long free = folder.toFile().getUsableSpace();
        if (free < SPACE_NEEDED) {
            throw new LauncherException("The disk of " + workspace.shown(folder) + " is full: " + free / 1024 / 1024
                    + " MB are free and " + SPACE_NEEDED / 1024 / 1024 + " MB are needed");
        }
    }

    /** Deletes everything but the lock that we hold. */
    void forget() {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> paths = tree.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder) && !path.equals(folder.resolve(LOCK))).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new LauncherException("The data in " + folder + " cannot be deleted: " + reason(failure), failure);
        }
    }

    /** Whether the file has to be made now; it then holds a fresh random key that only its owner can read. */
    boolean createApiKey(Path file) {
        if (Files.exists(file)) {
            return false;
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, "bw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            Files.move(fresh, file);
            return true;
        } catch (IOException failure) {
            throw new LauncherException("The API key cannot be kept in " + file + ": " + reason(failure), failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            HELD_HERE.remove(folder);
        } catch (IOException failure) {
            throw new LauncherException("The data folder " + folder + " cannot be released: " + reason(failure),
                    failure);
        }
    }

    static LauncherException unusable(Path folder, Workspace workspace, IOException failure) {
        return new LauncherException("The data folder " + workspace.shown(folder) + " cannot be used: "
                + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException named && named.getReason() != null
                ? named.getFile() + ": " + named.getReason() : String.valueOf(failure.getMessage());
    }
}
