package io.bothways.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.launcher.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks the real services, after a first sync and one edit that came by webhook. */
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** Prometheus adds these to every sample, the first one by our scrape file. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("service", "job", "instance");

    private static Stack stack;

    /** Metric to labels, gathered from the edit on. */
    private static final Map<String, Set<String>> SEEN = new TreeMap<>();

    @BeforeAll
    static void syncOnce() {
        stack = SharedStack.running();
        World world = new World(stack);
        InitialSync contacts = InitialSync.contacts(world);
        world.connectAccounts(Map.of("poll_interval", "PT2S"));
        world.webhooks(true);
        world.connect(List.of());
        Await.noProblem(PATIENCE, contacts::problem);
        Map.Entry<String, JsonNode> contact = world.hubspot().records("contacts").entrySet().iterator().next();
        String counterpart = World.awaitOne(
                world.salesforce(), "Contact", "Email", Canonical.of(contact.getValue().path("email")));
        world.hubspot().edit("contacts", contact.getKey(), "jobtitle", "Counted");
        World.awaitField(world.salesforce(), "Contact", counterpart, "Title", "Counted");
        look();
    }

    private static Map<String, Set<String>> look() {
        Exposition.of(stack).samples().forEach((metric, labels) -> SEEN.computeIfAbsent(metric, name -> new TreeSet<>())
                .addAll(labels));
        return SEEN;
    }

    @Test
    void everyMetricThatADashboardNamesIsToldByAService() {
        List<String> queries = DeployedFiles.queries();
        assertThat(queries).hasSizeGreaterThan(20);

        Await.noProblem(PATIENCE, () -> {
            Set<String> missing = queries.stream()
                    .flatMap(query -> Query.of(query).metrics().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(look().keySet());
            return missing.isEmpty() ? Optional.empty() : Optional.of("no service tells " + missing);
        });
    }

    @Test
    void everyLabelThatADashboardNamesIsOnTheMetricsThatItAsksFor() {
        Await.noProblem(PATIENCE, () -> {
            Map<String, Set<String>> samples = look();
            return DeployedFiles.queries().stream()
                    .flatMap(text -> {
                        Query query = Query.of(text);
                        return query.metrics().stream().flatMap(metric -> {
                            Set<String> unknown = new TreeSet<>(query.labels());
                            unknown.removeAll(samples.getOrDefault(metric, Set.of()));
                            unknown.removeAll(OF_THE_SCRAPE);
                            return unknown.isEmpty() ? Stream.empty() : Stream.of(metric + " has no " + unknown);
                        });
                    })
                    .findFirst();
        });
    }
}
