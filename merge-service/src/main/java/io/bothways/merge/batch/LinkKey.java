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

    // A link's name alone tells nearly all of them apart; without it the connection's does.
    @Override
    public int hashCode() {
        return link.isEmpty() ? 31 * connection.value().hashCode() + object.hashCode() : link.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkKey(TenantId otherTenant, ConnectionId otherConnection, String otherObject,
                        String otherLink)
                && link.equals(otherLink) && object.equals(otherObject)
                && connection.value().equals(otherConnection.value()) && tenant.value().equals(otherTenant.value());
    }

    @Override
    public int compareTo(LinkKey other) {
        return ORDER.compare(this, other);
    }
}
