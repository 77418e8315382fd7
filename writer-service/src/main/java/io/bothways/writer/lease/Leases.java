package io.bothways.writer.lease;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Takes, renews and gives back leases; time is the database's, which all replicas share. */
@ApplicationScoped
public class Leases {
    private static final int MOST_AT_ONCE = 200;

    private final Transactions transactions;
    private final WriterConfig config;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong taken = new AtomicLong();

    Leases(Transactions transactions, WriterConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /**
     * Takes accounts that have something to do and no living owner.
     *
     * @param running accounts whose worker runs here: a lease of ours that has run out is mended by the next renewal
     */
    public List<Lease> takeFree(Collection<AccountKey> running) {
        String sql = "UPDATE writer.lease SET owner = ?, until = clock_timestamp() + make_interval(secs => ?)"
                + " WHERE (tenant, account) IN (SELECT tenant, account FROM writer.lease"
                + "  WHERE pending AND until <= clock_timestamp() AND NOT (starts_with(owner, ?)"
                + "   AND (tenant, account) IN (SELECT * FROM unnest(?::text[], ?::text[])))"
                + "  LIMIT ? FOR UPDATE SKIP LOCKED)"
                + " RETURNING tenant, account";
        String owner = process + "." + taken.incrementAndGet();
        return transactions.run("leases cannot be taken", transaction -> {
            long ends = System.nanoTime() + config.lease().toNanos();
            List<Lease> leases = new ArrayList<>();
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setString(1, owner);
                update.setDouble(2, seconds());
                update.setString(3, process);
                update.setArray(4, Transactions.texts(transaction, running, key -> key.tenant().value()));
                update.setArray(5, Transactions.texts(transaction, running, key -> key.account().value()));
                update.setInt(6, MOST_AT_ONCE);
                try (ResultSet row = update.executeQuery()) {
                    while (row.next()) {
                        AccountKey key =
                                new AccountKey(new TenantId(row.getString(1)), new AccountId(row.getString(2)));
                        leases.add(new Lease(key, owner, System::nanoTime, ends));
                    }
                }
            }
            return leases;
        });
    }

    /** Those of the accounts that another replica owns now. */
    public Set<AccountKey> ownedElsewhere(Collection<AccountKey> accounts) {
        String sql = "SELECT l.tenant, l.account FROM writer.lease l"
                + " JOIN unnest(?::text[], ?::text[]) AS asked(tenant, account) USING (tenant, account)"
                + " WHERE l.until > clock_timestamp() AND NOT starts_with(l.owner, ?)";
        return transactions.run("leases cannot be read", transaction -> {
            Set<AccountKey> elsewhere = new HashSet<>();
            try (PreparedStatement select = transaction.prepareStatement(sql)) {
                select.setArray(1, Transactions.texts(transaction, accounts, key -> key.tenant().value()));
                select.setArray(2, Transactions.texts(transaction, accounts, key -> key.account().value()));
                select.setString(3, process);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        elsewhere.add(new AccountKey(new TenantId(row.getString(1)), new AccountId(row.getString(2))));
                    }
                }
            }
            return elsewhere;
        });
    }

    /** Prolongs what is still ours, in one statement; what is not is marked as lost. */
    public void renew(Collection<Lease> leases) {
        // Locked in the order in which arrivals lock them.
        String sql = "WITH locked AS (SELECT l.tenant, l.account FROM writer.lease l"
                + "  JOIN unnest(?::text[], ?::text[], ?::text[]) AS mine(tenant, account, owner)"
                + "   USING (tenant, account, owner) ORDER BY l.tenant, l.account FOR UPDATE OF l)"
                + " UPDATE writer.lease l SET until = clock_timestamp() + make_interval(secs => ?) FROM locked"
                + " WHERE l.tenant = locked.tenant AND l.account = locked.account RETURNING l.tenant, l.account";
        if (leases.isEmpty()) {
            return;
        }
        long ends = System.nanoTime() + config.lease().toNanos();
        Set<String> ours = transactions.run("leases cannot be renewed", transaction -> {
            Set<String> renewed = new HashSet<>();
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setArray(1, Transactions.texts(transaction, leases, l -> l.account().tenant().value()));
                update.setArray(2, Transactions.texts(transaction, leases, l -> l.account().account().value()));
                update.setArray(3, Transactions.texts(transaction, leases, Lease::owner));
                update.setDouble(4, seconds());
                try (ResultSet row = update.executeQuery()) {
                    while (row.next()) {
                        renewed.add(row.getString(1) + "/" + row.getString(2));
                    }
                }
            }
            return renewed;
        });
        for (Lease lease : leases) {
            if (ours.contains(lease.account().toString())) {
                lease.renewed(ends);
            } else {
                lease.lose();
            }
        }
    }

    /**
     * Gives a lease back.
     *
     * @param pending whether the account still has something to do for the next owner
     */
    public void giveBack(Lease lease, boolean pending) {
        lease.lose();
        String sql = "UPDATE writer.lease SET owner = '', until = '-infinity', pending = ?"
                + " WHERE tenant = ? AND account = ? AND owner = ?";
        transactions.run("the lease cannot be given back", transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setBoolean(1, pending);
                update.setString(2, lease.account().tenant().value());
                update.setString(3, lease.account().account().value());
                update.setString(4, lease.owner());
                return update.executeUpdate();
            }
        });
    }

    /** After an idle lease was given back: what came in just before must not wait for a next arrival. */
    public void announceIfOpen(AccountKey key) {
        String sql = "UPDATE writer.lease SET pending = true WHERE tenant = ? AND account = ? AND NOT pending"
                + " AND EXISTS (SELECT 1 FROM writer.backlog WHERE tenant = ? AND account = ? AND ended_at IS NULL)";
        transactions.run("the account cannot be announced", transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                update.setString(1, key.tenant().value());
                update.setString(2, key.account().value());
                update.setString(3, key.tenant().value());
                update.setString(4, key.account().value());
                return update.executeUpdate();
            }
        });
    }

    private double seconds() {
        return config.lease().toMillis() / 1000.0;
    }
}
