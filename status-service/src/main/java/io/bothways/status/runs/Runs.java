package io.bothways.status.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.contracts.write.Failure;
import io.bothways.status.store.Database;
import io.bothways.status.store.JsonColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The sync log, and when each object was last polled. */
@ApplicationScoped
public class Runs {
    private static final String COLUMNS = "run, account, type, kind, trigger, state, started_at, finished_at, records,"
            + " expected, published, calls, failures";

    private final Database database;
    private final Clock clock;

    Runs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One run.
     *
     * @param account the account's id
     * @param trigger who or what started it
     * @param state QUEUED, RUNNING, DONE or FAILED
     * @param expected records that the app says there are, -1 where it does not say
     * @param calls by operation
     */
    public record Run(
            String run,
            String account,
            String type,
            RunKind kind,
            String trigger,
            String state,
            Instant startedAt,
            Optional<Instant> finishedAt,
            long records,
            long expected,
            long published,
            JsonNode calls,
            JsonNode failures) {}

    /** When an object was last polled, when it will be next, and why then. */
    public record LastPoll(
            String account,
            String type,
            Instant polledAt,
            long records,
            Duration interval,
            String intervalReason,
            Instant nextAt) {}

    /** Enters a run that somebody has asked for; in the caller's transaction. */
    public String queued(TenantId tenant, AccountId account, String type, RunKind kind, String trigger) {
        String run = "run_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        database.change(
                "INSERT INTO status.run (tenant, run, account, type, kind, trigger, state, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'QUEUED', ?)",
                tenant.value(),
                run,
                account.value(),
                type,
                kind.name(),
                trigger,
                clock.instant());
        return run;
    }

    public void started(Connection transaction, RunStarted started) throws SQLException {
        // A redelivered start must not reopen a run that has finished meanwhile.
        Database.change(
                transaction,
                "INSERT INTO status.run (tenant, run, account, type, kind, trigger, state, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', ?) ON CONFLICT (tenant, run) DO UPDATE SET"
                        + " state = CASE WHEN run.state = 'QUEUED' THEN 'RUNNING' ELSE run.state END,"
                        + " started_at = CASE WHEN run.state = 'QUEUED' THEN excluded.started_at"
                        + " ELSE run.started_at END",
                started.head().tenant().value(),
                started.run(),
                started.head().account().value(),
                started.type(),
                started.kind().name(),
                trigger(started.head()),
                started.head().observedAt());
    }

    public void progressed(Connection transaction, RunProgressed progress) throws SQLException {
        Database.change(
                transaction,
                "UPDATE status.run SET records = greatest(records, ?), expected = ? WHERE tenant = ? AND run = ?"
                        + " AND state = 'RUNNING'",
                progress.records(),
                progress.expected(),
                progress.head().tenant().value(),
                progress.run());
    }

    public void finished(Connection transaction, RunFinished end) throws SQLException {
        Instant at = end.head().observedAt();
        Database.change(
                transaction,
                "INSERT INTO status.run (tenant, run, account, type, kind, trigger, state, started_at, finished_at,"
                        + " records, published, calls, failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (tenant, run) DO UPDATE SET state = excluded.state,"
                        + " started_at = CASE WHEN run.state = 'QUEUED' THEN excluded.started_at"
                        + " ELSE run.started_at END,"
                        + " finished_at = excluded.finished_at, records = excluded.records,"
                        + " published = excluded.published, calls = excluded.calls, failures = excluded.failures",
                end.head().tenant().value(),
                end.run(),
                end.head().account().value(),
                end.type(),
                end.kind().name(),
                trigger(end.head()),
                // A run with a failure is not a success.
                end.failures().isEmpty() ? "DONE" : "FAILED",
                at.minus(end.took()),
                at,
                end.records(),
                end.published(),
                JsonColumn.write(end.calls()),
                failures(end.failures()));
    }

    public void polled(Connection transaction, Polled poll) throws SQLException {
        Database.change(
                transaction,
                "INSERT INTO status.poll (tenant, account, type, polled_at, records, interval_ms, interval_reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, account, type) DO UPDATE SET"
                        + " polled_at = excluded.polled_at, records = excluded.records,"
                        + " interval_ms = excluded.interval_ms, interval_reason = excluded.interval_reason"
                        + " WHERE poll.polled_at <= excluded.polled_at",
                poll.head().tenant().value(),
                poll.head().account().value(),
                poll.type(),
                poll.head().observedAt(),
                poll.records(),
                poll.interval().toMillis(),
                poll.intervalReason());
    }

    /** The newest runs of a tenant; of these accounts only, where any are named. */
    public List<Run> latest(TenantId tenant, List<String> accounts, int limit) {
        return database.list(
                Runs::run,
                "SELECT " + COLUMNS + " FROM status.run WHERE tenant = ?"
                        + " AND (cardinality(?::text[]) = 0 OR account = ANY (?))"
                        + " ORDER BY started_at DESC, run LIMIT ?",
                tenant.value(),
                accounts,
                accounts,
                limit);
    }

    /** The newest listing of every object type of these accounts: how far indexing is. */
    public List<Run> latestListings(TenantId tenant, List<String> accounts) {
        return database.list(
                Runs::run,
                "SELECT DISTINCT ON (account, type) " + COLUMNS + " FROM status.run WHERE tenant = ?"
                        + " AND account = ANY (?) AND kind = 'LISTING' ORDER BY account, type, started_at DESC, run",
                tenant.value(),
                accounts);
    }

    public List<LastPoll> lastPolls(TenantId tenant) {
        return database.list(
                Runs::poll,
                "SELECT account, type, polled_at, records, interval_ms, interval_reason FROM status.poll"
                        + " WHERE tenant = ? ORDER BY account, type",
                tenant.value());
    }

    private static LastPoll poll(ResultSet row) throws SQLException {
        Instant polledAt = row.getTimestamp(3).toInstant();
        Duration interval = Duration.ofMillis(row.getLong(5));
        return new LastPoll(
                row.getString(1),
                row.getString(2),
                polledAt,
                row.getLong(4),
                interval,
                row.getString(6),
                polledAt.plus(interval));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                RunKind.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getTimestamp(7).toInstant(),
                Database.instant(row, 8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                JsonColumn.read(row.getString(12)),
                JsonColumn.read(row.getString(13)));
    }

    private static String trigger(MessageHead head) {
        return head.cause().kind().name().toLowerCase(Locale.ROOT);
    }

    private static String failures(List<Failure> failures) {
        var list = JsonColumn.array();
        failures.forEach(failure -> list.addObject()
                .put("code", failure.code())
                .put("message", failure.message())
                .put("app_message", failure.appMessage()));
        return list.toString();
    }
}
