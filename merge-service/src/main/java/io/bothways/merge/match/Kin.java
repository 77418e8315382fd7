package io.bothways.merge.match;

import io.bothways.contracts.Side;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a record's counterpart by its links in other connections: what is linked with the same record is the same
 * thing. So accounts that are connected in a ring make one record each and not two, with or without match keys.
 */
public final class Kin {
    private final Workspace workspace;

    public Kin(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What the links of other connections say; empty where they say nothing. */
    public Optional<Match> of(Place place, RecordKey key) {
        if (workspace.syncs().placesOf(key).size() < 2) {
            return Optional.empty();
        }
        Side other = place.side().other();
        Set<RecordKey> seen = new HashSet<>(Set.of(key));
        Deque<RecordKey> next = new ArrayDeque<>(seen);
        boolean making = false;
        boolean unresolved = isUnresolvedOfFormer(place, key);
        while (!next.isEmpty()) {
            RecordKey record = next.remove();
            for (Place at : workspace.syncs().placesOf(record)) {
                Optional<Link> link = workspace.links().live(at.sync(), at.side(), record.id());
                if (link.isEmpty() || at.sync().same(place.sync())) {
                    continue;
                }
                RecordKey there = at.sync().record(at.side().other(), link.get().id(at.side().other()).orElse("-"));
                boolean wanted = there.sibling("-").equals(place.sync().record(other, "-"));
                if (!link.get().full()) {
                    making |= wanted && link.get().inFlight();
                    unresolved |= wanted && link.get().unresolved();
                } else if (wanted) {
                    return found(place, there);
                } else if (seen.add(there)) {
                    // Its links are read once it is locked: a first look goes no further.
                    workspace.record(there);
                    next.add(there);
                }
            }
        }
        return making ? Optional.of(new Match.Waits())
                : unresolved ? Optional.of(Matcher.UNRESOLVED) : Optional.empty();
    }

    /**
     * Whether a record that was the same by another connection, and is gone, has left a create behind of which nobody can
     * tell whether it was carried out: what it may have made is the same as this one.
     */
    private boolean isUnresolvedOfFormer(Place place, RecordKey key) {
        for (Place at : workspace.syncs().placesOf(key)) {
            for (Link ended : at.sync().same(place.sync())
                    ? List.<Link>of() : workspace.links().ended(at.sync(), at.side(), key.id())) {
                Optional<RecordKey> former = ended.record(at.side().other());
                if (former.isPresent() && !workspace.record(former.get()).alive()
                        && hasUnresolved(former.get(), place)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasUnresolved(RecordKey record, Place place) {
        RecordKey wanted = place.sync().record(place.side().other(), "-");
        return workspace.syncs().placesOf(record).stream()
                .filter(at -> at.sync().record(at.side().other(), "-").equals(wanted))
                .flatMap(at -> workspace.links().live(at.sync(), at.side(), record.id()).stream())
                .anyMatch(half -> !half.full() && half.unresolved());
    }

    private Optional<Match> found(Place place, RecordKey there) {
        Side other = place.side().other();
        if (!workspace.record(there).known()) {
            // A create that met it told its id only; once it is read it finds its kin by itself.
            return Optional.of(new Match.Waits());
        }
        if (!workspace.record(there).alive()) {
            return Optional.empty();
        }
        boolean free = workspace.links().live(place.sync(), other, there.id())
                .filter(link -> link.full() || link.inFlight())
                .isEmpty();
        return Optional.of(free ? new Match.Found(there) : new Match.Unclear(Codes.MATCH_TAKEN,
                "The record of the other app that is the same by other connections is linked to another record."
                        + " Unlink one of the two."));
    }
}
