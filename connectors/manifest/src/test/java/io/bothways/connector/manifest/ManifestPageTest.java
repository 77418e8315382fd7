package io.bothways.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.manifest.example.ExampleRun;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManifestPageTest {
    @Test
    void theManifestAndTheExampleOfThePageAreRight() throws IOException {
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/manifest.md")));
        StringBuilder text = new StringBuilder();
        while (blocks.find()) {
            text.append(blocks.group(1));
        }

        Manifest manifest = Manifests.read("docs/manifest.md", text.toString());

        assertThat(new ExampleRun(manifest, Clock.systemUTC()).run())
                .containsOnlyKeys("a page of books")
                .containsValue(Optional.empty());
    }
}
