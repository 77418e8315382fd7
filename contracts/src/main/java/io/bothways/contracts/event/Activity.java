package io.bothways.contracts.event;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What happened, told to status-service. Items come in lists, so that a batch of thousands is a few messages. */
public sealed interface Activity {
    MessageHead head();

    /**
     * The account answered: its credentials work.
     *
     * @param identity the vendor's own identity of the account (portal id, organisation id); reconnecting must meet it
     */
    record AccountChecked(
            MessageHead head, String identity, String label, String apiVersion, List<ObjectSchema> objects)
            implements Activity {
        public AccountChecked {
            objects = List.copyOf(objects);
        }
    }

    /** The account could not be used; {@code reconnect} where only a person can mend it. */
    record AccountFailed(MessageHead head, Failure failure, boolean reconnect) implements Activity {}

    /** What had failed works again, without anybody having asked for a check. */
    record AccountRecovered(MessageHead head) implements Activity {}

    /** The app told us to wait; calls go on by themselves at {@code until}. */
    record AccountParked(MessageHead head, Instant until, Failure failure) implements Activity {}

    /** A run (listing, poll that found something, window sync) has begun. */
    record RunStarted(MessageHead head, String run, RunKind kind, String type) implements Activity {}

    /** A long run goes on; {@code expected} is -1 where the app does not tell its total. */
    record RunProgressed(MessageHead head, String run, long records, long expected) implements Activity {}

    /** A run is over; {@code calls} by operation. */
    record RunFinished(
            MessageHead head,
            String run,
            RunKind kind,
            String type,
            long records,
            long published,
            Map<String, Long> calls,
            Duration took,
            List<Failure> failures)
            implements Activity {
        public RunFinished {
            calls = Map.copyOf(calls);
            failures = List.copyOf(failures);
        }
    }

    /** An incremental poll was answered; sent even when it found nothing, because poll age is the first alert. */
    record Polled(MessageHead head, String type, long records, Duration interval, String intervalReason)
            implements Activity {}

    /**
     * Changes that only a poll found: their pushes had not come long after, though others of the type do come.
     *
     * @param records how many since this was told last
     */
    record PushesLost(MessageHead head, String type, long records) implements Activity {}

    /**
     * The app was asked to push what happens to records of these types. Told when something of it has changed.
     *
     * @param types that it pushes from now on
     * @param failures why it does not push; polls go on
     */
    record PushesArranged(MessageHead head, List<String> types, List<Failure> failures) implements Activity {
        public PushesArranged {
            types = List.copyOf(types);
            failures = List.copyOf(failures);
        }
    }

    /** Both sides of an object sync are indexed; merging and writing have begun. */
    record GateOpened(MessageHead head, ConnectionId connection, String object, long recordsA, long recordsB)
            implements Activity {}

    /** Links whose state or reason has changed. */
    record LinksChanged(MessageHead head, ConnectionId connection, String object, List<LinkState> links)
            implements Activity {
        public LinksChanged {
            links = List.copyOf(links);
        }
    }

    /** Commands that were carried out or refused. */
    record RecordsWritten(MessageHead head, ConnectionId connection, String object, Side side, List<Written> writes)
            implements Activity {
        public RecordsWritten {
            writes = List.copyOf(writes);
        }
    }

    /** Writes that failed and will be tried again. What waits for its whole account is told with the account. */
    record WritesWaiting(MessageHead head, ConnectionId connection, String object, Side side, List<Waiting> writes)
            implements Activity {
        public WritesWaiting {
            writes = List.copyOf(writes);
        }
    }

    /** Fields that both sides had changed, and whose value won. */
    record ConflictsDecided(
            MessageHead head, ConnectionId connection, String object, List<DecidedConflict> conflicts)
            implements Activity {
        public ConflictsDecided {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** A field is left alone, because something rewrites it each time that we write it. One alert until it goes on. */
    record FieldStopped(MessageHead head, ConnectionId connection, String object, String link, String mapping)
            implements Activity {}

    /** What became of a person's wish to have the losing value of a conflict again. */
    record PutBackAnswered(
            MessageHead head, ConnectionId connection, String object, String link, String mapping, PutBack answer)
            implements Activity {}

    /**
     * So many deletes at once wait for a person.
     *
     * @param side the side that the records would be deleted on
     * @param batch the batch's name, to approve or decline exactly it
     * @param deletes how many records
     * @param records of how many on that side
     */
    record DeletesHeld(
            MessageHead head, ConnectionId connection, String object, Side side, String batch, long deletes,
            long records)
            implements Activity {}

    /** Whether a losing value is put back, and why not. */
    enum PutBack {
        /** The value is on its way to the side that had held it. */
        WRITING,
        /** Somebody has edited the field since: the later edit stands. */
        EDITED_SINCE,
        /** A write to the record is under way, or the pair is not merged now: ask again. */
        NOT_NOW,
        /** The app does not let this field be written, or it is one of several that make up one value. */
        NOT_WRITABLE,
        /** No losing value of this field is kept. */
        NOT_KEPT
    }

    /** What a run does. */
    enum RunKind {
        LISTING,
        POLL,
        WINDOW
    }

    /**
     * One write.
     *
     * @param operation {@code create}, {@code update} or {@code delete}
     * @param outcome the outcome's wire code
     * @param fields names of the fields that were sent, never their values
     * @param observedAt when Bothways first knew of the change that led to it
     */
    record Written(
            String link, String recordId, String operation, String outcome, List<String> fields, Instant observedAt) {
        public Written {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One write that waits.
     *
     * @param attempts how often it was tried
     * @param failure why it failed last
     */
    record Waiting(String link, int attempts, Instant nextTry, Failure failure) {}

    /**
     * A conflict that was decided by rule. The losing value is kept and can be put back.
     *
     * @param winner the side whose value stands
     * @param rule which rule of the merge decided
     * @param held what the sides held, each in its own words: by {@code a} and {@code b}
     */
    record DecidedConflict(String link, String mapping, Side winner, String rule, Map<String, FieldValue> held) {
        public DecidedConflict {
            held = Map.copyOf(held);
        }

        @Override
        public String toString() {
            return "DecidedConflict[" + link + ", " + mapping + ", " + winner + ", " + rule + "]";
        }
    }
}
