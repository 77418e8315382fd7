package io.bothways.webhook;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import io.bothways.webhook.orchard.Orchard;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** What status-service does, as far as webhooks see it. */
@ApplicationScoped
class Office {
    static final TenantId TENANT = new TenantId("tenant-1");
    static final String SECRET = "the-secret";

    private final DataSource database;
    private final Codec codec;
    private final CredentialVault vault;
    private final Registry registry;

    /** A connected account with its orchard and the key of its webhook address. */
    record Desk(AccountId account, String key, Orchard orchard) {}

    Office(DataSource database, Codec codec, CredentialVault vault, Registry registry) {
        this.database = database;
        this.codec = codec;
        this.vault = vault;
        this.registry = registry;
    }

    Desk open() {
        return open("{}");
    }

    Desk open(String settings) {
        return open("orchard", "trees", "orchard-1", settings);
    }

    /** @param identity the vendor's own name of the account */
    Desk open(String connector, String type, String identity, String settings) {
        String name = "o" + UUID.randomUUID().toString().substring(0, 8);
        AccountId account = new AccountId(name);
        AccountId other = new AccountId(name + "-other");
        URI address = URI.create("http://127.0.0.1:9/" + name);
        MappedField field = new MappedField("name", ValueType.TEXT, true, true, false);
        Mapping mapping = new Mapping("name", field, field, Direction.TWO_WAY, Policy.REVIEW, Map.of());
        ConnectionConfiguration connection = new ConnectionConfiguration(
                TENANT,
                new ConnectionId("c-" + name),
                1,
                account,
                other,
                List.of(new ObjectSync("object", type, type, List.of(), List.of(mapping))));
        execute("INSERT INTO registry.tenant (id, name) VALUES (?, 'T') ON CONFLICT DO NOTHING", TENANT.value());
        insertAccount(account, connector, identity, address.toString(), settings);
        insertAccount(other, connector, "", address.toString(), "{}");
        execute(
                "INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration)"
                        + " VALUES (?, ?, 'C', ?, ?, ?)",
                TENANT.value(),
                connection.connection().value(),
                account.value(),
                other.value(),
                codec.configuration(connection));
        registry.refresh();
        return new Desk(account, "key-" + account, Orchard.at(address));
    }

    void setState(Desk desk, String state) {
        execute("UPDATE registry.account SET state = ? WHERE id = ?", state, desk.account().value());
        registry.refresh();
    }

    long pending(Desk desk) {
        return Long.parseLong(
                ask("SELECT count(*) FROM webhook.pending WHERE account = ?", desk.account().value()));
    }

    /** The first column of the first row, as text. */
    String ask(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = bound(connection, sql, values);
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getString(1) != null ? row.getString(1) : "";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void execute(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bound(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void insertAccount(
            AccountId id, String connector, String identity, String address, String settings) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO registry.account (tenant, id,"
                        + " connector, identity, name, base_uri, state, settings, credentials, webhook_secret,"
                        + " webhook_key)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'CONNECTED', ?, ?, ?, ?)")) {
            insert.setString(1, TENANT.value());
            insert.setString(2, id.value());
            insert.setString(3, connector);
            insert.setString(4, identity);
            insert.setString(5, id.value());
            insert.setString(6, address);
            insert.setString(7, settings);
            insert.setBytes(8, vault.lock(TENANT, id, "credentials", "{\"access_token\":\"t\"}"));
            insert.setBytes(9, vault.lock(TENANT, id, "webhook_secret", SECRET));
            insert.setString(10, "key-" + id);
            insert.executeUpdate();
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
