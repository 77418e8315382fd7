package io.bothways.writer.settle;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.backlog.Transactions;
import io.bothways.writer.settle.Settlement.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Gives up what waits in an account's queue, because a person wants so. What has an intent goes on to its outcome. */
@ApplicationScoped
public class Purge {
    private static final int AT_ONCE = 1000;

    private final Transactions transactions;
    private final Backlog backlog;
    private final Settlement settlement;

    Purge(Transactions transactions, Backlog backlog, Settlement settlement) {
        this.transactions = transactions;
        this.backlog = backlog;
        this.settlement = settlement;
    }

    /**
     * May be repeated.
     *
     * @param until what has come later stays
     * @return how many commands were ended
     */
    public int of(AccountKey account, Instant until, String reason) {
        Outcome refused = new Outcome.Rejected(new Failure(FailureCodes.PURGED, "Given up: " + reason, "", "", 0));
        int purged = 0;
        for (int ended = -1; ended != 0; purged += ended) {
            Stored stored = transactions.run("waiting commands cannot be given up", transaction -> {
                List<Ending> endings = backlog.held(transaction, account, until, AT_ONCE).stream()
                        .map(entry -> new Ending(entry.command(), refused))
                        .toList();
                return settlement.store(transaction, endings, List.of());
            });
            settlement.publish(stored);
            ended = stored.ended().size();
        }
        return purged;
    }
}
