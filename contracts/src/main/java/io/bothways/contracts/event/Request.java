package io.bothways.contracts.event;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/** A wish: of a tenant through status-service, or of merge that wants a record read again. */
public sealed interface Request {
    MessageHead head();

    /** Test the account's credentials, learn its identity and schema; answered by {@code AccountChecked} or {@code AccountFailed}. */
    record CheckAccount(MessageHead head) implements Request {}

    /**
     * List one object type of the account completely.
     *
     * @param run names the run in the sync log
     * @param type the app's object type
     */
    record ListRecords(MessageHead head, String run, String type) implements Request {}

    /** Poll the account's object type from {@code since} on, whatever its cursor says; the cursor stays. */
    record PollSince(MessageHead head, String run, String type, Instant since) implements Request {}

    /** Read these records again and publish what they hold. */
    record RereadRecords(MessageHead head, String type, SortedSet<String> ids) implements Request {}

    /**
     * Try every write of the account now that waits for its next try, and decide again what the app has refused: its
     * cause may be mended in the app. A create of which nobody knows whether it was carried out is left as it is.
     */
    record RetryWrites(MessageHead head) implements Request {}

    /**
     * Give up every write of the account that waits in its backlog, because a person wants so. Each ends as refused
     * with the reason; it is decided again when its record or the mapping changes. What is on its way is not called
     * back.
     *
     * @param reason the person's own words
     */
    record PurgeWrites(MessageHead head, String reason) implements Request {}

    /** The connection's configuration was written; whoever keeps a copy reads it again. */
    record ConfigurationChanged(MessageHead head, ConnectionId connection, long version, List<AccountId> accounts)
            implements Request {
        public ConfigurationChanged {
            accounts = List.copyOf(accounts);
        }
    }

    /** A person decides one field of a link: an open conflict, a listed difference, a held field, or one put back. */
    record DecideField(
            MessageHead head, ConnectionId connection, String object, String link, String mapping, Choice choice)
            implements Request {}

    /** What a field shall hold. */
    enum Choice {
        /** On both sides what side A holds. */
        SIDE_A,
        /** On both sides what side B holds. */
        SIDE_B,
        /** The value that lost the field's last conflict, unless somebody has edited the field since. */
        PUT_BACK
    }

    /**
     * A person lets exactly the held batch of deletes go out, once, or declines it: then the pairs end as accepted
     * differences and the records stay.
     *
     * @param side the side that the records would be deleted on
     * @param batch the batch's name, as {@code DeletesHeld} told it; if it has changed since, nothing happens. For a
     *     single pair whose delete an edit beat: its link
     */
    record DecideDeletes(
            MessageHead head, ConnectionId connection, String object, Side side, String batch, boolean approved)
            implements Request {}
}
