package io.bothways.merge;

import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.FieldTexts;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.StoreFailure;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.emit.CommandStore;
import io.bothways.merge.emit.Emitter;
import io.bothways.merge.emit.WaitStore;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.link.Counterpart;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.link.Links;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.merge.work.Reach;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import io.bothways.runtime.codec.Codec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the merge knows, in PostgreSQL: each step is a constant number of statements, whatever the batch's size.
 *
 * <p>Locks are taken always in one order: closed gates, key rows, records. A link needs no lock of its own: whoever
 * changes it holds the records at its ends. A record is read by the statement that locks it; all other state is read in
 * later statements, because the statement that waits for a lock still sees of it what was there before.
 */
final class PostgresSession implements Session {
    private final Connection connection;
    private final Tables tables;
    private final Set<RecordKey> locked = new HashSet<>();
    private final Map<RecordKey, MirrorRecord> held = new HashMap<>();
    private final FieldTexts texts;

    /** The tables that a session reads and writes. */
    record Tables(Gates gates, MirrorStore mirror, LinkStore links, CommandStore commands, WaitStore waits,
            Emitter emitter, Codec codec) {}

    PostgresSession(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
        this.texts = new FieldTexts(tables.codec);
    }

    private interface Statements<T> {
        T run() throws SQLException;
    }

    private static <T> T ask(Statements<T> statements) {
        try {
            return statements.run();
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    @Override
    public Echoed takeEchoes(List<Echo> readings) {
        return ask(() -> {
            Set<RecordKey> echoed = tables.mirror.takeEchoes(connection, readings);
            return new Echoed(echoed, tables.emitter.echoed(
                    readings.stream().filter(echo -> echoed.contains(echo.key())).toList()));
        });
    }

    @Override
    public void lock(Reach reach, Syncs syncs) {
        ask(() -> {
            tables.gates.holdClosed(connection, reach.records().stream()
                    .flatMap(key -> syncs.placesOf(key).stream())
                    .map(Place::sync)
                    .filter(sync -> !sync.open())
                    .map(sync -> sync.link(""))
                    .distinct()
                    .toList());
            tables.links.claim(connection, reach.claims());
            locked.addAll(reach.records());
            held.putAll(tables.mirror.lock(connection, reach.records(), texts));
            return true;
        });
    }

    @Override
    public Map<RecordKey, MirrorRecord> records(Collection<RecordKey> keys) {
        if (locked.containsAll(keys)) {
            Map<RecordKey, MirrorRecord> records = new HashMap<>(held);
            records.keySet().retainAll(keys);
            return records;
        }
        return ask(() -> tables.mirror.read(connection, keys));
    }

    @Override
    public void linksOf(Collection<RecordKey> records, Syncs syncs, Links links, boolean whole) {
        ask(() -> {
            tables.links.readOf(connection, records, syncs, links, whole, texts);
            return true;
        });
    }

    @Override
    public void links(Collection<LinkKey> keys, Syncs syncs, Links links, boolean whole) {
        ask(() -> {
            tables.links.read(connection, keys, syncs, links, whole, texts);
            return true;
        });
    }

    @Override
    public List<Counterpart> counterparts(Collection<Edge> pointers) {
        return ask(() -> tables.links.counterparts(connection, pointers));
    }

    @Override
    public void holders(Collection<KeyValue> values, int most, BiConsumer<KeyValue, String> holder) {
        ask(() -> {
            tables.mirror.holders(connection, values, most, holder);
            return true;
        });
    }

    @Override
    public Set<SyncSide> creatingKeyless(Collection<SyncSide> sides) {
        return ask(() -> tables.commands.creatingKeyless(connection, sides));
    }

    @Override
    public Set<SyncSide> unresolvedCreates(Collection<SyncSide> sides) {
        return ask(() -> tables.links.unresolvedCreates(connection, sides));
    }

    @Override
    public Set<SyncSide> orphanedCreates(Collection<SyncSide> sides) {
        return ask(() -> tables.links.orphanedCreates(connection, sides));
    }

    @Override
    public void answered(List<WriteResult> results) {
        ask(() -> {
            tables.commands.answered(connection, results);
            return true;
        });
    }

    @Override
    public Untold write(Workspace workspace) {
        return ask(() -> tables.emitter.write(connection, workspace));
    }

    @Override
    public List<Edge> waitingFor(Set<Link> linked) {
        return ask(() -> tables.waits.waitingFor(connection, linked));
    }

    @Override
    public List<Edge> over(Set<Edge> edges) {
        return ask(() -> tables.waits.over(connection, edges));
    }

    @Override
    public List<LinkKey> awaitingCreates(Set<LinkKey> syncs) {
        return ask(() -> tables.waits.awaitingCreates(connection, syncs));
    }
}
