package io.bothways.merge;

import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.merge.work.Reach;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Takes a batch's locks, always in one order: closed gates, key rows, records. A link needs no lock of its own: whoever
 * changes it holds the records at its ends. State is read in later statements, because the statement that waits for a
 * lock still sees what was there before.
 */
final class Locks {
    private final Gates gates;
    private final LinkStore links;
    private final MirrorStore mirror;

    Locks(Gates gates, LinkStore links, MirrorStore mirror) {
        this.gates = gates;
        this.links = links;
        this.mirror = mirror;
    }

    void take(Connection transaction, Reach reach, Syncs syncs) throws SQLException {
        gates.holdClosed(transaction, reach.records().stream()
                .flatMap(key -> syncs.placesOf(key).stream())
                .map(Place::sync)
                .filter(sync -> !sync.open())
                .map(sync -> sync.link(""))
                .distinct()
                .toList());
        links.claim(transaction, reach.claims());
        mirror.lock(transaction, reach.records());
    }
}
