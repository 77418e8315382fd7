package io.bothways.merge.emit;

import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Tells again what was left behind: unanswered commands under their own ids, outbox rows, links that sleep on. */
public final class Sweeper {
    private static final int CHUNK = 1_000;
    private static final int LEFT_BEHIND_SECONDS = 20;

    private final DataSource database;
    private final CommandStore commands;
    private final WaitStore waits;
    private final Outbox outbox;
    private final EventSender sender;
    private final MergeFlow flow;

    public Sweeper(DataSource database, CommandStore commands, WaitStore waits, Outbox outbox, EventSender sender,
            MergeFlow flow) {
        this.database = database;
        this.commands = commands;
        this.waits = waits;
        this.outbox = outbox;
        this.sender = sender;
        this.flow = flow;
    }

    /** At the start of the service: whatever is unanswered may never have been sent. */
    public void atStart() throws SQLException {
        sweep(Duration.ZERO, 0);
    }

    /** Now and then. A command that the writer has is answered from its ledger, so telling it again does no harm. */
    public void sweep(Duration unansweredFor) throws SQLException {
        sweep(unansweredFor, LEFT_BEHIND_SECONDS);
    }

    private void sweep(Duration unansweredFor, int leftBehindSeconds) throws SQLException {
        while (outbox.sweep(leftBehindSeconds, CHUNK) == CHUNK) {
            continue;
        }
        try (Connection connection = database.getConnection()) {
            long total = count(connection);
            for (long sent = 0; sent < total; ) {
                List<Outgoing> again = commands.unanswered(connection, unansweredFor, CHUNK);
                sender.sendAndWait(again);
                sent = again.isEmpty() ? total : sent + again.size();
            }
            Batch asleep = waits.asleep(connection);
            if (!asleep.isEmpty()) {
                flow.merge(asleep);
            }
        }
    }

    /** With no age to tell them apart, those that are sent again must not be sent once more. */
    private static long count(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT count(*) FROM merge.command");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
