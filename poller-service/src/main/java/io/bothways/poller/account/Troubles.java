package io.bothways.poller.account;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.Cause;
import io.bothways.contracts.event.Activity;
import io.bothways.poller.publish.Teller;
import io.bothways.poller.schedule.IntervalPolicy;
import io.bothways.runtime.registry.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** What follows from a call that failed: when it is tried again, and whom it is told. */
@ApplicationScoped
public class Troubles {
    private static final Logger LOG = Logger.getLogger(Troubles.class);
    // One hiccup of an app is no trouble of the account.
    static final int PASSING_FAILURES = 3;
    private static final Duration AFTER_RESET = Duration.ofMillis(200);

    private final DataSource database;
    private final Teller teller;
    private final IntervalPolicy intervals;
    private final Clock clock;

    Troubles(DataSource database, Teller teller, IntervalPolicy intervals, Clock clock) {
        this.database = database;
        this.teller = teller;
        this.intervals = intervals;
        this.clock = clock;
    }

    /**
     * Tells status, once for as long as the account fails with the same code, and says when to try again: at the app's
     * own time where it throttles; with growing waits where the failure may pass; seldom where a person has to act.
     *
     * @param failures in a row, this one included
     */
    public Instant after(Account account, ConnectorException failed, int failures) {
        LOG.warnf("a call failed: account=%s failure=%s code=%s attempt=%d",
                account.id(), failed.kind(), failed.failure().code(), failures);
        Instant now = clock.instant();
        double dice = ThreadLocalRandom.current().nextDouble();
        return switch (failed.kind()) {
            case RATE_LIMITED -> parked(account, failed, now);
            case RETRY, OUTCOME_UNKNOWN -> {
                if (failures >= PASSING_FAILURES) {
                    tellOnce(account, failed, now);
                }
                yield now.plus(intervals.afterFailure(failures, dice));
            }
            case REAUTHORIZE, CURSOR_EXPIRED, STALE_VERSION, NOT_FOUND, REJECTED, DEFECT -> {
                tellOnce(account, failed, now);
                yield now.plus(intervals.ceiling());
            }
        };
    }

    /** The account answered: if a failure was told, so is its end, and the next failure is told again. */
    public void over(Account account) {
        // Told before it is forgotten: after a crash in between it is told twice, and not never.
        if (isTold(account)) {
            teller.tell(new Activity.AccountRecovered(teller.head(account, Cause.of(Cause.Kind.POLL))));
            forget(account);
        }
    }

    /** A check has answered, which is told otherwise: the next failure is told again. */
    public void forget(Account account) {
        execute("DELETE FROM poller.trouble WHERE tenant = ? AND account = ?", account, statement -> {});
    }

    private Instant parked(Account account, ConnectorException failed, Instant now) {
        Instant until = failed.retryAt().orElse(now.plus(intervals.floor()));
        // Status 0: the account was parked before this call, which was not made; that was told already.
        if (failed.failure().status() != 0) {
            teller.tell(new Activity.AccountParked(
                    teller.head(account, Cause.of(Cause.Kind.POLL)), until, failed.failure()));
        }
        return until.plus(AFTER_RESET);
    }

    private void tellOnce(Account account, ConnectorException failed, Instant now) {
        String code = failed.failure().code();
        String sql = "INSERT INTO poller.trouble AS held (tenant, account, code, since) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (tenant, account) DO UPDATE SET code = excluded.code, since = excluded.since"
                + " WHERE held.code <> excluded.code";
        int changed = execute(sql, account, statement -> {
            statement.setString(3, code);
            statement.setTimestamp(4, Timestamp.from(now));
        });
        if (changed > 0) {
            tell(account, failed);
        }
    }

    private void tell(Account account, ConnectorException failed) {
        try {
            teller.tell(new Activity.AccountFailed(
                    teller.head(account, Cause.of(Cause.Kind.POLL)),
                    failed.failure(),
                    failed.kind() == FailureKind.REAUTHORIZE));
        } catch (RuntimeException untold) {
            forget(account);
            throw untold;
        }
    }

    private boolean isTold(Account account) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 FROM poller.trouble WHERE tenant = ? AND account = ?")) {
            select.setString(1, account.tenant().value());
            select.setString(2, account.id().value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's trouble cannot be read", failed);
        }
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int execute(String sql, Account account, Binder more) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, account.tenant().value());
            statement.setString(2, account.id().value());
            more.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the account's trouble cannot be stored", failed);
        }
    }
}
