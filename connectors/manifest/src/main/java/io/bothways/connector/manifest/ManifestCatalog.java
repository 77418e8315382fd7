package io.bothways.connector.manifest;

import io.bothways.connector.ConnectorCatalog;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.ManifestRefused;
import io.bothways.connector.manifest.format.Manifests;
import io.bothways.connector.manifest.format.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifests that Bothways brings along, and those in the operator's folder, {@code BOTHWAYS_MANIFESTS}. The
 * operator's own takes the place of one that has the same id.
 */
public final class ManifestCatalog implements ConnectorCatalog {
    static final List<String> SHIPPED = List.of("cardbox.yaml", "pipedrive.yaml");
    private static final String FOLDER = "BOTHWAYS_MANIFESTS";

    @Override
    public List<ConnectorProvider> providers() {
        return providers(Optional.ofNullable(System.getenv(FOLDER)).filter(folder -> !folder.isBlank()).map(Path::of));
    }

    static List<ConnectorProvider> providers(Optional<Path> folder) {
        List<Manifest> own = folder.map(ManifestCatalog::folder).orElse(List.of());
        Set<String> replaced = own.stream().map(Manifest::id).collect(Collectors.toSet());
        List<Manifest> all = new ArrayList<>(shipped());
        all.removeIf(manifest -> replaced.contains(manifest.id()));
        all.addAll(own);
        return all.stream().<ConnectorProvider>map(ManifestProvider::new).toList();
    }

    private static List<Manifest> shipped() {
        return SHIPPED.stream().map(name -> Manifests.readChecked(name, shipped(name))).toList();
    }

    /** The text of a manifest that Bothways brings along. */
    static String shipped(String name) {
        try (InputStream text = ManifestCatalog.class.getResourceAsStream("/manifests/" + name)) {
            if (text == null) {
                throw new IllegalStateException("the manifest " + name + " is missing");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws ManifestRefused if one of them cannot be used: a service with half of its apps would lose their changes */
    static List<Manifest> folder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .map(ManifestCatalog::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new ManifestRefused(List.of(new Problem(
                    folder.toString(), 0, "", "the folder that " + FOLDER + " names cannot be read")));
        }
    }

    /** One file. */
    public static Manifest read(Path file) {
        try {
            return Manifests.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new ManifestRefused(List.of(new Problem(file.toString(), 0, "", "the file cannot be read")));
        }
    }
}
