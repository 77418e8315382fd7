package io.bothways.merge.batch;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.RecordRef;

/**
 * One object of one connection, as a batch sees it.
 *
 * @param open both sides are indexed, so records may be matched and written
 */
public record Sync(ConnectionConfiguration connection, ObjectSync object, boolean open) {
    /** A record of one side. */
    public RecordKey record(Side side, String id) {
        return new RecordKey(
                connection.tenant(), new RecordRef(connection.account(side), object.type(side), id));
    }

    public LinkKey link(String id) {
        return new LinkKey(connection.tenant(), connection.connection(), object.object(), id);
    }

    /** Whether both are the same object of the same connection. */
    public boolean same(Sync other) {
        return connection.connection().equals(other.connection.connection())
                && object.object().equals(other.object.object());
    }
}
