package io.bothways.status.feed;

import io.bothways.contracts.TenantId;
import io.bothways.status.StatusConfig;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live list: what happened last, in plain words. Kept in the database, so every replica shows the same. */
@ApplicationScoped
public class Feed {
    private final Database database;
    private final StatusConfig config;

    Feed(Database database, StatusConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Something that happened and is not yet in the list. */
    public record News(
            TenantId tenant, Instant at, String kind, String account, String connection, String words, String detail) {}

    /** An entry of the list; ids rise. */
    public record Entry(
            long id, Instant at, String kind, String account, String connection, String words, String detail) {}

    /** Call it last in the transaction: it lets one writer at a time in. */
    public void add(Connection transaction, List<News> news) throws SQLException {
        if (news.isEmpty()) {
            return;
        }
        // Ids have to become visible in their order: a reader that has seen 8 never asks for 7 again.
        Database.list(transaction, row -> "", "SELECT pg_advisory_xact_lock(hashtext('status.feed'))");
        List<@Nullable Object[]> rows = news.stream()
                .map(entry -> new @Nullable Object[] {
                    entry.tenant().value(),
                    entry.at(),
                    entry.kind(),
                    entry.account(),
                    entry.connection(),
                    Database.storable(entry.words()),
                    Database.storable(entry.detail())
                })
                .toList();
        Database.changeAll(
                transaction,
                "INSERT INTO status.feed (tenant, at, kind, account, connection, words, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows);
        for (TenantId tenant : news.stream().map(News::tenant).distinct().toList()) {
            prune(transaction, tenant.value());
        }
    }

    /** The newest entries after {@code after}, oldest first. */
    public List<Entry> after(TenantId tenant, long after, int limit) {
        return database.list(
                        row -> new Entry(
                                row.getLong(1),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)),
                        "SELECT id, at, kind, account, connection, words, detail FROM status.feed"
                                + " WHERE tenant = ? AND id > ? ORDER BY id DESC LIMIT ?",
                        tenant.value(),
                        after,
                        limit)
                .reversed();
    }

    private void prune(Connection transaction, String tenant) throws SQLException {
        String sql = "DELETE FROM status.feed WHERE tenant = ? AND id <= (SELECT id FROM status.feed WHERE tenant = ?"
                + " ORDER BY id DESC OFFSET ? LIMIT 1)";
        Database.change(transaction, sql, tenant, tenant, config.feedLength());
    }
}
