package io.bothways.poller.push;

import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** What apps were asked to push, and the secrets that their pushes are proven with. */
@ApplicationScoped
class SubscriptionStore {
    private static final String PURPOSE = "webhook_secret";
    private static final int SECRET_BYTES = 32;

    private final DataSource database;
    private final CredentialVault vault;
    private final Registry registry;
    private final SecureRandom random = new SecureRandom();

    /**
     * What was asked last.
     *
     * @param secret a digest of it
     * @param failure the code with which the app refused; empty where it did not
     */
    record Subscription(URI address, Set<String> types, String secret, String failure) {
        Subscription {
            types = Set.copyOf(types);
        }
    }

    /** @param renewAt when it is time to look whether the app still has it */
    record Kept(Subscription subscription, Instant renewAt) {}

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    SubscriptionStore(DataSource database, CredentialVault vault, Registry registry) {
        this.database = database;
        this.vault = vault;
        this.registry = registry;
    }

    Optional<Kept> find(Account account) {
        String sql = "SELECT address, types, secret, failure, renew_at FROM poller.subscription"
                + " WHERE tenant = ? AND account = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Kept(
                                new Subscription(
                                        URI.create(row.getString(1)),
                                        Set.of((String[]) row.getArray(2).getArray()),
                                        row.getString(3),
                                        row.getString(4)),
                                row.getTimestamp(5).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's subscription cannot be read", failed);
        }
    }

    void put(Account account, Subscription subscription, Instant renewAt) {
        execute("INSERT INTO poller.subscription (tenant, account, address, types, secret, failure, renew_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, account) DO UPDATE SET"
                + " address = excluded.address, types = excluded.types, secret = excluded.secret,"
                + " failure = excluded.failure, renew_at = excluded.renew_at", account, statement -> {
            List<String> types = List.copyOf(new TreeSet<>(subscription.types()));
            statement.setString(3, subscription.address().toString());
            statement.setArray(4, statement.getConnection().createArrayOf("text", types.toArray()));
            statement.setString(5, subscription.secret());
            statement.setString(6, subscription.failure());
            statement.setTimestamp(7, Timestamp.from(renewAt));
        });
    }

    void remove(Account account) {
        execute("DELETE FROM poller.subscription WHERE tenant = ? AND account = ?", account, statement -> {});
    }

    /** The account's secret; one is made where it has none. It is durable before any push can be proven with it. */
    String secret(Account account) {
        byte[] held = account.webhookSecret();
        if (held.length == 0) {
            byte[] fresh = new byte[SECRET_BYTES];
            random.nextBytes(fresh);
            byte[] locked = lock(account, Base64.getUrlEncoder().withoutPadding().encodeToString(fresh));
            execute("UPDATE registry.account SET webhook_secret = ? WHERE tenant = ? AND id = ?"
                    + " AND webhook_secret IS NULL", locked, account);
            registry.refresh();
            // Another replica, or a person, may have been first.
            held = registry.account(account.id()).orElse(account).webhookSecret();
        }
        return vault.open(account.tenant(), account.id(), PURPOSE, held);
    }

    /** The app proves its pushes with a secret of its own. */
    void keepSecret(Account account, String secret) {
        execute("UPDATE registry.account SET webhook_secret = ? WHERE tenant = ? AND id = ?",
                lock(account, secret), account);
    }

    static String digest(String secret) {
        try {
            return Base64.getUrlEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private byte[] lock(Account account, String secret) {
        return vault.lock(account.tenant(), account.id(), PURPOSE, secret);
    }

    private void execute(String sql, byte[] secret, Account account) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBytes(1, secret);
            update.setString(2, account.tenant().value());
            update.setString(3, account.id().value());
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's webhook secret cannot be stored", failed);
        }
    }

    private void execute(String sql, Account account, Binder more) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, account);
            more.bind(statement);
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's subscription cannot be stored", failed);
        }
    }

    private static void bind(PreparedStatement statement, Account account) throws SQLException {
        statement.setString(1, account.tenant().value());
        statement.setString(2, account.id().value());
    }
}
