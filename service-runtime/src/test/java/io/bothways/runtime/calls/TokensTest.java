package io.bothways.runtime.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.Authentication;
import io.bothways.connector.Authentication.Token;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, and an app that takes each refresh token once. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class TokensTest {
    private static final TenantId TENANT = new TenantId("tokens");
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    @Inject
    DataSource database;

    @Inject
    CredentialVault vault;

    @Inject
    Registry registry;

    private Account account;
    private StrictApp app;

    /** What one service instance knows. */
    private final class Replica {
        private final Tokens tokens = new Tokens(database, vault, Clock.systemUTC());
        private final Authentication authentication =
                () -> app.refresh(tokens.credentials(account).members().get("refresh_token"));

        Token current() {
            return tokens.current(account, authentication);
        }

        Token renew(Token refused) {
            return tokens.renew(account, authentication, refused);
        }
    }

    /** Refuses a refresh token that was used before; a second asker has the time to arrive. */
    private static final class StrictApp {
        private String valid = "refresh-0";
        private int asked;
        private Runnable beforeAnswer = () -> {};

        synchronized Token refresh(String refreshToken) {
            beforeAnswer.run();
            if (!refreshToken.equals(valid)) {
                throw new IllegalStateException("the refresh token " + refreshToken + " was used before");
            }
            asked++;
            valid = "refresh-" + asked;
            return new Token("Bearer " + asked, Optional.of(Instant.now().plus(Duration.ofHours(1))), Optional.empty(),
                    Map.of("refresh_token", valid));
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        AccountId id = new AccountId("a" + UUID.randomUUID());
        app = new StrictApp();
        try (Connection connection = database.getConnection();
                PreparedStatement tenant = connection.prepareStatement(
                        "INSERT INTO registry.tenant (id, name) VALUES (?, 'T') ON CONFLICT DO NOTHING");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO registry.account"
                        + " (tenant, id, connector, name, base_uri, state, credentials, webhook_key)"
                        + " VALUES (?, ?, 'none', 'n', 'https://app.test', 'CONNECTED', ?, ?)")) {
            tenant.setString(1, TENANT.value());
            tenant.executeUpdate();
            insert.setString(1, TENANT.value());
            insert.setString(2, id.value());
            insert.setBytes(3, new Credentials(Map.of("refresh_token", "refresh-0")).locked(TENANT, id, vault));
            insert.setString(4, "key-" + id);
            insert.executeUpdate();
        }
        registry.refresh();
        account = registry.account(id).orElseThrow();
    }

    @Test
    void theFirstTokenIsAskedForOnceByReplicasThatWantItAtOnce() {
        // Given
        app.beforeAnswer = this::anotherWaits;

        // When
        CompletableFuture<Token> one = CompletableFuture.supplyAsync(new Replica()::current, THREADS);
        CompletableFuture<Token> other = CompletableFuture.supplyAsync(new Replica()::current, THREADS);

        // Then
        assertThat(one.join().header()).isEqualTo("Bearer 1").isEqualTo(other.join().header());
        assertThat(app.asked).isEqualTo(1);
    }

    @Test
    void aTokenThatHasExpiredIsRenewedOnceByReplicasThatAreRefusedAtOnce() {
        // Given
        Replica first = new Replica();
        Replica second = new Replica();
        Token refused = first.current();
        assertThat(second.current().header()).isEqualTo(refused.header());
        app.beforeAnswer = this::anotherWaits;

        // When
        CompletableFuture<Token> one = CompletableFuture.supplyAsync(() -> first.renew(refused), THREADS);
        CompletableFuture<Token> other = CompletableFuture.supplyAsync(() -> second.renew(refused), THREADS);

        // Then
        assertThat(one.join().header()).isEqualTo("Bearer 2").isEqualTo(other.join().header());
        assertThat(app.asked).isEqualTo(2);
    }

    @Test
    void aReplicaUsesTheRefreshTokenThatAnotherOneWasGiven() {
        // Given
        Replica first = new Replica();
        Replica second = new Replica();
        Token stale = second.current();
        Token newer = first.renew(stale);

        // When
        Token latest = second.renew(newer);

        // Then
        assertThat(latest.header()).isEqualTo("Bearer 3");
    }

    /** Returns once the other replica stands before the account's row. */
    private void anotherWaits() {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND query LIKE '%registry.account_token%'";
        try (Connection connection = database.getConnection();
                PreparedStatement waiting = connection.prepareStatement(sql)) {
            while (true) {
                try (ResultSet row = waiting.executeQuery()) {
                    if (row.next() && row.getInt(1) > 0) {
                        return;
                    }
                }
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("nobody else asks for the token");
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
