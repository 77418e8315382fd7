package io.bothways.merge;

import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.gate.Gates;
import io.bothways.runtime.registry.Registry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The registry's connections with their gates, in the form that a batch reads; kept until either changes. */
public final class Connections {
    private record Kept(List<Long> versions, int open, Syncs syncs) {}

    private final Registry registry;
    private final Gates gates;
    private volatile Kept kept;

    public Connections(Registry registry, Gates gates) {
        this.registry = registry;
        this.gates = gates;
        this.kept = new Kept(List.of(), 0, new Syncs(List.of(), gates::isOpen));
    }

    /** The connections as of now, at most a second old. */
    public Syncs current() {
        Collection<Registry.ConnectionEntry> entries = registry.connections();
        List<Long> versions = entries.stream()
                .map(entry -> entry.configuration().version() * 31
                        + entry.configuration().connection().hashCode())
                .toList();
        int open = gates.openOnes();
        Kept now = kept;
        if (now.open != open || !now.versions.equals(versions)) {
            now = new Kept(versions, open, new Syncs(
                    entries.stream().map(Registry.ConnectionEntry::configuration).toList(), gates::isOpen));
            kept = now;
        }
        return now.syncs;
    }

    /** Reads the registry now: somebody has changed it. */
    public void refresh() {
        registry.refresh();
    }

    /** When the sync's connection was made. */
    public Instant createdAt(Sync sync) {
        return registry.connection(sync.connection().connection())
                .map(Registry.ConnectionEntry::createdAt)
                .orElse(Instant.MAX);
    }
}
