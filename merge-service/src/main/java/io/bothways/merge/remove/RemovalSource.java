package io.bothways.merge.remove;

import io.bothways.contracts.Side;
import io.bothways.merge.batch.LinkKey;
import java.time.Instant;
import java.util.List;

/** What is stored about deletes that wait: PostgreSQL in the service, memory in the simulation. */
public interface RemovalSource {
    /** All that are open, over all tenants; some thousands at most, the others come next time. */
    List<Removing> open();

    /** How many records of a side of an object sync (a link key without link) followed within the brake since then. */
    long gone(LinkKey object, Side target, Instant since);

    /** How many pairs an object sync has. */
    long pairs(LinkKey object);
}
