package io.bothways.merge.batch;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.write.CommandHead;
import java.util.Comparator;

/** A link of a connection's object sync. */
public record LinkKey(TenantId tenant, ConnectionId connection, String object, String link)
        implements Comparable<LinkKey> {
    private static final Comparator<LinkKey> ORDER = Comparator.<LinkKey, String>comparing(key -> key.tenant.value())
            .thenComparing(key -> key.connection.value())
            .thenComparing(LinkKey::object)
            .thenComparing(LinkKey::link);

    /** The link that a command serves. */
    public static LinkKey of(CommandHead head) {
        return new LinkKey(head.message().tenant(), head.connection(), head.object(), head.link());
    }

    /** Another link of the same object sync; an empty id names the object sync itself. */
    public LinkKey sibling(String id) {
        return new LinkKey(tenant, connection, object, id);
    }

    @Override
    public int compareTo(LinkKey other) {
        return ORDER.compare(this, other);
    }
}
