package io.bothways.endtoend.connections;

import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Apps of which each is connected with the next one.
 *
 * @param apps two or more
 * @param persons in each app; every two neighbours have most of them in common
 * @param apart what the apps call so differently that nobody would take it for the same: not kept in step
 * @param further what is taken up once persons and companies are in step
 */
record Scene(
        List<Vendor> apps, int persons, int companies, Map<Kind, Set<Trait>> apart, List<Further> further) {
    /** What Must show of the project's plan names. */
    static final List<Scene> ALL = List.of(
            new Scene(List.of(Vendor.HUBSPOT, Vendor.SALESFORCE), 120, 20, Map.of(),
                    List.of(Further.SUBSCRIPTION, Further.DEAL)),
            new Scene(List.of(Vendor.HUBSPOT, Vendor.INTERCOM), 60, 12,
                    Map.of(Kind.COMPANY, Set.of(Trait.INDUSTRY, Trait.PHONE)), List.of(Further.SUBSCRIPTION)),
            new Scene(List.of(Vendor.DATAVERSE, Vendor.HUBSPOT), 110, 20,
                    Map.of(Kind.PERSON, Set.of(Trait.NOTES), Kind.COMPANY, Set.of(Trait.NOTES)),
                    List.of(Further.SUBSCRIPTION)),
            new Scene(List.of(Vendor.PIPEDRIVE, Vendor.SALESFORCE), 60, 12,
                    Map.of(Kind.PERSON, Set.of(Trait.TITLE)), List.of(Further.SUBSCRIPTION_AS_LEAD, Further.DEAL)),
            new Scene(List.of(Vendor.HUBSPOT, Vendor.SALESFORCE, Vendor.PIPEDRIVE), 50, 10,
                    Map.of(Kind.PERSON, Set.of(Trait.TITLE)), List.of(Further.SUBSCRIPTION)));

    /** Whether the trait is not kept in step. */
    boolean isApart(Kind kind, Trait trait) {
        return apart.getOrDefault(kind, Set.of()).contains(trait);
    }

    /** For example {@code hubspot-salesforce}. */
    String name() {
        return apps.stream().map(Vendor::app).collect(Collectors.joining("-"));
    }

    /** Those of these names; throws a sentence where there is none. */
    static List<Scene> named(List<String> names) {
        if (names.equals(List.of("all"))) {
            return ALL;
        }
        return names.stream()
                .map(name -> ALL.stream()
                        .filter(scene -> scene.name().equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no connection '" + name + "'; there are all, " + names())))
                .toList();
    }

    private static String names() {
        return ALL.stream().map(Scene::name).collect(Collectors.joining(", "));
    }
}
