package io.bothways.merge.remove;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.StoreFailure;
import io.bothways.merge.link.Removal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Deletes that wait, as they stand in the links' rows. */
public final class RemovalStore implements RemovalSource {
    private static final int MOST = 10_000;
    private static final String OBJECT = " FROM merge.link WHERE tenant = ? AND connection = ? AND object = ?";

    private final DataSource database;

    public RemovalStore(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Removing> open() {
        List<Removing> open = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT tenant, connection, object, link,"
                        + " removal, removal_at FROM merge.link WHERE removal <> '' AND live"
                        + " ORDER BY removal_at LIMIT " + MOST);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String[] words = row.getString(5).split(" ");
                Removal removal = new Removal(Side.valueOf(words[0]), Removal.Step.valueOf(words[1]),
                        row.getTimestamp(6).toInstant());
                if (removal.open()) {
                    open.add(new Removing(new LinkKey(new TenantId(row.getString(1)),
                            new ConnectionId(row.getString(2)), row.getString(3), row.getString(4)), removal));
                }
            }
            return open;
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    @Override
    public long gone(LinkKey object, Side target, Instant since) {
        return count("SELECT count(*)" + OBJECT + " AND removal = ? AND removal_at > ?", object,
                target + " " + Removal.Step.GONE, Timestamp.from(since));
    }

    @Override
    public long pairs(LinkKey object) {
        return count("SELECT count(*)" + OBJECT + " AND live AND id_a IS NOT NULL AND id_b IS NOT NULL", object);
    }

    private long count(String sql, LinkKey object, Object... more) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, object.tenant().value());
            select.setString(2, object.connection().value());
            select.setString(3, object.object());
            for (int i = 0; i < more.length; i++) {
                select.setObject(i + 4, more[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }
}
