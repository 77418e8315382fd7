package io.bothways.runtime.calls;

import io.bothways.connector.Authentication;
import io.bothways.connector.Authentication.Token;
import io.bothways.contracts.AccountId;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: obtained once for all replicas (under the account's row lock), kept encrypted, renewed before they
 * expire or when the app no longer takes them.
 */
@ApplicationScoped
class Tokens {
    private static final Duration EARLY = Duration.ofMinutes(2);

    private final DataSource database;
    private final CredentialVault vault;
    private final Clock clock;
    private final Map<AccountId, Token> held = new ConcurrentHashMap<>();
    /** What the registry holds since an app gave another refresh token; the account as it was opened has the old one. */
    private final Map<AccountId, Credentials> rotated = new ConcurrentHashMap<>();

    Tokens(DataSource database, CredentialVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /** A token that should work. */
    Token current(Account account, Authentication authentication) {
        Token token = held.get(account.id());
        return token != null && lasting(token) ? token : renew(account, authentication, null);
    }

    /** Another token than the refused one: the one that another replica has obtained meanwhile, or a fresh one. */
    Token renew(Account account, Authentication authentication, @Nullable Token refused) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Token> stored = lockAndRead(connection, account);
                Token token = stored.filter(this::lasting)
                        .filter(found -> refused == null || !found.header().equals(refused.header()))
                        .orElse(null);
                if (token == null) {
                    // Another replica may have used up the refresh token that this one knows.
                    readCredentials(connection, account);
                    token = authentication.obtain();
                    store(connection, account, token);
                }
                connection.commit();
                held.put(account.id(), token);
                return token;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's token cannot be read or stored", failed);
        }
    }

    /** The account's credentials have changed. */
    void forget(AccountId account) {
        held.remove(account);
        rotated.remove(account);
    }

    /** The credentials of the account as they are now. */
    Credentials credentials(Account account) {
        Credentials newer = rotated.get(account.id());
        return newer == null ? Credentials.of(account, vault) : newer;
    }

    private boolean lasting(Token token) {
        return token.expiresAt()
                .map(end -> clock.instant().isBefore(end.minus(EARLY)))
                .orElse(true);
    }

    private Optional<Token> lockAndRead(Connection connection, Account account) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO registry.account_token (tenant, account) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, account.tenant().value());
            insert.setString(2, account.id().value());
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT token, expires_at, host FROM registry.account_token WHERE tenant = ? AND account = ?"
                        + " FOR UPDATE")) {
            select.setString(1, account.tenant().value());
            select.setString(2, account.id().value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                byte[] locked = row.getBytes(1);
                if (locked == null) {
                    return Optional.empty();
                }
                Timestamp expires = row.getTimestamp(2);
                String host = row.getString(3);
                return Optional.of(new Token(
                        vault.open(account.tenant(), account.id(), "token", locked),
                        Optional.ofNullable(expires).map(Timestamp::toInstant),
                        Optional.ofNullable(host).map(URI::create),
                        Map.of()));
            }
        }
    }

    private void readCredentials(Connection connection, Account account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT credentials FROM registry.account WHERE tenant = ? AND id = ?")) {
            select.setString(1, account.tenant().value());
            select.setString(2, account.id().value());
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && row.getBytes(1) != null) {
                    rotated.put(account.id(), Credentials.open(account, row.getBytes(1), vault));
                }
            }
        }
    }

    private void store(Connection connection, Account account, Token token) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE registry.account_token SET token = ?, expires_at = ?, host = ? WHERE tenant = ? AND account = ?")) {
            update.setBytes(1, vault.lock(account.tenant(), account.id(), "token", token.header()));
            update.setTimestamp(2, token.expiresAt().map(Timestamp::from).orElse(null));
            update.setString(3, token.host().map(URI::toString).orElse(null));
            update.setString(4, account.tenant().value());
            update.setString(5, account.id().value());
            update.executeUpdate();
        }
        if (!token.renewed().isEmpty()) {
            Credentials renewed = credentials(account).with(token.renewed());
            rotated.put(account.id(), renewed);
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE registry.account SET credentials = ? WHERE tenant = ? AND id = ?")) {
                update.setBytes(1, renewed.locked(account.tenant(), account.id(), vault));
                update.setString(2, account.tenant().value());
                update.setString(3, account.id().value());
                update.executeUpdate();
            }
        }
    }
}
