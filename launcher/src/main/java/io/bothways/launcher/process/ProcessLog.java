package io.bothways.launcher.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process prints: each line with the process's name, in a file that is put aside as {@code .1} when it is
 * full, so a log takes at most twice its limit. A full disk costs lines, never the process.
 */
final class ProcessLog implements AutoCloseable {
    static final long LIMIT = 10L * 1024 * 1024;
    private static final int REMEMBERED = 40;

    private final String prefix;
    private final Path file;
    private final long limit;
    private final Deque<String> last = new ArrayDeque<>();
    private @Nullable BufferedWriter writer;
    private long size;

    ProcessLog(String name, Path folder, long limit) {
        this.prefix = name + " | ";
        this.file = folder.resolve(name + ".log");
        this.limit = limit;
    }

    synchronized void add(String line) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(line);
        try {
            write(prefix + line + "\n");
        } catch (IOException fullOrGone) {
            forgetWriter();
        }
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    @Override
    public synchronized void close() {
        forgetWriter();
    }

    private void write(String line) throws IOException {
        BufferedWriter open = writer;
        if (open == null) {
            Files.createDirectories(file.getParent());
            size = Files.exists(file) ? Files.size(file) : 0;
            open = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            writer = open;
        }
        open.write(line);
        open.flush();
        size += line.getBytes(StandardCharsets.UTF_8).length;
        if (size >= limit) {
            forgetWriter();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void forgetWriter() {
        BufferedWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException nothingToSave) {
                // Every line was flushed when it came; what a full disk refused is lost already.
            }
        }
    }
}
