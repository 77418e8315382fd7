package io.bothways.writer.backlog;

import io.bothways.contracts.Lane;
import io.bothways.contracts.write.WriteCommand;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A command that waits for its outcome.
 *
 * @param sequence its place in the account's queue
 * @param lane its urgency now: a retry goes behind live edits
 * @param attempts how often it has failed in a way that counts
 * @param sent its intent, once it has one
 */
public record BacklogEntry(WriteCommand command, long sequence, Lane lane, int attempts, Optional<Sent> sent) {
    /**
     * The intent of a call.
     *
     * @param call the call that carries the command
     * @param at when it was sent at the latest, as far as is known
     * @param answeredId the id that the app has given to the new record; empty where it has not answered
     */
    public record Sent(String call, Instant at, String answeredId) {}

    public String id() {
        return command.head().id();
    }

    public WriteKind kind() {
        return WriteKind.of(command);
    }

    public String type() {
        return command.head().type();
    }

    /** The id of the record that is changed; empty for a create. */
    public String targetId() {
        return switch (command) {
            case WriteCommand.CreateRecord create -> "";
            case WriteCommand.UpdateRecord update -> update.target().id();
            case WriteCommand.DeleteRecord delete -> delete.target().id();
        };
    }

    /** How urgent a call for all of these is: as the most urgent of them. */
    public static Lane lane(Collection<BacklogEntry> entries) {
        return entries.stream().map(BacklogEntry::lane).min(Lane::compareTo).orElse(Lane.LIVE);
    }

    public BacklogEntry sentWith(Sent intent) {
        return new BacklogEntry(command, sequence, lane, attempts, Optional.of(intent));
    }

    /** Nothing can have been sent after this moment. */
    public BacklogEntry lastSentAt(Instant moment) {
        return sent.map(intent -> sentWith(new Sent(intent.call(), moment, intent.answeredId())))
                .orElse(this);
    }

    @Override
    public String toString() {
        return "BacklogEntry[" + command + "]";
    }
}
