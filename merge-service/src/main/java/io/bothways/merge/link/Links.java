package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Sync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The links that a batch has read or made, found by their records. Links move and end while the batch is decided. */
public final class Links {
    /** As for records: ids that are numbers would crowd together. */
    private static final int SPREAD = 0x9E3779B9;

    private record End(LinkKey object, Side side, String id) {
        static End of(Sync sync, Side side, String id) {
            return new End(sync.link(""), side, id);
        }

        @Override
        public int hashCode() {
            return id.hashCode() * SPREAD + side.ordinal();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof End(LinkKey otherObject, Side otherSide, String otherId)
                    && side == otherSide && id.equals(otherId) && object.equals(otherObject);
        }
    }

    private final Map<LinkKey, Link> byKey = new LinkedHashMap<>();
    private final Map<End, List<Link>> byEnd = new HashMap<>();

    public void add(Link link) {
        if (byKey.putIfAbsent(link.key(), link) == null) {
            for (Side side : Side.values()) {
                link.id(side).ifPresent(id -> index(link, side, id));
            }
        }
    }

    private void index(Link link, Side side, String id) {
        byEnd.computeIfAbsent(End.of(link.sync(), side, id), any -> new ArrayList<>()).add(link);
    }

    public Optional<Link> get(LinkKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public Collection<Link> all() {
        return List.copyOf(byKey.values());
    }

    /** The live link of a record; there is one at most. */
    public Optional<Link> live(Sync sync, Side side, String id) {
        for (Link link : byEnd.getOrDefault(End.of(sync, side, id), List.of())) {
            if (link.live() && link.is(side, id)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** The ended links of a record. */
    public List<Link> ended(Sync sync, Side side, String id) {
        return byEnd.getOrDefault(End.of(sync, side, id), List.of()).stream()
                .filter(link -> !link.live() && !link.removed())
                .toList();
    }

    /** Whether the record may become part of {@code link}: it has no link, or half a one with nothing under way. */
    public boolean free(Sync sync, Side side, String id, Link link) {
        return others(sync, side, id, link).noneMatch(other -> other.full() || other.inFlight());
    }

    /** The live links of the record besides {@code link}, which may be about to come to life again. */
    private Stream<Link> others(Sync sync, Side side, String id, Link link) {
        return byEnd.getOrDefault(End.of(sync, side, id), List.of()).stream()
                .filter(other -> other != link && other.live() && other.id(side).filter(id::equals).isPresent());
    }

    /** The record goes on under another id, and its ended link with it. */
    public void inherit(Link ended, Side side, String id) {
        ended.setId(side, id);
        index(ended, side, id);
    }

    /** Puts the record into {@code link}; half a link that it had of its own is over. */
    public void join(Link link, Side side, String id) {
        others(link.sync(), side, id, link).toList().forEach(Link::remove);
        link.setId(side, id);
        index(link, side, id);
    }
}
