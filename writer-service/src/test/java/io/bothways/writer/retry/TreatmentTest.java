package io.bothways.writer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page and the code tell the same. */
class TreatmentTest {
    private static final Path PAGE = Path.of("..", "docs", "errors", "README.md");

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void thePageTellsWhatIsDoneAboutEachClass(FailureKind kind) throws IOException {
        Treatment treatment = Treatment.of(kind);

        assertThat(Files.readString(PAGE)).contains("| %s | %s | %s | %s |%n".formatted(
                kind, treatment.schedule(), treatment.limit(), treatment.endedBy()));
    }
}
