package io.bothways.merge.intake;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.Request;
import io.bothways.merge.Connections;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.StoreFailure;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.link.LinkStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * What an app refused is decided again when a person asks for it: the cause may be mended in the app, where no change of
 * a record tells of it. What waits in the writer's backlog is the writer's to try.
 */
public final class Retries {
    private static final int MOST_AT_ONCE = 500;

    private final DataSource database;
    private final LinkStore links;
    private final Connections connections;
    private final MergeFlow flow;

    public Retries(DataSource database, LinkStore links, Connections connections, MergeFlow flow) {
        this.database = database;
        this.links = links;
        this.connections = connections;
        this.flow = flow;
    }

    /** Decides everything again that was refused to the account; asked twice, it finds what is refused by then. */
    public void retry(Request.RetryWrites wish) {
        for (Sync sync : connections.current().all()) {
            for (Side side : Side.values()) {
                if (sync.connection().tenant().equals(wish.head().tenant())
                        && sync.connection().account(side).equals(wish.head().account())) {
                    retry(sync.link(""), side);
                }
            }
        }
    }

    private void retry(LinkKey sync, Side side) {
        List<LinkKey> page = refused(sync, side, "");
        while (!page.isEmpty()) {
            flow.merge(Batch.ofOrders(page.stream().map(link -> new Order.TryAgain(link, side)).toList()));
            page = refused(sync, side, page.getLast().link());
        }
    }

    private List<LinkKey> refused(LinkKey sync, Side side, String after) {
        try (Connection connection = database.getConnection()) {
            return links.refused(connection, sync, side, after, MOST_AT_ONCE);
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }
}
