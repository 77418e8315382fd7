package io.bothways.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository as it lies on the disk, for rules that compiled classes cannot answer. */
final class SourceTree {
    private final Path root;

    private SourceTree(Path root) {
        this.root = root;
    }

    /** Looks upwards from the working directory: Maven runs the tests in the module's folder. */
    static SourceTree find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("bothways")) && Files.isDirectory(folder.resolve("contracts"))) {
                return new SourceTree(folder);
            }
        }
        throw new IllegalStateException("the tests run outside of the repository");
    }

    Path at(String path) {
        return root.resolve(path);
    }

    /** A path as it reads from the root, with slashes on every system. */
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** What is compiled into the product, of every module. */
    List<Path> productSources() {
        try (Stream<Path> files = Files.walk(root, 16)) {
            return files.filter(file -> name(file).contains("src/main/java/") && name(file).endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Path> children(String folder) {
        try (Stream<Path> files = Files.list(at(folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
