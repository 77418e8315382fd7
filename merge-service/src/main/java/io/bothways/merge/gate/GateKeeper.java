package io.bothways.merge.gate;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.Activity;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.gate.Gate.Pass;
import io.bothways.merge.gate.Gate.State;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.runtime.MessageHeads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Opens gates: looks whether both sides are listed, indexes their match keys, then lets every record through the merge,
 * chunk by chunk. How far it is stands in the gate's row, so a kill costs one chunk; a chunk that is done twice finds
 * its work done.
 */
public final class GateKeeper {
    private static final int CHUNK = 1_000;

    /** A huge account does not keep the others waiting: after so many chunks the next gate has its turn. */
    private static final int CHUNKS_IN_TURN = 20;

    /** Longer than a replica may work with an older copy of the registry, without the keys of a new connection. */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofMillis(1_500);

    private final DataSource database;
    private final Gates gates;
    private final MirrorStore mirror;
    private final MergeFlow flow;
    private final Consumer<Activity> teller;
    private final MessageHeads heads;
    private final Clock clock;

    public GateKeeper(DataSource database, Gates gates, MirrorStore mirror, MergeFlow flow,
            Consumer<Activity> teller, MessageHeads heads, Clock clock) {
        this.database = database;
        this.gates = gates;
        this.mirror = mirror;
        this.flow = flow;
        this.teller = teller;
        this.heads = heads;
        this.clock = clock;
    }

    /**
     * Moves every gate on, each by some chunks.
     *
     * @param createdAt when a sync's connection was made: an older listing may lack fields and records
     * @param stopped whether the service is stopping
     * @return whether a gate has more to do
     */
    public boolean goRound(Syncs syncs, Function<Sync, Instant> createdAt, BooleanSupplier stopped)
            throws SQLException {
        boolean more = false;
        List<Exception> failures = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            // Objects that others point to come first, so that their links are there when they are asked for.
            List<Sync> ordered = syncs.all().stream()
                    .sorted(Comparator.comparing(Syncs::pointsToOthers).thenComparing(sync -> sync.link("")))
                    .toList();
            for (Gate gate : gates.of(connection, ordered)) {
                Optional<Sync> sync = syncs.of(gate.name());
                if (sync.isPresent() && busy(gate, sync.get()) && lock(connection, gate)) {
                    try {
                        more |= goThrough(connection, gate, sync.get(), createdAt.apply(sync.get()), stopped);
                    } catch (SQLException | RuntimeException failure) {
                        // One gate that cannot go on keeps no other closed.
                        failures.add(failure);
                    } finally {
                        unlock(connection, gate);
                    }
                }
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failed = new IllegalStateException("a gate cannot go on", failures.getFirst());
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
        return more;
    }

    private static boolean busy(Gate gate, Sync sync) {
        return gate.state() != State.OPEN || gate.version() < sync.connection().version();
    }

    private boolean goThrough(Connection connection, Gate seen, Sync sync, Instant createdAt, BooleanSupplier stopped)
            throws SQLException {
        Gate gate = again(connection, sync).orElse(seen);
        if (gate.state() == State.INDEXING && gate.pass() == Pass.NONE) {
            gate = begin(connection, gate, sync, createdAt);
        } else if (gate.state() == State.OPEN && busy(gate, sync)) {
            gate = moved(connection, gate, State.OPENING, Pass.INDEX_A, "", sync.connection().version());
        }
        for (int i = 0; i < CHUNKS_IN_TURN && gate.pass() != Pass.NONE && !stopped.getAsBoolean(); i++) {
            gate = step(connection, gate, sync, createdAt);
        }
        return gate.pass() != Pass.NONE;
    }

    private Gate begin(Connection connection, Gate gate, Sync sync, Instant createdAt) throws SQLException {
        boolean known = !clock.instant().isBefore(createdAt.plus(KNOWN_EVERYWHERE));
        return known && gates.listed(connection, sync, Side.A, createdAt) >= 0
                        && gates.listed(connection, sync, Side.B, createdAt) >= 0
                ? moved(connection, gate, State.INDEXING, Pass.INDEX_A, "", sync.connection().version())
                : gate;
    }

    private Gate step(Connection connection, Gate gate, Sync sync, Instant createdAt) throws SQLException {
        Syncs syncs = flow.syncs();
        String indexed = syncs.indexOf(sync.record(gate.pass().side(), "-"));
        Gates.Page page = gates.page(connection, sync, gate, indexed, CHUNK);
        if (page.last().isEmpty()) {
            return next(connection, gate, sync, createdAt);
        }
        if (gate.pass().merges()) {
            flow.merge(Batch.ofRecords(page.records()));
        } else {
            mirror.index(connection, mirror.read(connection, page.records()).values(), syncs);
        }
        return moved(connection, gate, gate.state(), gate.pass(), page.last(), gate.version());
    }

    private Gate next(Connection connection, Gate gate, Sync sync, Instant createdAt) throws SQLException {
        Pass next = gate.pass().next();
        if (next == Pass.NONE) {
            return moved(connection, gate, State.OPEN, next, "", gate.version());
        }
        if (next != Pass.MERGE_A || gate.state() != State.INDEXING) {
            return moved(connection, gate, gate.state(), next, "", gate.version());
        }
        // Told first: should the service die in between, it is told twice rather than never.
        MessageHead head = heads.now(gate.name().tenant(), sync.connection().accountA(), Cause.of(Cause.Kind.LISTING));
        teller.accept(new Activity.GateOpened(head, gate.name().connection(), gate.name().object(),
                gates.listed(connection, sync, Side.A, createdAt), gates.listed(connection, sync, Side.B, createdAt)));
        Gate opening = moved(connection, gate, State.OPENING, next, "", gate.version());
        gates.opened(gate.name());
        return opening;
    }

    private Gate moved(Connection connection, Gate gate, State state, Pass pass, String after, long version)
            throws SQLException {
        return gates.move(connection, gate, state, pass, after, version)
                ? new Gate(gate.name(), state, pass, after, version)
                : new Gate(gate.name(), gate.state(), Pass.NONE, "", gate.version());
    }

    private Optional<Gate> again(Connection connection, Sync sync) throws SQLException {
        return gates.of(connection, List.of(sync)).stream().findFirst();
    }

    private static boolean lock(Connection connection, Gate gate) throws SQLException {
        return advisory(connection, "pg_try_advisory_lock", gate);
    }

    private static void unlock(Connection connection, Gate gate) throws SQLException {
        advisory(connection, "pg_advisory_unlock", gate);
    }

    private static boolean advisory(Connection connection, String function, Gate gate) throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement("SELECT " + function + "(hashtextextended('merge.gate/' || ?, 0))")) {
            call.setString(1, gate.name().toString());
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
