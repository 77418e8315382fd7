package io.bothways.simulation.judge;

import io.bothways.simulation.app.AppRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which records were ever held for the same thing: links move when records are combined. */
public final class Partners {
    private final Map<AppRecord, Set<AppRecord>> partners = new HashMap<>();

    /** Since when, in milliseconds. */
    private final Map<AppRecord, Map<AppRecord, Long>> counterparts = new HashMap<>();

    /** Both are kept in step. */
    void link(AppRecord one, AppRecord other, long at) {
        counterparts.computeIfAbsent(one, any -> new HashMap<>()).putIfAbsent(other, at);
        counterparts.computeIfAbsent(other, any -> new HashMap<>()).putIfAbsent(one, at);
    }

    /** Both are held for the same, be it that their link is over. */
    void pair(AppRecord one, AppRecord other) {
        partners.computeIfAbsent(one, any -> new HashSet<>()).add(other);
        partners.computeIfAbsent(other, any -> new HashSet<>()).add(one);
    }

    /** Whether the record had that one for its counterpart, or one that lives on in it. */
    boolean had(AppRecord record, AppRecord counterpart) {
        return counterparts.getOrDefault(record, Map.of()).keySet().stream()
                .anyMatch(one -> one.heir() == counterpart);
    }

    /** Whether both were kept in step before that moment, under whatever ids. */
    boolean linked(AppRecord one, AppRecord other, long before) {
        return counterparts.entrySet().stream()
                .filter(known -> known.getKey().current() == one.current())
                .flatMap(known -> known.getValue().entrySet().stream())
                .anyMatch(known -> known.getKey().current() == other.current() && known.getValue() < before);
    }

    /** Whether both were a pair, under whatever ids. */
    boolean paired(AppRecord one, AppRecord other) {
        return partners.getOrDefault(one, Set.of()).stream().anyMatch(known -> known.current() == other.current());
    }

    /** The record and all that were ever held for the same, on any way that does not lead through {@code not}. */
    Set<AppRecord> of(AppRecord record, AppRecord not) {
        Set<AppRecord> found = new HashSet<>(Set.of(record));
        Deque<AppRecord> next = new ArrayDeque<>(found);
        while (!next.isEmpty()) {
            for (AppRecord partner : partners.getOrDefault(next.remove(), Set.of())) {
                if (partner != not && found.add(partner)) {
                    next.add(partner);
                }
            }
        }
        return found;
    }

    /** The record and all that were ever held for the same. */
    Set<AppRecord> of(AppRecord record) {
        Set<AppRecord> found = of(record, record);
        record.next().ifPresent(next -> found.addAll(of(next)));
        return found;
    }
}
