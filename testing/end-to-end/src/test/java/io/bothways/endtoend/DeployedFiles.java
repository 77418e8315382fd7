package io.bothways.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bothways.launcher.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout that an operator runs, by their path from its root. */
final class DeployedFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ROOT = Workspace.current().root();

    private DeployedFiles() {}

    static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static JsonNode yaml(String path) {
        return read(YAML, path);
    }

    static JsonNode json(String path) {
        return read(JSON, path);
    }

    static boolean exists(String path) {
        return Files.exists(ROOT.resolve(path));
    }

    /** All files below a folder whose name ends so. */
    static List<String> below(String folder, String... endings) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(file -> Stream.of(endings).anyMatch(file::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every query that a dashboard or a rule file asks of Prometheus. */
    static List<String> queries() {
        return Stream.concat(
                        below("deploy", ".json").stream().map(DeployedFiles::json),
                        below("deploy", ".yml", ".yaml").stream().map(DeployedFiles::yaml))
                .flatMap(file -> file.findValuesAsText("expr").stream())
                .toList();
    }

    private static JsonNode read(ObjectMapper mapper, String path) {
        try {
            return mapper.readTree(text(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(path + " cannot be read", failed);
        }
    }
}
