package io.bothways.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.simulation.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of defects that the simulation has found; each is named by what went wrong. */
class FoundDefectsTest {
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "scripts");

    static Stream<Path> scripts() throws IOException {
        return Files.list(SCRIPTS).sorted();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void staysMended(Path script) {
        assertThat(History.of(Script.parse(read(script)), Parts.REAL).finding())
                .as("%s", script.getFileName())
                .isEmpty();
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
