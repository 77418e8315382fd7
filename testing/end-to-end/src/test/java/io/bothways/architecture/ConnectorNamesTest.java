package io.bothways.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Adding an app touches its folder and two lines of connectors/pom.xml, nothing else. */
class ConnectorNamesTest {
    private static final String TEMPLATE = "_template";

    private final SourceTree tree = SourceTree.find();

    @Test
    void noServiceAndNoSharedCodeNamesAnAppInALiteral() {
        String names = String.join("|", connectors());
        Pattern literal = Pattern.compile("\"[^\"\\n]*\\b(" + names + ")\\b[^\"\\n]*\"", Pattern.CASE_INSENSITIVE);
        List<String> named = new ArrayList<>();
        List<Path> read = tree.productSources().stream()
                .filter(file -> !tree.name(file).matches("(connectors|testing|launcher)/.*"))
                .toList();
        for (Path file : read) {
            literal.matcher(tree.text(file)).results()
                    .forEach(found -> named.add(tree.name(file) + ": " + found.group()));
        }

        assertThat(read).hasSizeGreaterThan(100);
        assertThat(named)
                .as("let the connector's descriptor say how the app differs; no name of an app decides anything")
                .isEmpty();
    }

    @Test
    void everyConnectorsFolderIsAModuleAndADependency() {
        String registry = tree.text(tree.at("connectors/pom.xml"));

        assertThat(connectors()).isNotEmpty().allSatisfy(name -> assertThat(registry)
                .as("connectors/pom.xml registers connectors/%s", name)
                .contains("<module>" + name + "</module>")
                .contains("<artifactId>" + name + "-connector</artifactId>"));
    }

    /** It is compiled and tested, so that a copy of it begins green; no service has it. */
    @Test
    void theTemplateIsAModuleAndNoDependency() {
        assertThat(tree.text(tree.at("connectors/pom.xml")))
                .contains("<module>" + TEMPLATE + "</module>")
                .doesNotContain("<artifactId>template-connector</artifactId>");
    }

    @Test
    void everyConnectorIsFoundByTheServiceLoaderAndHasAReadme() {
        String services = "/src/main/resources/META-INF/services/io.bothways.connector.";

        assertThat(connectors()).isNotEmpty().allSatisfy(name -> {
            // An app, or a catalogue of apps that are described elsewhere.
            assertThat(List.of("ConnectorProvider", "ConnectorCatalog"))
                    .map(service -> tree.at("connectors/" + name + services + service))
                    .anySatisfy(file -> assertThat(file).isNotEmptyFile());
            assertThat(tree.at("connectors/" + name + "/README.md")).isNotEmptyFile();
        });
    }

    private List<String> connectors() {
        return tree.children("connectors").stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .filter(name -> !name.equals("target") && !name.equals(TEMPLATE))
                .toList();
    }
}
