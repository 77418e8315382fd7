package io.bothways.benchmarks.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.runtime.codec.Codec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What has to be true when everything rests: of the apps, of the mirror, and of the links with their bases. */
final class Ending {
    private static final int FETCH = 1_000;

    private final Apps apps;
    private final Store store;
    private final Codec codec = new Codec();

    Ending(Apps apps, Store store) {
        this.apps = apps;
        this.store = store;
    }

    /** Both apps hold the same in every field, and it is what somebody wrote there; tells the first that does not. */
    Optional<String> problemOfApps() {
        for (int record = 0; record < apps.records(); record++) {
            if (apps.isThere(Side.A, record) != apps.isThere(Side.B, record)) {
                return Optional.of(Apps.name(record) + " has no counterpart");
            }
            for (ContactField field : ContactField.values()) {
                if (apps.held(Side.A, record, field) != apps.held(Side.B, record, field)) {
                    return Optional.of(Apps.name(record) + " differs in " + field + ": revision "
                            + apps.held(Side.A, record, field) + " and " + apps.held(Side.B, record, field));
                }
                if (!apps.isSomebodysEdit(record, field)) {
                    return Optional.of("the last edit of " + field + " of " + Apps.name(record) + " is lost");
                }
            }
        }
        return Optional.empty();
    }

    /** The mirror holds what the apps hold. */
    Optional<String> problemOfMirror() throws SQLException {
        return problem("SELECT type, id, fields FROM merge.mirror WHERE tenant = ? AND NOT deleted", row -> {
            Side side = row.getString(1).equals(Apps.type(Side.A)) ? Side.A : Side.B;
            return differs("the mirror of", side, row.getString(2), row.getString(3));
        }, 2 * there());
    }

    /** Every pair is linked once, in step, and its bases are what the apps hold. */
    Optional<String> problemOfLinks() throws SQLException {
        return problem("SELECT l.id_a, l.id_b, l.state, b.base_a, b.base_b FROM merge.link l LEFT JOIN merge.link_base b"
                + " USING (tenant, connection, object, link) WHERE l.tenant = ? AND l.live", row -> {
            String pair = row.getString(1) + "/" + row.getString(2);
            if (row.getString(1) == null || row.getString(2) == null || !row.getString(3).equals("IN_SYNC")
                    || !row.getString(1).substring(3).equals(row.getString(2).substring(3))) {
                return Optional.of("the link " + pair + " is " + row.getString(3));
            }
            Optional<String> problem = differs("base A of", Side.A, row.getString(1), row.getString(4));
            return problem.isPresent() ? problem : differs("base B of", Side.B, row.getString(2), row.getString(5));
        }, there());
    }

    private long there() {
        long there = 0;
        for (int record = 0; record < apps.records(); record++) {
            there += apps.isThere(Side.A, record) ? 1 : 0;
        }
        return there;
    }

    private interface Look {
        Optional<String> at(ResultSet row) throws SQLException;
    }

    private Optional<String> problem(String sql, Look look, long expected) throws SQLException {
        long rows = 0;
        store.connection().setAutoCommit(false);
        try (PreparedStatement select = store.connection().prepareStatement(sql)) {
            select.setString(1, Apps.TENANT.value());
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows++;
                    Optional<String> problem = look.at(row);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        } finally {
            store.connection().setAutoCommit(true);
        }
        return rows == expected ? Optional.empty() : Optional.of(rows + " rows instead of " + expected);
    }

    private Optional<String> differs(String what, Side side, String id, String json) {
        int record = Integer.parseInt(id.substring(3));
        Map<String, FieldValue> stored = codec.decodeFields(json);
        for (ContactField field : ContactField.values()) {
            FieldValue held = field.value(side, Apps.name(record), apps.held(side, record, field));
            FieldValue found = stored.getOrDefault(field.on(side), FieldValue.UNREAD);
            if (!found.equals(held)) {
                return Optional.of(what + " " + id + " is not what the app holds in " + field + ": "
                        + told(field, found) + " instead of " + told(field, held));
            }
        }
        return Optional.empty();
    }

    private static String told(ContactField field, FieldValue value) {
        return value instanceof FieldValue.Unread ? "unread" : "revision " + field.revision(value);
    }
}
