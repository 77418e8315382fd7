package io.bothways.simulation.service;

import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import io.bothways.simulation.memory.Crash;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The shell of the merge: feeds the real flow in batches, opens gates, sweeps; dies wherever the flow lets it. */
public final class ModelMerge extends Process {
    private static final long SWEEP = 300_000;

    private final Timeline timeline;
    private final List<ConnectionConfiguration> connections;
    private final Channel<ChangeEvent> changes;
    private final Channel<ChangeEvent> backfill;
    private final Channel<WriteResult> results;
    private final UnaryOperator<ChangeEvent> readings;
    private final UnaryOperator<WriteResult> answers;
    private final Runnable resend;
    /** How far the opening of each gate is; durable. */
    private final Map<LinkKey, Side> opening = new LinkedHashMap<>();

    private final List<Consumer<Batch>> witnesses = new ArrayList<>();
    private Syncs syncs;
    private MemoryStore store;
    private MergeFlow flow;

    /** @param resend publishes unanswered commands again */
    public ModelMerge(Timeline timeline, Faults faults, List<ConnectionConfiguration> connections,
            Channel<ChangeEvent> changes, Channel<ChangeEvent> backfill, Channel<WriteResult> results,
            UnaryOperator<ChangeEvent> readings, UnaryOperator<WriteResult> answers, Runnable resend) {
        super(timeline, faults, FaultKind.MERGE_KILLED);
        this.timeline = timeline;
        this.connections = connections;
        this.changes = changes;
        this.backfill = backfill;
        this.results = results;
        this.readings = readings;
        this.answers = answers;
        this.resend = resend;
        this.syncs = new Syncs(connections, any -> false);
    }

    /** The flow and what it knows; given once both are made. */
    public void run(MemoryStore newStore, MergeFlow newFlow) {
        store = newStore;
        flow = newFlow;
        changes.readBy(this::takeChanges);
        backfill.readBy(() -> {
            takeListings();
            openGates();
        });
        results.readBy(this::takeResults);
        timeline.in(SWEEP, this::sweep);
    }

    /** Somebody who sees each batch before it is merged. */
    public void witness(Consumer<Batch> witness) {
        witnesses.add(witness);
    }

    /** The connections as the flow sees them. */
    public Syncs syncs() {
        return syncs;
    }

    /** The flow has reached a point where its process may die. */
    public void reached(Crash.Point point) {
        if (dies()) {
            throw new Crash(point);
        }
    }

    private void takeChanges() {
        take(changes, batch -> Batch.ofChanges(batch.stream().map(readings).toList()));
    }

    private void takeListings() {
        take(backfill, batch -> Batch.ofChanges(batch.stream().map(readings).toList()));
    }

    private void takeResults() {
        take(results, batch -> Batch.ofResults(batch.stream().map(answers).toList()));
    }

    private <T> void take(Channel<T> channel, Function<List<T>, Batch> batch) {
        if (down()) {
            return;
        }
        List<T> due = channel.due(1 + timeline.luck().nextInt(6));
        if (!due.isEmpty() && merge(batch.apply(due))) {
            channel.commit(due.size());
            // Whatever else is due has its own turn.
            timeline.in(1, inThisLife(() -> take(channel, batch)));
        }
    }

    private boolean merge(Batch batch) {
        witnesses.forEach(witness -> witness.accept(batch));
        try {
            flow.merge(batch);
            return true;
        } catch (Crash dead) {
            return false;
        }
    }

    /** A gate opens once both sides are listed; then every record goes through, those that others point to first. */
    private void openGates() {
        if (down()) {
            return;
        }
        List<Sync> closed = syncs.all().stream()
                .filter(sync -> !sync.open() && listed(sync))
                .sorted(Comparator.comparing(Syncs::pointsToOthers).thenComparing(sync -> sync.link("")))
                .toList();
        if (closed.isEmpty()) {
            return;
        }
        closed.forEach(sync -> opening.put(sync.link(""), Side.A));
        Set<LinkKey> open = new HashSet<>(opening.keySet());
        syncs.all().stream().filter(Sync::open).forEach(sync -> open.add(sync.link("")));
        syncs = new Syncs(connections, open::contains);
        timeline.in(10, inThisLife(this::letThrough));
    }

    private boolean listed(Sync sync) {
        for (Side side : Side.values()) {
            RecordKey any = sync.record(side, "-");
            if (store.listings().stream().noneMatch(listing -> listing.head().account().equals(any.ref().account())
                    && listing.type().equals(any.ref().type()))) {
                return false;
            }
        }
        return true;
    }

    private void letThrough() {
        for (Map.Entry<LinkKey, Side> gate : List.copyOf(opening.entrySet())) {
            Sync sync = syncs.of(gate.getKey()).orElseThrow();
            RecordKey any = sync.record(gate.getValue(), "-");
            List<RecordKey> all = store.records().stream()
                    .map(record -> record.key())
                    .filter(key -> key.sibling("-").equals(any))
                    .toList();
            for (int from = 0; from < all.size(); from += 3) {
                if (!merge(Batch.ofRecords(all.subList(from, Math.min(all.size(), from + 3))))) {
                    return;
                }
            }
            if (gate.getValue() == Side.A) {
                opening.put(gate.getKey(), Side.B);
                timeline.in(10, inThisLife(this::letThrough));
                return;
            }
            opening.remove(gate.getKey());
        }
    }

    @Override
    void restart() {
        sweepUp();
        letThrough();
        takeChanges();
        takeListings();
        openGates();
        takeResults();
    }

    private void sweep() {
        sweepUp();
        timeline.in(SWEEP, this::sweep);
    }

    private void sweepUp() {
        if (down()) {
            return;
        }
        Batch asleep = store.asleep(syncs);
        resend.run();
        if (!asleep.isEmpty()) {
            merge(asleep);
        }
    }

    public boolean busy() {
        return !changes.isEmpty() || !backfill.isEmpty() || !results.isEmpty() || !opening.isEmpty() || down();
    }

    /** Whether all object syncs of all connections are open. */
    public boolean open() {
        return syncs.all().stream().allMatch(Sync::open) && opening.isEmpty();
    }
}
