package io.bothways.status.inbox;

import io.bothways.contracts.event.Activity;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.runtime.messages.DeadLetters;
import io.bothways.status.store.Database;
import io.bothways.status.store.Persistence;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of activity in one transaction. A message that was stored before is left out, so a batch that comes
 * again changes nothing. A message that cannot be stored because of what it says is parked and the others are stored;
 * an absent database or broker is waited for.
 */
@ApplicationScoped
public class Inbox {
    private final Codec codec;
    private final DeadLetters letters;
    private final Database database;
    private final Persistence persistence;

    Inbox(Codec codec, DeadLetters letters, Database database, Persistence persistence) {
        this.codec = codec;
        this.letters = letters;
        this.database = database;
        this.persistence = persistence;
    }

    /** Enters activity that was not entered before. */
    @FunctionalInterface
    public interface Teller {
        void tell(Connection transaction, List<Activity> fresh) throws SQLException;
    }

    private record Heard(ConsumerRecord<String, byte[]> record, Activity activity) {}

    /** Returns when everything is stored or parked. */
    public void take(ConsumerRecords<String, byte[]> batch, Teller teller) {
        List<Heard> heard = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            read(record).ifPresent(heard::add);
        }
        persistence.untilStored("activity", () -> store(heard, teller));
    }

    private Optional<Heard> read(ConsumerRecord<String, byte[]> record) {
        byte @Nullable [] payload = record.value();
        if (payload == null) {
            park(record, "the message has no payload");
            return Optional.empty();
        }
        try {
            return Optional.of(new Heard(record, codec.decodeActivity(payload)));
        } catch (UndecodableMessage poison) {
            park(record, poison.getMessage());
            return Optional.empty();
        }
    }

    private void store(List<Heard> heard, Teller teller) throws SQLException {
        try {
            together(heard, teller);
        } catch (SQLException | RuntimeException failed) {
            if (reasonToPark(failed).isEmpty()) {
                throw failed;
            }
            for (Heard one : heard) {
                alone(one, teller);
            }
        }
    }

    private void alone(Heard one, Teller teller) throws SQLException {
        try {
            together(List.of(one), teller);
        } catch (SQLException | RuntimeException failed) {
            Optional<String> reason = reasonToPark(failed);
            if (reason.isEmpty()) {
                throw failed;
            }
            park(one.record(), reason.get());
        }
    }

    private void together(List<Heard> heard, Teller teller) throws SQLException {
        database.inTransaction(transaction -> {
            Set<List<String>> unheard = remember(transaction, heard);
            // A message that stands twice in the batch is fresh the first time only.
            List<Activity> fresh = heard.stream()
                    .map(Heard::activity)
                    .filter(activity -> unheard.remove(name(activity)))
                    .toList();
            teller.tell(transaction, fresh);
        });
    }

    private static Set<List<String>> remember(Connection transaction, List<Heard> heard) throws SQLException {
        String sql = "INSERT INTO status.heard (tenant, id) SELECT * FROM unnest(?, ?)"
                + " ON CONFLICT DO NOTHING RETURNING tenant, id";
        List<List<String>> names = heard.stream().map(one -> name(one.activity())).toList();
        return new HashSet<>(Database.list(
                transaction,
                row -> List.of(row.getString(1), row.getString(2)),
                sql,
                names.stream().map(List::getFirst).toList(),
                names.stream().map(List::getLast).toList()));
    }

    private static List<String> name(Activity activity) {
        return List.of(activity.head().tenant().value(), activity.head().id());
    }

    /** Why trying again cannot help; empty where it can. Never the database's own words: they may quote values. */
    private static Optional<String> reasonToPark(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                String state = Optional.ofNullable(refused.getSQLState()).orElse("");
                // 22: the data, 23: a constraint. Everything else is the database's trouble and passes.
                boolean ownFault = state.startsWith("22") || state.startsWith("23");
                return ownFault ? Optional.of("it cannot be stored: SQLState " + state) : Optional.empty();
            }
        }
        return Optional.of("it cannot be handled: " + failed.getClass().getSimpleName());
    }

    private void park(ConsumerRecord<String, byte[]> record, String reason) {
        persistence.untilStored("a parked message", () -> letters.park(record, reason));
    }
}
