package io.bothways.chaos.judge;

import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Finding.Kind;
import io.bothways.chaos.judge.Rest.Link;
import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for things that were made twice: two records of one key in one app, and pairs of which the engine made both ends.
 * Where a person made one of the two while ours was under way, or gave ours another key, nobody could know.
 */
final class Duplicates {
    /** As long as an unconditional write may rest on what was read before. */
    static final long BLIND_MILLIS = 30_000;

    private final Rest rest;
    private final List<Judged> objects;
    private final Map<Record, Change> creations = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Duplicates(Rest rest, List<Judged> objects) {
        this.rest = rest;
        this.objects = objects;
        rest.changes().stream().filter(Change::created).forEach(change -> creations.putIfAbsent(change.record(), change));
    }

    List<Finding> judge() {
        for (Judged judged : objects) {
            for (Side side : Side.values()) {
                ofOneKey(judged, side);
            }
            rest.links().stream()
                    .filter(link -> link.object().equals(judged.object()) && link.full())
                    .forEach(link -> madeByUs(judged, link));
        }
        return findings;
    }

    private void ofOneKey(Judged judged, Side side) {
        Map<String, List<Record>> groups = new TreeMap<>();
        rest.records().forEach((record, fields) -> {
            String key = fields.getOrDefault(judged.key().on(side), "").toLowerCase(java.util.Locale.ROOT);
            if (record.side() == side && record.type().equals(judged.type(side)) && !key.isEmpty()) {
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(record);
            }
        });
        groups.values().stream().filter(group -> group.size() > 1).forEach(group -> {
            Kind kind = blind(group) ? Kind.BLIND_DUPLICATE : Kind.DUPLICATE;
            List<Change> history = rest.changes().stream()
                    .filter(change -> group.contains(change.record()) && (change.created() || change.field().isEmpty()))
                    .filter(change -> change.field().isEmpty() || change.field().equals(judged.key().on(side)))
                    .toList();
            for (int more = 1; more < group.size(); more++) {
                findings.add(new Finding(kind, group + " are the same thing", history));
            }
        });
    }

    /** Whether a person made one of them within the time in which nobody had to know. */
    private boolean blind(List<Record> group) {
        List<Change> made = group.stream().flatMap(record -> Optional.ofNullable(creations.get(record)).stream()).toList();
        return made.stream().filter(Change::byPerson).anyMatch(person -> made.stream()
                .filter(other -> other != person)
                .allMatch(other -> Math.abs(other.atMillis() - person.atMillis()) <= BLIND_MILLIS));
    }

    private void madeByUs(Judged judged, Link link) {
        Optional<Change> a = creation(judged, Side.A, link);
        Optional<Change> b = creation(judged, Side.B, link);
        if (a.filter(made -> !made.byPerson()).isPresent() && b.filter(made -> !made.byPerson()).isPresent()) {
            Change first = a.get().atMillis() <= b.get().atMillis() ? a.get() : b.get();
            findings.add(new Finding(rekeyedAtOnce(judged, first) ? Kind.BLIND_DUPLICATE : Kind.DUPLICATE,
                    "nobody made " + a.get().record() + " nor " + b.get().record() + ": both were made by the API",
                    List.of(a.get(), b.get())));
        }
    }

    /** Whether a person gave a record that we had made another key before we had to know that it was there. */
    private boolean rekeyedAtOnce(Judged judged, Change made) {
        return rest.changes().stream()
                .filter(change -> change.record().equals(made.record()) && change.byPerson())
                .filter(change -> change.field().equals(judged.key().on(change.side())))
                .anyMatch(change -> change.atMillis() - made.atMillis() <= BLIND_MILLIS);
    }

    private Optional<Change> creation(Judged judged, Side side, Link link) {
        return link.id(side).map(id -> creations.get(new Record(side, judged.type(side), id)));
    }
}
