package io.bothways.status.access;

import io.bothways.contracts.TenantId;
import io.bothways.status.StatusConfig;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three ways in: an API key, a one-time code, the session that a code is changed for. */
@ApplicationScoped
public class Doors {
    /** The tenant of whoever runs the installation: its key is the first one. */
    public static final TenantId OPERATOR = new TenantId("default");

    static final Duration CODE_LENGTH = Duration.ofMinutes(30);

    private final Database database;
    private final Clock clock;
    private final StatusConfig config;

    Doors(Database database, Clock clock, StatusConfig config) {
        this.database = database;
        this.clock = clock;
        this.config = config;
    }

    /** A secret and until when it opens. */
    public record Pass(String secret, Instant expiresAt) {}

    Optional<TenantId> byKey(String key) {
        return tenant("SELECT tenant FROM registry.api_key WHERE hash = ?", Secrets.hash(key));
    }

    Optional<TenantId> bySession(String session) {
        return tenant(
                "SELECT tenant FROM status.session WHERE hash = ? AND expires_at > ?",
                Secrets.hash(session),
                clock.instant());
    }

    /** A code that opens the dashboard once. */
    public Pass code(TenantId tenant) {
        return issue("INSERT INTO status.login_code (hash, tenant, expires_at) VALUES (?, ?, ?)", tenant, CODE_LENGTH);
    }

    /** Changes a code for a session; a code works once. */
    public Optional<Pass> session(String code) {
        return tenant(
                        "DELETE FROM status.login_code WHERE hash = ? AND expires_at > ? RETURNING tenant",
                        Secrets.hash(code),
                        clock.instant())
                .map(tenant -> issue(
                        "INSERT INTO status.session (hash, tenant, expires_at) VALUES (?, ?, ?)",
                        tenant,
                        config.sessionLength()));
    }

    /** Registers a key that was made elsewhere (by the launcher, or by an operator). Known keys stay as they are. */
    void register(TenantId tenant, String name, String key) {
        try {
            database.inTransaction(transaction -> {
                Database.change(
                        transaction,
                        "INSERT INTO registry.tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        tenant.value(),
                        tenant.value());
                Database.change(
                        transaction,
                        "INSERT INTO registry.api_key (hash, tenant, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        Secrets.hash(key),
                        tenant.value(),
                        name);
            });
        } catch (SQLException failed) {
            throw new IllegalStateException("the API key cannot be registered", failed);
        }
    }

    private Pass issue(String sql, TenantId tenant, Duration length) {
        Pass pass = new Pass(Secrets.random(), clock.instant().plus(length));
        database.change(sql, Secrets.hash(pass.secret()), tenant.value(), pass.expiresAt());
        return pass;
    }

    private Optional<TenantId> tenant(String sql, @Nullable Object... values) {
        return database.first(row -> new TenantId(row.getString(1)), sql, values);
    }
}
