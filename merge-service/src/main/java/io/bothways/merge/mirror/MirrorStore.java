package io.bothways.merge.mirror;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.Evidence;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.FieldTexts;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Overtaken;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Notes;
import io.bothways.runtime.codec.Codec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The mirror's tables, read and written by sets of records. */
public final class MirrorStore {
    private static final String FIELDS = "m.tenant, m.account, m.type, m.id, m.fields, m.digest, m.version, m.asked,"
            + " m.answered, m.part_version, m.part_asked, m.part_answered, m.part_fields, m.deleted, m.alias_of,"
            + " m.observed_at, m.backfill, m.tick, m.edits";
    private static final String BY_KEY = " FROM {rows} WITH ORDINALITY AS q (tenant, account, type, id, ord)"
            + " JOIN merge.mirror m USING (tenant, account, type, id)";
    private static final String[] ROW = {
        "text", "text", "text", "text", "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint", "bigint",
        "text", "bool", "text", "timestamptz", "bool", "text", "bigint", "text"
    };
    private static final String COLUMNS = "(tenant, account, type, id, fields, digest, version, asked, answered,"
            + " part_version, part_asked, part_answered, part_fields, deleted, alias_of, observed_at, backfill,"
            + " indexed, tick, edits)";

    private final Codec codec;
    private final String region;

    /** {@code region}: the country of national phone numbers, for match keys. */
    public MirrorStore(Codec codec, String region) {
        this.codec = codec;
        this.region = region;
    }

    /**
     * Locks the records that are stored, in key order, and tells what they hold. A row that had to be waited for is
     * told as it is once it is locked; of other tables such a statement would see what was there before.
     */
    public Map<RecordKey, MirrorRecord> lock(Connection transaction, Collection<RecordKey> keys, FieldTexts texts)
            throws SQLException {
        return byKey(keyed(keys.stream().sorted().toList()).query(transaction,
                "SELECT " + FIELDS + BY_KEY + " ORDER BY q.ord FOR UPDATE OF m", row -> record(row, texts)));
    }

