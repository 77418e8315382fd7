package io.bothways.writer.batch;

import io.bothways.contracts.Lane;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import java.util.List;
import java.util.Set;

/** Commands that share a call: one kind, one type, one lane, each for another record. */
public record Batch(Lane lane, WriteKind kind, String type, List<BacklogEntry> entries) {
    public Batch {
        entries = List.copyOf(entries);
    }

    public Batch with(List<BacklogEntry> others) {
        return new Batch(lane, kind, type, others);
    }

    /** Those of the named commands. */
    public Batch only(Set<String> commands) {
        return with(entries.stream().filter(entry -> commands.contains(entry.id())).toList());
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
