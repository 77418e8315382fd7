package io.bothways.simulation;

import io.bothways.simulation.script.EditKind;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.script.Shrinker;
import io.bothways.simulation.wire.FaultKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Many histories. Each has a thread of its own while it lasts; one history never sees another. */
public final class Simulation {
    private final Parts parts;

    /** A history that went wrong. */
    public record Failed(Script script, History.Result result) {}

    public Simulation(Parts parts) {
        this.parts = parts;
    }

    /** Lives through so many seeds; {@code done} is told of each. */
    public Tally run(long from, long seeds, LongConsumer done) {
        return run(from, seeds, Set.of(), done);
    }

    /** The same, where each history has some features besides those that its seed draws. */
    public Tally run(long from, long seeds, Set<Feature> besides, LongConsumer done) {
        Tally tally = new Tally();
        LongStream.range(from, from + seeds).parallel().forEach(seed -> {
            Script script = Script.of(seed, besides);
            tally.add(script, History.of(script, parts));
            done.accept(seed);
        });
        return tally;
    }

    /** The shortest script that still goes wrong in the same way. */
    public Script shrink(Failed failed) {
        var invariant = failed.result().finding().orElseThrow().invariant();
        return new Shrinker(script -> History.of(script, parts).finding()
                .filter(finding -> finding.invariant() == invariant)
                .isPresent()).shrink(failed.script());
    }

    /** What came of many histories. */
    public static final class Tally {
        private final List<Failed> failed = new ArrayList<>();
        private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
        private final Map<FaultKind, Long> seedsWithFault = new EnumMap<>(FaultKind.class);
        private final Map<EditKind, Long> edits = new EnumMap<>(EditKind.class);
        private final Map<EditKind, Long> seedsWithEdit = new EnumMap<>(EditKind.class);
        private long seeds;
        private long steps;
        private long writes;
        private long conflicts;
        private long blindOverwrites;
        private long blindDuplicates;

        synchronized void add(Script script, History.Result result) {
            seeds++;
            steps += result.steps();
            writes += result.writes();
            conflicts += result.conflicts();
            blindOverwrites += result.blindOverwrites();
            blindDuplicates += result.blindDuplicates();
            result.faults().forEach((kind, count) -> {
                faults.merge(kind, (long) count, Long::sum);
                seedsWithFault.merge(kind, 1L, Long::sum);
            });
            result.editKinds().forEach((kind, count) -> {
                edits.merge(kind, (long) count, Long::sum);
                seedsWithEdit.merge(kind, 1L, Long::sum);
            });
            if (result.finding().isPresent()) {
                failed.add(new Failed(script, result));
            }
        }

        public long seeds() {
            return seeds;
        }

        public long steps() {
            return steps;
        }

        public long writes() {
            return writes;
        }

        public long conflicts() {
            return conflicts;
        }

        public long blindOverwrites() {
            return blindOverwrites;
        }

        public long blindDuplicates() {
            return blindDuplicates;
        }

        /** By seed. */
        public List<Failed> failed() {
            return failed.stream()
                    .sorted((one, other) -> Long.compare(one.script().seed(), other.script().seed()))
                    .toList();
        }

        public long allEdits() {
            return edits.values().stream().mapToLong(Long::longValue).sum();
        }

        public long allFaults() {
            return faults.values().stream().mapToLong(Long::longValue).sum();
        }

        public long faults(FaultKind kind) {
            return faults.getOrDefault(kind, 0L);
        }

        public long edits(EditKind kind) {
            return edits.getOrDefault(kind, 0L);
        }

        /** In how many seeds it happened. */
        public long seedsWith(FaultKind kind) {
            return seedsWithFault.getOrDefault(kind, 0L);
        }

        public long seedsWith(EditKind kind) {
            return seedsWithEdit.getOrDefault(kind, 0L);
        }
    }
}
