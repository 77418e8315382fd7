package io.bothways.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.kit.http.Json;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file in which a simulator keeps its state. A write replaces the file whole or not at all. */
final class DataFile {
    private final Path file;

    DataFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The state saved last, or empty if there is none. */
    Optional<JsonNode> read() throws IOException {
        return Files.exists(file) ? Optional.of(Json.MAPPER.readTree(file.toFile())) : Optional.empty();
    }

    synchronized void write(byte[] state) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, state);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
