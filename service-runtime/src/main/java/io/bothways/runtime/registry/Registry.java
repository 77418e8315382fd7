package io.bothways.runtime.registry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.runtime.codec.Codec;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Accounts and connections as the services read them: a copy in memory that reloads what has changed, at most {@link
 * #FRESH} old. While the database is away, what was read last counts: nothing can change meanwhile, and a message is no
 * worse for an outage. Whoever is told of a change by a request calls {@link #refresh} first.
 */
@ApplicationScoped
public class Registry {
    private static final Logger LOG = Logger.getLogger(Registry.class);
    static final Duration FRESH = Duration.ofSeconds(1);

    // Revisions are drawn before their transaction commits, so a lower one may become visible later than a higher one.
    private static final long LATE_COMMITS = 500;

    private final DataSource database;
    private final Codec codec;
    private final Clock clock;
    private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();
    private final Map<ConnectionId, ConnectionEntry> connections = new ConcurrentHashMap<>();
    private Instant loadedAt = Instant.MIN;
    private boolean loaded;
    private long revision;

    /**
     * A connection and when it was made.
     *
     * @param paused nothing is written for it now; reading and merging go on
     */
    public record ConnectionEntry(
            ConnectionConfiguration configuration, String name, Instant createdAt, boolean paused) {}

    Registry(DataSource database, Codec codec, Clock clock) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
    }

    public Optional<Account> account(AccountId id) {
        refreshIfOld();
        return Optional.ofNullable(accounts.get(id));
    }

    public Optional<Account> accountByWebhookKey(String key) {
        refreshIfOld();
        return accounts.values().stream()
                .filter(account -> account.webhookKey().equals(key))
                .findFirst();
    }

    public Collection<Account> accounts() {
        refreshIfOld();
        return List.copyOf(accounts.values());
    }

    public Optional<ConnectionEntry> connection(ConnectionId id) {
        refreshIfOld();
        return Optional.ofNullable(connections.get(id));
    }

    public Collection<ConnectionEntry> connections() {
        refreshIfOld();
        return List.copyOf(connections.values());
    }

    /** The connections in which the account takes part. */
    public List<ConnectionConfiguration> connectionsOf(AccountId account) {
        refreshIfOld();
        return connections.values().stream()
                .map(ConnectionEntry::configuration)
                .filter(connection -> connection.sideOf(account).isPresent())
                .toList();
    }

    /** Connections of the account for which nothing is written now. */
    public Set<ConnectionId> pausedOf(AccountId account) {
        refreshIfOld();
        return connections.values().stream()
                .filter(ConnectionEntry::paused)
                .map(ConnectionEntry::configuration)
                .filter(connection -> connection.sideOf(account).isPresent())
                .map(ConnectionConfiguration::connection)
                .collect(Collectors.toSet());
    }

    /** What has to be read of the account's records of one type, over all its connections; empty: nothing. */
    public SortedSet<String> fieldsToRead(AccountId account, String type) {
        SortedSet<String> fields = new TreeSet<>();
        for (ConnectionConfiguration connection : connectionsOf(account)) {
            connection
                    .sideOf(account)
                    .flatMap(side -> connection.objectOf(side, type).map(sync -> sync.fields(side)))
                    .ifPresent(fields::addAll);
        }
        return fields;
    }

    /** The account's object types that some connection keeps in step. */
    public SortedSet<String> typesToRead(AccountId account) {
        SortedSet<String> types = new TreeSet<>();
        for (ConnectionConfiguration connection : connectionsOf(account)) {
            connection.sideOf(account).ifPresent(side -> connection.objects().forEach(sync -> types.add(sync.type(side))));
        }
        return types;
    }

    /** Reads now what has changed. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            long from = revision - LATE_COMMITS;
            long seen = Math.max(loadAccounts(connection, from), loadConnections(connection, from));
            revision = Math.max(revision, seen);
            loadedAt = now;
            loaded = true;
        } catch (SQLException failed) {
            throw new IllegalStateException("the registry cannot be read", failed);
        }
    }

    private void refreshIfOld() {
        Instant now = clock.instant();
        boolean old;
        boolean useful;
        synchronized (this) {
            old = loadedAt.isBefore(now.minus(FRESH));
            useful = loaded;
        }
        if (!old) {
            return;
        }
        try {
            refresh();
        } catch (IllegalStateException away) {
            if (!useful) {
                throw away;
            }
            LOG.warnf("the registry cannot be read, what was read last counts: %s", away.getCause().getMessage());
        }
    }

    private long loadAccounts(Connection connection, long from) throws SQLException {
        String sql = "SELECT tenant, id, connector, name, base_uri, state, identity, webhook_key, settings, credentials,"
                + " coalesce(webhook_secret, ''::bytea), revision FROM registry.account WHERE revision > ?";
        long seen = 0;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Account account = new Account(
                            new TenantId(row.getString(1)),
                            new AccountId(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            URI.create(row.getString(5)),
                            Account.State.valueOf(row.getString(6)),
                            row.getString(7),
                            row.getString(8),
                            AccountSettings.parse(row.getString(9)),
                            row.getBytes(10),
                            row.getBytes(11),
                            row.getLong(12));
                    accounts.put(account.id(), account);
                    seen = Math.max(seen, account.revision());
                }
            }
        }
        return seen;
    }

    private long loadConnections(Connection connection, long from) throws SQLException {
        String sql = "SELECT id, name, configuration, created_at, paused, revision FROM registry.connection"
                + " WHERE revision > ?";
        long seen = 0;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ConnectionConfiguration configuration = codec.decodeConfiguration(row.getString(3));
                    connections.put(
                            new ConnectionId(row.getString(1)),
                            new ConnectionEntry(
                                    configuration,
                                    row.getString(2),
                                    row.getTimestamp(4).toInstant(),
                                    row.getBoolean(5)));
                    seen = Math.max(seen, row.getLong(6));
                }
            }
        }
        return seen;
    }
}
