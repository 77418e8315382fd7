package io.bothways.benchmarks.merge;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What two apps hold, record by record and side by side, and who wrote it: a person's last edit is remembered, so that
 * the end can be judged. Safe for threads: people and the writer work at once.
 */
final class Apps {
    static final TenantId TENANT = new TenantId("bench");
    static final ConnectionId CONNECTION = new ConnectionId("bench-connection");
    static final String OBJECT = "contact";
    private static final byte NEVER = Byte.MIN_VALUE;
    private static final Map<Side, AccountId> ACCOUNTS =
            Map.of(Side.A, new AccountId("bench-a"), Side.B, new AccountId("bench-b"));
    private static final Map<Side, String> TYPES = Map.of(Side.A, "contacts", Side.B, "Contact");
    private static final ContactField[] FIELDS = ContactField.values();

    private final int records;
    private final byte[][] held = new byte[2][];
    private final byte[][] edited = new byte[2][];
    private final byte[] latest;
    private final long[][] modified = new long[2][];
    private final boolean[][] there = new boolean[2][];
    private long clock;

    /** Apps that have room for so many records and hold none. */
    Apps(int room) {
        records = room;
        latest = new byte[records * ContactField.COUNT];
        clock = System.currentTimeMillis() * 1_000;
        for (Side side : Side.values()) {
            held[side.ordinal()] = new byte[records * ContactField.COUNT];
            edited[side.ordinal()] = new byte[records * ContactField.COUNT];
            Arrays.fill(edited[side.ordinal()], NEVER);
            modified[side.ordinal()] = new long[records];
            Arrays.fill(modified[side.ordinal()], clock);
            there[side.ordinal()] = new boolean[records];
        }
    }

    /** From now on both apps hold the first so many records, equal but for those that were edited. */
    synchronized void hold(int pairs) {
        for (Side side : Side.values()) {
            Arrays.fill(there[side.ordinal()], 0, pairs, true);
        }
    }

    static ConnectionConfiguration configuration() {
        List<Mapping> mappings = new ArrayList<>();
        for (ContactField field : FIELDS) {
            mappings.add(new Mapping(field.mapping(), new MappedField(field.on(Side.A), field.type(), true, true, false),
                    new MappedField(field.on(Side.B), field.type(), true, true, false), Direction.TWO_WAY,
                    Policy.SIDE_A, field.options()));
        }
        ObjectSync contact = new ObjectSync(OBJECT, TYPES.get(Side.A), TYPES.get(Side.B), List.of(new MatchKey("email",
                ContactField.EMAIL.on(Side.A), ContactField.EMAIL.on(Side.B), MatchKey.Normaliser.EMAIL)), mappings);
        return new ConnectionConfiguration(TENANT, CONNECTION, 1, account(Side.A), account(Side.B), List.of(contact));
    }

    static AccountId account(Side side) {
        return ACCOUNTS.getOrDefault(side, new AccountId("none"));
    }

    static String type(Side side) {
        return TYPES.getOrDefault(side, "none");
    }

    /** What every text of a record contains, so that records can be cloned by replacing it. */
    static String name(int record) {
        String digits = Integer.toString(record);
        return "q" + "0000000".substring(digits.length()) + digits;
    }

    static RecordRef ref(Side side, int record) {
        return new RecordRef(account(side), type(side), (side == Side.A ? "a-" : "b-") + name(record));
    }

    static int record(RecordRef ref) {
        return Integer.parseInt(ref.id().substring(3));
    }

    MessageHead head(Side side, Cause.Kind kind) {
        Instant now = Instant.now();
        return new MessageHead(UUID.randomUUID().toString(), TENANT, account(side), Cause.of(kind), 1, now, now, "");
    }

    int records() {
        return records;
    }

    synchronized boolean isThere(Side side, int record) {
        return there[side.ordinal()][record];
    }

    synchronized byte held(Side side, int record, ContactField field) {
        return held[side.ordinal()][at(record, field)];
    }

    /** A person edits a field; the value is one that the record's field never had before. */
    synchronized void edit(Side side, int record, ContactField field) {
        put(side, record, field, ++latest[at(record, field)]);
        edited[side.ordinal()][at(record, field)] = held(side, record, field);
    }

    /** A person empties a field. */
    synchronized void clear(Side side, int record, ContactField field) {
        put(side, record, field, ContactField.CLEARED);
        edited[side.ordinal()][at(record, field)] = ContactField.CLEARED;
    }

    /** A person makes a record that the other app lacks. */
    synchronized void make(Side side, int record) {
        there[side.ordinal()][record] = true;
        modified[side.ordinal()][record] = ++clock;
    }

    /** The writer makes a record; false if it is there. */
    synchronized boolean create(Side side, int record, Map<String, FieldValue> values) {
        boolean made = !there[side.ordinal()][record];
        there[side.ordinal()][record] = true;
        put(side, record, values);
        return made;
    }

    /** The writer writes what it was told to, if the record still holds what the decision expected. */
    synchronized boolean write(
            Side side, int record, Map<String, FieldValue> expected, Map<String, FieldValue> values) {
        for (ContactField field : FIELDS) {
            FieldValue value = expected.get(field.on(side));
            if (value != null && field.revision(value) != held(side, record, field)) {
                return false;
            }
        }
        put(side, record, values);
        return true;
    }

    private void put(Side side, int record, Map<String, FieldValue> values) {
        for (ContactField field : FIELDS) {
            FieldValue value = values.get(field.on(side));
            if (value != null) {
                put(side, record, field, field.revision(value));
            }
        }
    }

    private void put(Side side, int record, ContactField field, byte revision) {
        held[side.ordinal()][at(record, field)] = revision;
        modified[side.ordinal()][record] = ++clock;
    }

    /** The record as the app answers it now. */
    synchronized Snapshot read(Side side, int record) {
        return new Snapshot(ref(side, record), values(side, record), evidence(side, record), true);
    }

    /** Only these fields, as the app answers them now. */
    synchronized Snapshot read(Side side, int record, Iterable<String> names) {
        Map<String, FieldValue> all = values(side, record);
        Map<String, FieldValue> some = new HashMap<>();
        names.forEach(name -> some.put(name, all.getOrDefault(name, FieldValue.UNREAD)));
        return new Snapshot(ref(side, record), some, evidence(side, record), false);
    }

    synchronized Map<String, FieldValue> values(Side side, int record) {
        Map<String, FieldValue> values = new HashMap<>();
        for (ContactField field : FIELDS) {
            values.put(field.on(side), field.value(side, name(record), held(side, record, field)));
        }
        return values;
    }

    private Evidence evidence(Side side, int record) {
        long asked = ++clock;
        return new Evidence(modified[side.ordinal()][record], asked, ++clock, false);
    }

    /** Whether the field holds what a person's last edit on either side left, or what it always held. */
    boolean isSomebodysEdit(int record, ContactField field) {
        byte now = held(Side.A, record, field);
        byte a = edited[0][at(record, field)];
        byte b = edited[1][at(record, field)];
        return a == NEVER && b == NEVER ? now == 0 : now == a || now == b;
    }

    private static int at(int record, ContactField field) {
        return record * ContactField.COUNT + field.ordinal();
    }
}
