package io.bothways.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.manifest.example.ExampleRun;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedManifestsTest {
    static Stream<Manifest> manifests() {
        return ManifestCatalog.SHIPPED.stream().map(name -> Manifests.read(name, ManifestCatalog.shipped(name)));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyExampleOfAShippedManifestHolds(Manifest manifest) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

        var results = new ExampleRun(manifest, clock).run();

        assertThat(results).isNotEmpty().allSatisfy(
                (name, deviation) -> assertThat(deviation).as(name).isEqualTo(Optional.empty()));
    }

    @Test
    void theOperatorsOwnTakesThePlaceOfTheShippedOneWithItsId(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("own.yaml"),
                ManifestCatalog.shipped("cardbox.yaml").replace("label: Cardbox\n", "label: Our Cardbox\n"));

        assertThat(ManifestCatalog.providers(Optional.of(folder)))
                .extracting(provider -> provider.descriptor().label())
                .contains("Our Cardbox", "Pipedrive (manifest)")
                .doesNotContain("Cardbox")
                .hasSameSizeAs(ManifestCatalog.providers(Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void theDescriptorTellsTheSameAbilitiesAsTheConnector(Manifest manifest) {
        ManifestProvider provider = new ManifestProvider(manifest);

        assertThat(provider.connect(new NoContext()).abilities().types())
                .isEqualTo(provider.descriptor().abilities());
    }
}
