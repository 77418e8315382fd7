package io.bothways.simulation.app;

import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything that happened to records, in all apps, in one order: what the judge believes. */
public final class AppLog {
    private final List<Change> changes = new ArrayList<>();
    private final List<Consumer<Change>> witnesses = new ArrayList<>();
    private final List<Combined> combines = new ArrayList<>();
    private final List<Removed> removals = new ArrayList<>();
    private final List<Consumer<Removed>> removalWitnesses = new ArrayList<>();
    private long writes;

    /**
     * A record was deleted.
     *
     * @param order as of changes
     * @param knownAt when the engine had last read the record before it sent the delete; 0 where it was none
     */
    public record Removed(long order, long at, AppRecord record, Change.Author author, String command, long knownAt) {
        @Override
        public String toString() {
            return author + " deletes " + record.name() + (command.isEmpty() ? "" : " by " + command);
        }
    }

    /**
     * An app made one record of two: what the loser held and the heir does not is thrown away.
     *
     * @param kept what the heir held then
     */
    public record Combined(long order, long at, AppRecord loser, AppRecord heir, Map<Field, FieldValue> kept) {}

    /** Somebody who sees each change at once. */
    public void witness(Consumer<Change> witness) {
        witnesses.add(witness);
    }

    void add(Change change) {
        changes.add(change);
        witnesses.forEach(witness -> witness.accept(change));
    }

    /** Somebody who sees each delete at once. */
    public void witnessRemovals(Consumer<Removed> witness) {
        removalWitnesses.add(witness);
    }

    void removed(Removed removed) {
        removals.add(removed);
        removalWitnesses.forEach(witness -> witness.accept(removed));
    }

    public List<Removed> removals() {
        return removals;
    }

    void combined(long at, AppRecord loser, AppRecord heir, Map<Field, FieldValue> kept) {
        combines.add(new Combined(nextOrder(), at, loser, heir, AppRecord.copy(kept)));
    }

    public List<Combined> combines() {
        return combines;
    }

    /** The last change of a record's field. */
    long last(AppRecord record, Field field) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).record() == record && changes.get(i).field() == field) {
                return changes.get(i).order();
            }
        }
        return 0;
    }

    long nextOrder() {
        return changes.size() + 1L;
    }

    void written() {
        writes++;
    }

    /** How many writes of the engine the apps have carried out. */
    public long writes() {
        return writes;
    }

    public List<Change> changes() {
        return changes;
    }
}
