package io.bothways.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the metrics lists every meter and no other; Prometheus adds the unit and the kind to a meter's name. */
class MetricsPageTest {
    private static final Pattern CONSTANT = Pattern.compile("String [A-Z_]+ = \"(bothways\\.[a-z.]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(bothways_[a-z_]+?)(_total|_seconds|_commands|_calls|_pairs)?` \\|");

    private final SourceTree tree = SourceTree.find();

    @Test
    void everyMeterStandsOnThePageAndThePageNamesNoOther() {
        assertThat(page())
                .as("docs/metrics.md: a row for each constant of a class that is called ...Meters")
                .containsExactlyInAnyOrderElementsOf(meters());
    }

    private Set<String> meters() {
        Set<String> meters = new TreeSet<>();
        for (Path file : tree.productSources()) {
            if (file.getFileName().toString().endsWith("Meters.java")) {
                CONSTANT.matcher(tree.text(file))
                        .results()
                        .map(constant -> constant.group(1).replace('.', '_'))
                        .forEach(meters::add);
            }
        }
        assertThat(meters).hasSizeGreaterThan(20);
        // A unit in a meter's own name is not taken for Prometheus' suffix.
        return meters.stream().map(name -> name.replaceFirst("_commands$", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> page() {
        return ROW.matcher(tree.text(tree.at("docs/metrics.md")))
                .results()
                .map((MatchResult row) -> row.group(1).replaceFirst("_commands$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
