package io.bothways.runtime.calls;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.write.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An app said "too many calls": no service calls the account again until the app's own reset time. What the app says
 * is bounded, because headers lie: at least a moment, at most {@link #LONGEST}.
 */
@ApplicationScoped
public class Parking {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration UNTOLD = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofHours(25);

    private final DataSource database;
    private final Clock clock;

    Parking(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Parks the account; a later end wins over an earlier one. Returns the end. */
    public Instant park(TenantId tenant, AccountId account, Optional<Instant> asked, Failure failure) {
        Instant now = clock.instant();
        Instant until = bounded(now, asked);
        String sql = "INSERT INTO registry.account_park (tenant, account, until, code, message) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, account) DO UPDATE SET until = greatest(account_park.until, excluded.until),"
                + " code = excluded.code, message = excluded.message";
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, tenant.value());
            upsert.setString(2, account.value());
            upsert.setTimestamp(3, Timestamp.from(until));
            upsert.setString(4, failure.code());
            upsert.setString(5, failure.message());
            upsert.executeUpdate();
            return until;
        } catch (SQLException failed) {
            throw new IllegalStateException("the account cannot be parked", failed);
        }
    }

    static Instant bounded(Instant now, Optional<Instant> asked) {
        Instant until = asked.orElse(now.plus(UNTOLD));
        if (until.isBefore(now.plus(SHORTEST))) {
            return now.plus(SHORTEST);
        }
        return until.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : until;
    }
}
