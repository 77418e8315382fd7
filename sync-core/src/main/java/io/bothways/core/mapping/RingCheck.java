package io.bothways.core.mapping;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.core.transform.Loss;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds rings over connections that would not settle. Fields that are mapped to each other in a circle of accounts are
 * fine as long as nobody beats the next one all the way round, and nothing comes back as something else.
 */
public final class RingCheck {
    /** A field of an account. */
    private record Node(AccountId account, String type, String field) {
        String words() {
            return account.value() + " " + type + "." + field;
        }
    }

    /** A mapping between two fields, seen from one of them. */
    private record Edge(ConnectionId connection, String object, Mapping mapping, Side from, Node start, Node end) {
        boolean of(ConnectionId asked, String askedObject, Mapping askedMapping) {
            return connection.equals(asked) && object.equals(askedObject) && mapping.equals(askedMapping);
        }

        /** Whether the start's value always stands against the end's. */
        boolean beats() {
            if (!mapping.carriesFrom(from)) {
                return false;
            }
            return mapping.direction() != Direction.TWO_WAY
                    || mapping.policy() == (from == Side.A ? Policy.SIDE_A : Policy.SIDE_B);
        }

        boolean loses() {
            return mapping.carriesFrom(from) && Loss.of(mapping, from) == Loss.CONTENT;
        }
    }

    private final Map<Node, List<Edge>> edges = new HashMap<>();

    private RingCheck(Collection<ConnectionConfiguration> connections) {
        connections.forEach(this::add);
    }

    /** What cannot work in {@code saved} beside the tenant's other connections; an older version of it is left out. */
    public static List<ConfigurationError> check(
            ConnectionConfiguration saved, Collection<ConnectionConfiguration> others) {
        List<ConnectionConfiguration> all = new ArrayList<>(others);
        all.removeIf(other -> other.connection().equals(saved.connection()));
        all.add(saved);
        return new RingCheck(all).run(saved);
    }

    private void add(ConnectionConfiguration connection) {
        for (ObjectSync object : connection.objects()) {
            for (Mapping mapping : object.mappings()) {
                if (mapping.direction() == Direction.OFF) {
                    continue;
                }
                for (Side from : Side.values()) {
                    for (MappedField start : mapping.fields(from)) {
                        for (MappedField end : mapping.fields(from.other())) {
                            add(connection, object, mapping, from, start, end);
                        }
                    }
                }
            }
        }
    }

    private void add(ConnectionConfiguration connection, ObjectSync object, Mapping mapping, Side from,
            MappedField start, MappedField end) {
        Node there = new Node(connection.account(from), object.type(from), start.name());
        Node here = new Node(connection.account(from.other()), object.type(from.other()), end.name());
        edges.computeIfAbsent(there, any -> new ArrayList<>())
                .add(new Edge(connection.connection(), object.object(), mapping, from, there, here));
    }

    private List<ConfigurationError> run(ConnectionConfiguration saved) {
        List<ConfigurationError> errors = new ArrayList<>();
        for (ObjectSync object : saved.objects()) {
            for (Mapping mapping : object.mappings()) {
                check(saved, object, mapping).ifPresent(message -> errors.add(new ConfigurationError(
                        "objects." + object.object() + ".mappings[" + mapping.name() + "]", message)));
            }
        }
        return List.copyOf(errors);
    }

    private Optional<String> check(ConnectionConfiguration saved, ObjectSync object, Mapping mapping) {
        List<Edge> own = edges.values().stream()
                .flatMap(List::stream)
                .filter(edge -> edge.of(saved.connection(), object.object(), mapping))
                .toList();
        for (Edge edge : own) {
            if (edge.beats()) {
                Optional<List<Edge>> ring = back(edge, true);
                if (ring.isPresent()) {
                    return Optional.of("a ring in which each side beats the next never settles: " + words(ring.get())
                            + "; give one of them the policy NEWEST or REVIEW, or turn it round");
                }
            }
        }
        for (Edge edge : own) {
            Optional<List<Edge>> ring = back(edge, false).filter(found -> found.stream().anyMatch(Edge::loses));
            if (ring.isPresent()) {
                return Optional.of("a value would come back changed over the ring " + words(ring.get())
                        + "; in a ring, no transform may lose content");
            }
        }
        return Optional.empty();
    }

    /** The shortest way from the edge's end back to its start that does not use the same mapping. */
    private Optional<List<Edge>> back(Edge first, boolean beating) {
        Map<Node, Edge> cameBy = new HashMap<>();
        Set<Node> seen = new HashSet<>(Set.of(first.end()));
        Deque<Node> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            for (Edge edge : edges.getOrDefault(next.remove(), List.of())) {
                boolean passable = beating ? edge.beats() : edge.mapping().carriesFrom(edge.from());
                boolean same = edge.of(first.connection(), first.object(), first.mapping());
                if (passable && !same && seen.add(edge.end())) {
                    cameBy.put(edge.end(), edge);
                    next.add(edge.end());
                }
            }
        }
        if (!cameBy.containsKey(first.start()) || !first.mapping().carriesFrom(first.from())) {
            return Optional.empty();
        }
        Deque<Edge> way = new ArrayDeque<>();
        for (Node at = first.start(); !at.equals(first.end()); at = way.getFirst().start()) {
            way.addFirst(cameBy.get(at));
        }
        way.addFirst(first);
        return Optional.of(List.copyOf(way));
    }

    private static String words(List<Edge> ring) {
        return ring.stream().map(edge -> edge.start().words()).collect(Collectors.joining(" → ", "", " → "))
                + ring.getFirst().start().words();
    }
}
