package io.bothways.writer.settle;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.outbox.Outbox;
import io.bothways.writer.WriterMeters;
import io.bothways.writer.backlog.Arrivals.Known;
import io.bothways.writer.backlog.Backlog.Again;
import io.bothways.writer.backlog.Transactions;
import io.bothways.writer.backlog.WriteKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Ends commands: the ledger, their results and the activity in one transaction; published once it is committed. */
@ApplicationScoped
public class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final int MOST_WRITES_A_MESSAGE = 500;
    private static final int SWEEP = 1000;

    private final Transactions transactions;
    private final Outbox outbox;
    private final Untold untold;
    private final Codec codec;
    private final MessageHeads heads;
    private final WriterMeters meters;
    private final Clock clock;

    Settlement(
            Transactions transactions,
            DataSource database,
            EventSender sender,
            Codec codec,
            MessageHeads heads,
            WriterMeters meters,
            Clock clock) {
        this.transactions = transactions;
        this.outbox = new Outbox(database, "writer", sender);
        this.untold = new Untold(transactions, sender, codec);
        this.codec = codec;
        this.heads = heads;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What a transaction has stored, to be told once it is committed.
     *
     * @param results of which the ledger keeps what they say
     * @param untold the note that they have not been told
     * @param messages stored themselves
     */
    public record Stored(
            List<Outgoing> results, OptionalLong untold, List<Outbox.Entry> messages, List<Ending> ended) {
        private static Stored of(List<Outbox.Entry> messages) {
            return new Stored(List.of(), OptionalLong.empty(), messages, List.of());
        }
    }

    /** Ends the commands in a transaction of its own. Give the answer to {@link #publish}. */
    public Stored settle(List<Ending> endings) {
        return transactions.run("outcomes cannot be stored", transaction -> store(transaction, endings, List.of()));
    }

    /** Ends the commands in the caller's transaction; those that have ended before stay as they are. */
    public Stored store(Connection transaction, List<Ending> endings, List<Known> again) throws SQLException {
        List<Outgoing> told = new ArrayList<>();
        List<Untold.Command> commands = new ArrayList<>();
        for (Known known : again) {
            WriteResult result = codec.decodeWriteResult(known.result());
            told.add(new Outgoing(Topics.RESULTS, known.link(), Envelope.headers(result), known.result()));
            commands.add(Untold.Command.of(result.command()));
        }
        List<Ending> ended = new ArrayList<>();
        if (!endings.isEmpty()) {
            List<Outgoing> results = endings.stream().map(this::message).toList();
            Set<String> first = end(transaction, endings, results);
            for (int i = 0; i < endings.size(); i++) {
                if (first.remove(key(endings.get(i)))) {
                    ended.add(endings.get(i));
                    told.add(results.get(i));
                    commands.add(Untold.Command.of(endings.get(i).command().head()));
                }
            }
        }
        return new Stored(told, Untold.note(transaction, commands), outbox.store(transaction, activity(ended)), ended);
    }

    /** Sends what was stored. What cannot be sent now is sent by {@link #sweep}. */
    public void publish(Stored stored) {
        Instant now = clock.instant();
        for (Ending ending : stored.ended()) {
            WriteKind kind = WriteKind.of(ending.command());
            meters.ended(kind, ending.code(), 1);
            if (ending.outcome() instanceof Outcome.Applied && ending.command().head().lane() == Lane.LIVE) {
                meters.reflected(kind, Duration.between(ending.command().head().message().observedAt(), now));
            }
        }
        try {
            untold.publish(stored.results(), stored.untold());
            outbox.publish(stored.messages());
        } catch (SQLException | RuntimeException failed) {
            LOG.warnf(
                    "results wait to be told: messages=%d reason=%s",
                    stored.results().size() + stored.messages().size(), failed.getMessage());
        }
    }

    /** Tells something about an account, durably. */
    public void tell(Activity activity) {
        tell(activity.head().account().value(), activity);
    }

    private void tell(String key, Activity activity) {
        Outgoing message = new Outgoing(Topics.ACTIVITY, key, Envelope.headers(activity), codec.encode(activity));
        Stored stored = transactions.run(
                "activity cannot be stored",
                transaction -> Stored.of(outbox.store(transaction, List.of(message))));
        publish(stored);
    }

    /** Tells that these failed and when they are tried again. */
    void waits(List<Again> failed) {
        Map<String, List<Again>> groups = new LinkedHashMap<>();
        failed.forEach(each -> groups.computeIfAbsent(group(each.entry().command().head()), name -> new ArrayList<>())
                .add(each));
        groups.values().forEach(group -> {
            CommandHead first = group.getFirst().entry().command().head();
            // Beside the outcomes that follow, in their order.
            tell(first.connection().value(), new Activity.WritesWaiting(
                    heads.now(first.message().tenant(), first.message().account(), Cause.of(cause(first))),
                    first.connection(), first.object(), first.side(),
                    group.stream()
                            .map(each -> new Activity.Waiting(each.entry().command().head().link(), each.attempts(),
                                    each.nextTry(), each.failure()))
                            .toList()));
        });
    }

    /** Sends what a crash, or a broker that was away, has left behind; returns whether there may be more. */
    public boolean sweep(Duration olderThan) {
        try {
            boolean more = untold.sweep(olderThan);
            return outbox.sweep((int) olderThan.toSeconds(), SWEEP) == SWEEP || more;
        } catch (SQLException failed) {
            LOG.warnf("what was not told cannot be swept: %s", failed.getMessage());
            return false;
        }
    }

    private Outgoing message(Ending ending) {
        WriteResult result = new WriteResult(
                ending.command().head(),
                WriteKind.of(ending.command()).code(),
                ending.command().fields(),
                ending.command().sourceValues(),
                ending.outcome());
        return new Outgoing(
                Topics.RESULTS, ending.command().head().link(), Envelope.headers(result), codec.encode(result));
    }

    private Set<String> end(Connection transaction, List<Ending> endings, List<Outgoing> results) throws SQLException {
        String sql = "UPDATE writer.backlog b SET ended_at = ?, outcome = e.outcome, result = e.result, payload = NULL"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS e(tenant, command, outcome, result)"
                + " WHERE b.tenant = e.tenant AND b.command = e.command AND b.outcome IS NULL"
                + " RETURNING b.tenant, b.command";
        Set<String> ended = new HashSet<>();
        try (PreparedStatement update = transaction.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(clock.instant()));
            update.setArray(
                    2,
                    Transactions.texts(
                            transaction, endings, e -> e.command().head().message().tenant().value()));
            update.setArray(3, Transactions.texts(transaction, endings, e -> e.command().head().id()));
            update.setArray(4, Transactions.texts(transaction, endings, Ending::code));
            update.setArray(5, Transactions.bytes(transaction, results, Outgoing::payload));
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    ended.add(row.getString(1) + "/" + row.getString(2));
                }
            }
        }
        return ended;
    }

    private static String key(Ending ending) {
        return ending.command().head().message().tenant() + "/" + ending.command().head().id();
    }

    private List<Outgoing> activity(List<Ending> endings) {
        Map<String, List<Ending>> groups = new LinkedHashMap<>();
        for (Ending ending : endings) {
            if (ending.isNews()) {
                groups.computeIfAbsent(group(ending.command().head()), name -> new ArrayList<>()).add(ending);
            }
        }
        List<Outgoing> messages = new ArrayList<>();
        for (List<Ending> group : groups.values()) {
            for (int from = 0; from < group.size(); from += MOST_WRITES_A_MESSAGE) {
                messages.add(written(group.subList(from, Math.min(group.size(), from + MOST_WRITES_A_MESSAGE))));
            }
        }
        return messages;
    }

    /** What one message tells of together. */
    private static String group(CommandHead head) {
        return String.join("/", head.message().account().value(), head.connection().value(), head.object(),
                head.side().name(), cause(head).name());
    }

    /** What follows from a listing is told apart: how long it took says nothing of how soon an edit arrives. */
    private static Cause.Kind cause(CommandHead head) {
        return head.lane() == Lane.LIVE ? Cause.Kind.WRITE : Cause.Kind.LISTING;
    }

    private Outgoing written(List<Ending> endings) {
        CommandHead first = endings.getFirst().command().head();
        MessageHead head = heads.now(first.message().tenant(), first.message().account(), Cause.of(cause(first)));
        List<Activity.Written> writes = endings.stream()
                .map(ending -> new Activity.Written(
                        ending.command().head().link(),
                        ending.recordId(),
                        WriteKind.of(ending.command()).code(),
                        ending.code(),
                        ending.command().fields().keySet().stream().sorted().toList(),
                        ending.command().head().message().observedAt()))
                .toList();
        Activity activity =
                new Activity.RecordsWritten(head, first.connection(), first.object(), first.side(), writes);
        return new Outgoing(
                Topics.ACTIVITY, first.connection().value(), Envelope.headers(activity), codec.encode(activity));
    }
}
