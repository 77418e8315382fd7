package io.bothways.poller;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.ValueType;
import io.bothways.poller.orchard.Orchard;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.registry.CredentialVault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** What status-service and merge-service do, as far as the poller sees it. */
@ApplicationScoped
class Office {
    static final TenantId TENANT = new TenantId("tenant-1");
    static final String TREES = "trees";

    private final DataSource database;
    private final Codec codec;
    private final CredentialVault vault;
    private final EventSender sender;
    private final MessageHeads heads;

    /** A connected account with its orchard; the other account of its connection is not connected. */
    record Desk(AccountId account, ConnectionConfiguration connection, Orchard orchard) {
        RecordRef ref(String id) {
            return new RecordRef(account, TREES, id);
        }
    }

    Office(DataSource database, Codec codec, CredentialVault vault, EventSender sender, MessageHeads heads) {
        this.database = database;
        this.codec = codec;
        this.vault = vault;
        this.sender = sender;
        this.heads = heads;
    }

    Desk open(int trees) {
        return open("orchard", trees);
    }

    Desk open(String connector, int trees) {
        String name = "o" + UUID.randomUUID().toString().substring(0, 8);
        AccountId account = new AccountId(name);
        AccountId other = new AccountId(name + "-other");
        URI address = URI.create("http://" + name + ".test");
        Orchard orchard = Orchard.at(address);
        Instant planted = Instant.now().minusSeconds(3_600);
        for (int tree = 0; tree < trees; tree++) {
            orchard.plant("t%05d".formatted(tree), "tree " + tree, planted.plusMillis(tree));
        }
        MappedField field = new MappedField("name", ValueType.TEXT, true, true, false);
        Mapping mapping = new Mapping("name", field, field, Direction.TWO_WAY, Policy.values()[0], Map.of());
        ConnectionConfiguration connection = new ConnectionConfiguration(
                TENANT,
                new ConnectionId("c-" + name),
                1,
                account,
                other,
                List.of(new ObjectSync("tree", TREES, TREES, List.of(), List.of(mapping))));
        execute("INSERT INTO registry.tenant (id, name) VALUES (?, 'T') ON CONFLICT DO NOTHING", TENANT.value());
        insertAccount(connector, account, address.toString(), "CONNECTED");
        insertAccount(connector, other, address.toString(), "CONNECTING");
        execute(
                "INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration)"
                        + " VALUES (?, ?, 'C', ?, ?, ?)",
                TENANT.value(),
                connection.connection().value(),
                account.value(),
                other.value(),
                codec.configuration(connection));
        request(new Request.ConfigurationChanged(
                head(account), connection.connection(), 1, List.of(account, other)));
        return new Desk(account, connection, orchard);
    }

    String list(Desk desk) {
        String run = UUID.randomUUID().toString();
        request(new Request.ListRecords(head(desk.account()), run, TREES));
        return run;
    }

    /** Asks for a run that was asked for before. */
    void list(Desk desk, String run) {
        listType(desk, run, TREES);
    }

    void listType(Desk desk, String run, String type) {
        request(new Request.ListRecords(head(desk.account()), run, type));
    }

    String pollSince(Desk desk, Instant since) {
        String run = UUID.randomUUID().toString();
        request(new Request.PollSince(head(desk.account()), run, TREES, since));
        return run;
    }

    void reread(Desk desk, String... ids) {
        request(new Request.RereadRecords(head(desk.account()), TREES, new TreeSet<>(List.of(ids))));
    }

    void check(AccountId account) {
        request(new Request.CheckAccount(head(account)));
    }

    void request(Request request) {
        send(Topics.REQUESTS, request.head().account().value(), Envelope.headers(request), codec.encode(request));
    }

    void send(String topic, String key, Map<String, String> headers, byte[] payload) {
        sender.sendAndWait(List.of(new Outgoing(topic, key, headers, payload)));
    }

    /** Merge says that it holds these trees as they are. */
    void merged(Desk desk, String... ids) {
        for (String id : ids) {
            Mirrored mirrored =
                    new Mirrored(TENANT, desk.ref(id), Digest.of(desk.orchard().tree(id).fields()), false);
            send(Topics.MIRRORED, desk.ref(id).key(), Envelope.headers(mirrored), codec.encode(mirrored));
        }
    }

    /** Merge says that it holds these as deleted. */
    void buried(Desk desk, String... ids) {
        for (String id : ids) {
            Mirrored mirrored = new Mirrored(TENANT, desk.ref(id), "", true);
            send(Topics.MIRRORED, desk.ref(id).key(), Envelope.headers(mirrored), codec.encode(mirrored));
        }
    }

    /** A push has told of the trees. */
    void pushed(Desk desk, String... ids) {
        for (String id : ids) {
            Hint hint = new Hint(head(desk.account()), desk.ref(id), Hint.Kind.CHANGED);
            send(Topics.HINTS, desk.ref(id).key(), Envelope.headers(hint), codec.encode(hint));
        }
    }

    void setState(AccountId account, String state) {
        execute("UPDATE registry.account SET state = ? WHERE id = ?", state, account.value());
    }

    void setPollInterval(AccountId account, Duration interval) {
        execute("UPDATE registry.account SET settings = ? WHERE id = ?",
                "{\"poll_interval\":\"" + interval + "\"}", account.value());
    }

    /** The account's secret for pushes, as the webhook service opens it. */
    String webhookSecret(AccountId account) {
        String locked = ask("SELECT encode(webhook_secret, 'hex') FROM registry.account WHERE id = ?", account.value());
        return locked.isEmpty()
                ? ""
                : vault.open(TENANT, account, "webhook_secret", HexFormat.of().parseHex(locked));
    }

    /** A person gives the account another secret. */
    void setWebhookSecret(AccountId account, String secret) {
        execute("UPDATE registry.account SET webhook_secret = decode(?, 'hex') WHERE id = ?",
                HexFormat.of().formatHex(vault.lock(TENANT, account, "webhook_secret", secret)), account.value());
    }

    /** Nothing of the connection is kept in step any more. */
    void stop(Desk desk) {
        ConnectionConfiguration old = desk.connection();
        execute("UPDATE registry.connection SET configuration = ? WHERE id = ?",
                codec.configuration(new ConnectionConfiguration(
                        old.tenant(), old.connection(), 2, old.accountA(), old.accountB(), List.of())),
                old.connection().value());
    }

    /** The first column of the first row, as text; empty where there is none. */
    String ask(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = bound(connection, sql, values);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getString(1) != null ? row.getString(1) : "";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String position(Desk desk) {
        return ask("SELECT position FROM poller.cursor WHERE account = ?", desk.account().value());
    }

    private MessageHead head(AccountId account) {
        return heads.now(TENANT, account, Cause.of(Cause.Kind.REQUEST));
    }

    private void insertAccount(String connector, AccountId id, String address, String state) {
        byte[] credentials = vault.lock(TENANT, id, "credentials", "{\"token\":\"t\"}");
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO registry.account"
                        + " (tenant, id, connector, name, base_uri, state, credentials, webhook_key)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, TENANT.value());
            insert.setString(2, id.value());
            insert.setString(3, connector);
            insert.setString(4, id.value());
            insert.setString(5, address);
            insert.setString(6, state);
            insert.setBytes(7, credentials);
            insert.setString(8, "key-" + id);
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Changes rows behind the poller's back. */
    void run(String sql, String... values) {
        execute(sql, values);
    }

    private void execute(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bound(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < values.length; index++) {
            statement.setString(index + 1, values[index]);
        }
        return statement;
    }
}
