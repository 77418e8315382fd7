package io.bothways.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.contracts.AccountId;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the services know of accounts while the database restarts. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RegistryTest {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    private boolean away;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whatWasReadLastCountsWhileTheDatabaseIsAway() throws Exception {
        AccountId account = account();
        Registry registry = registry();
        assertThat(registry.account(account)).isPresent();
        now = now.plus(Duration.ofMinutes(5));
        away = true;

        assertThat(registry.account(account)).isPresent();

        away = false;
        AccountId later = account();
        assertThat(registry.account(later)).isPresent();
    }

    @Test
    void nothingIsSaidBeforeItWasReadOnce() {
        away = true;
        Registry registry = registry();

        assertThatThrownBy(registry::accounts).hasMessage("the registry cannot be read");
    }

    @Test
    void whoWasToldOfAChangeIsToldThatItCannotBeReadNow() {
        Registry registry = registry();
        registry.accounts();
        away = true;

        assertThatThrownBy(registry::refresh).hasMessage("the registry cannot be read");
    }

    private Registry registry() {
        DataSource restarting = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new SQLException("the database system is starting up", "57P03");
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        return new Registry(restarting, codec, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    private AccountId account() throws SQLException {
        String id = "a" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = database.getConnection()) {
            insert(connection, "INSERT INTO registry.tenant (id, name) VALUES (?, 'Registry')", id);
            insert(connection, "INSERT INTO registry.account (tenant, id, connector, name, base_uri, credentials,"
                    + " webhook_key) VALUES (?, ?, 'test', 'Test', 'http://127.0.0.1', '', ?)", id, id, id);
        }
        return new AccountId(id);
    }

    private static void insert(Connection connection, String statement, String... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                insert.setString(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }
}