    /**
     * {@link MirrorRecord#repeat} for many records whose pair rests; tells for which. The last words are the link's: a
     * record that is not in step, or has something under way, may have to be decided again.
     */
    public Set<RecordKey> takeEchoes(Connection transaction, List<Echo> readings) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text", "text", "bigint", "bigint",
                "bigint", "bool");
        for (Echo echo : readings) {
            RecordKey key = echo.key();
            Evidence evidence = echo.evidence();
            LinkKey sync = echo.place().sync().link("");
            rows.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), key.id(),
                    sync.connection().value(), sync.object(), echo.place().side().name(), echo.digest(),
                    evidence.version(), evidence.asked(), evidence.answered(), evidence.indexed());
        }
        return new HashSet<>(rows.query(transaction, "UPDATE merge.mirror m SET version = q.version, asked = q.asked,"
                + " answered = q.answered, part_version = 0, part_asked = 0, part_answered = 0, part_fields = ''"
                + " FROM {rows} AS q (tenant, account, type, id, connection, object, side, digest, version, asked,"
                + " answered, indexed) WHERE m.tenant = q.tenant AND m.account = q.account AND m.type = q.type"
                + " AND m.id = q.id AND m.digest = q.digest AND NOT m.deleted AND " + newer("m.version", "m.answered")
                + " AND (m.part_fields = '' OR " + newer("m.part_version", "m.part_answered") + ") AND "
                + rests(Side.A) + " AND " + rests(Side.B) + " RETURNING m.tenant, m.account, m.type, m.id",
                row -> Syncs.record(new TenantId(row.getString(1)), new AccountId(row.getString(2)),
                        row.getString(3), row.getString(4))));
    }

    /** {@link Evidence#against} a stored evidence. */
    private static String newer(String version, String answered) {
        return "CASE WHEN q.version > 0 AND " + version + " > 0 AND q.version <> " + version + " THEN q.version > "
                + version + " ELSE NOT q.indexed AND q.asked > " + answered + " END";
    }

    private static String rests(Side side) {
        String id = side == Side.A ? "id_a" : "id_b";
        return "(q.side <> '" + side + "' OR EXISTS (SELECT FROM merge.link l WHERE l.tenant = q.tenant AND l." + id
                + " = q.id AND l.connection = q.connection AND l.object = q.object AND l.live AND l.state = 'IN_SYNC'"
                + " AND l.id_a IS NOT NULL AND l.id_b IS NOT NULL))";
    }

    /** What is held of the records; those that are not stored are absent. */
    public Map<RecordKey, MirrorRecord> read(Connection connection, Collection<RecordKey> keys) throws SQLException {
        FieldTexts texts = new FieldTexts(codec);
        return byKey(keyed(keys).query(connection, "SELECT " + FIELDS + BY_KEY, row -> record(row, texts)));
    }

    private static Map<RecordKey, MirrorRecord> byKey(List<MirrorRecord> found) {
        Map<RecordKey, MirrorRecord> records = HashMap.newHashMap(found.size() * 2);
        found.forEach(record -> records.put(record.key(), record));
        return records;
    }

    /** Writes what has changed; throws {@link Overtaken} where somebody else has stored a record in the meantime. */
    public void write(Connection transaction, Collection<MirrorRecord> records, Syncs syncs) throws SQLException {
        Columns inserted = new Columns(ROW);
        Columns updated = new Columns(ROW);
        Columns touched = new Columns("text", "text", "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint",
                "bigint", "text");
        List<MirrorRecord> changed = new ArrayList<>();
        for (MirrorRecord record : sorted(records)) {
            if (!record.stored() || record.contentChanged()) {
                add(record.stored() ? updated : inserted, record, syncs.indexOf(record.key()));
                changed.add(record);
            } else {
                addEvidence(touched, record);
            }
        }
        int created = inserted.update(transaction,
                "INSERT INTO merge.mirror " + COLUMNS + " SELECT * FROM {rows} ON CONFLICT DO NOTHING");
        if (created != inserted.size()) {
            throw new Overtaken("another batch has read a new record first");
        }
        updated.update(transaction, "UPDATE merge.mirror m SET fields = q.fields, digest = q.digest,"
                + " version = q.version, asked = q.asked, answered = q.answered, part_version = q.part_version,"
                + " part_asked = q.part_asked, part_answered = q.part_answered, part_fields = q.part_fields,"
                + " deleted = q.deleted, alias_of = q.alias_of, observed_at = q.observed_at, backfill = q.backfill,"
                + " indexed = q.indexed, tick = q.tick, edits = q.edits FROM {rows} AS q " + COLUMNS
                + " WHERE (m.tenant, m.account, m.type, m.id)"
                + " = (q.tenant, q.account, q.type, q.id)");
        touched.update(transaction, "UPDATE merge.mirror m SET version = q.version, asked = q.asked,"
                + " answered = q.answered, part_version = q.part_version, part_asked = q.part_asked,"
                + " part_answered = q.part_answered, part_fields = q.part_fields FROM {rows} AS q (tenant, account,"
                + " type, id, version, asked, answered, part_version, part_asked, part_answered, part_fields)"
                + " WHERE (m.tenant, m.account, m.type, m.id) = (q.tenant, q.account, q.type, q.id)");
        writeKeys(transaction, changed, syncs);
    }

    private void writeKeys(Connection transaction, List<MirrorRecord> changed, Syncs syncs) throws SQLException {
        Columns gone = keyColumns();
        Columns added = keyColumns();
        for (MirrorRecord record : changed) {
            List<KeyField> keyFields = syncs.keyFields(record.key());
            Map<String, String> before = record.keysBefore(keyFields, region);
            Map<String, String> now = record.keys(keyFields, region);
            before.forEach((index, value) -> addKey(gone, record.key(), index, value, !value.equals(now.get(index))));
            now.forEach((index, value) -> addKey(added, record.key(), index, value, !value.equals(before.get(index))));
        }
        gone.update(transaction, "DELETE FROM merge.match_value m USING {rows} AS q (tenant, account, type, key, value,"
                + " id) WHERE (m.tenant, m.account, m.type, m.key, m.value, m.id)"
                + " = (q.tenant, q.account, q.type, q.key, q.value, q.id)");
        insertKeys(transaction, added);
    }

    /** Tells the ids of the living records that hold the values, at most so many for each. */
    public void holders(Connection connection, Collection<KeyValue> values, int most,
            BiConsumer<KeyValue, String> holder) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text");
        List<KeyValue> asked = List.copyOf(values);
        asked.forEach(value -> rows.add(value.tenant(), value.account(), value.type(), value.index(), value.value()));
        rows.query(connection, "SELECT q.ord, m.id FROM {rows} WITH ORDINALITY"
                + " AS q (tenant, account, type, key, value, ord) CROSS JOIN LATERAL (SELECT v.id"
                + " FROM merge.match_value v WHERE v.tenant = q.tenant AND v.account = q.account AND v.type = q.type"
                + " AND v.key = q.key AND v.value = q.value ORDER BY v.id LIMIT " + most + ") m", row -> {
                    holder.accept(asked.get(row.getInt(1) - 1), row.getString(2));
                    return 1;
                });
    }

    /** Indexes records anew, because a configuration names other match keys than when they were read. */
    public void index(Connection connection, Collection<MirrorRecord> records, Syncs syncs) throws SQLException {
        Columns added = keyColumns();
        Columns indexed = new Columns("text", "text", "text", "text", "text");
        for (MirrorRecord record : records) {
            RecordKey key = record.key();
            record.keys(syncs.keyFields(key), region).forEach((index, value) -> addKey(added, key, index, value, true));
            indexed.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), key.id(),
                    syncs.indexOf(key));
        }
        insertKeys(connection, added);
        indexed.update(connection, "UPDATE merge.mirror m SET indexed = q.indexed FROM {rows} AS q (tenant, account,"
                + " type, id, indexed) WHERE (m.tenant, m.account, m.type, m.id)"
                + " = (q.tenant, q.account, q.type, q.id)");
    }

    private static void insertKeys(Connection transaction, Columns added) throws SQLException {
        added.update(transaction, "INSERT INTO merge.match_value (tenant, account, type, key, value, id)"
                + " SELECT * FROM {rows} ON CONFLICT DO NOTHING");
    }

    private static Columns keyColumns() {
        return new Columns("text", "text", "text", "text", "text", "text");
    }

    private static void addKey(Columns rows, RecordKey key, String index, String value, boolean due) {
        if (due) {
            rows.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), index, value, key.id());
        }
    }

    private static Columns keyed(Collection<RecordKey> keys) {
        Columns rows = new Columns("text", "text", "text", "text");
        keys.forEach(key ->
                rows.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), key.id()));
        return rows;
    }

    private static List<MirrorRecord> sorted(Collection<MirrorRecord> records) {
        return records.stream()
                .filter(MirrorRecord::dirty)
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    private void add(Columns rows, MirrorRecord record, String indexed) {
        RecordKey key = record.key();
        rows.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), key.id(),
                codec.fields(record.fields()), record.digest(), record.whole().version(), record.whole().asked(),
                record.whole().answered(), record.parts().latest().version(), record.parts().latest().asked(),
                record.parts().latest().answered(), record.parts().text(), record.deleted(), record.aliasOf(),
                record.observedAt().atOffset(ZoneOffset.UTC).toString(), record.backfill(), indexed,
                record.edited().tick(), Notes.of(record.edits()));
    }

    private static void addEvidence(Columns rows, MirrorRecord record) {
        RecordKey key = record.key();
        rows.add(key.tenant().value(), key.ref().account().value(), key.ref().type(), key.id(),
                record.whole().version(), record.whole().asked(), record.whole().answered(),
                record.parts().latest().version(), record.parts().latest().asked(),
                record.parts().latest().answered(), record.parts().text());
    }

    private static MirrorRecord record(ResultSet row, FieldTexts texts) throws SQLException {
        long tick = row.getLong(18);
        return new MirrorRecord(
                Syncs.record(new TenantId(row.getString(1)), new AccountId(row.getString(2)), row.getString(3),
                        row.getString(4)),
                true,
                texts.fields(row.getString(5)),
                row.getString(6),
                new Evidence(row.getLong(7), row.getLong(8), row.getLong(9), false, tick),
                Parts.of(row.getString(13),
                        new Evidence(row.getLong(10), row.getLong(11), row.getLong(12), false, tick)),
                row.getBoolean(14),
                row.getString(15),
                row.getTimestamp(16).toInstant(),
                row.getBoolean(17),
                Notes.edits(row.getString(19)));
    }
}
