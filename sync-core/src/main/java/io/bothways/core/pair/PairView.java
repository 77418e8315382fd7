package io.bothways.core.pair;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.OnDelete;
import java.util.Set;

/**
 * Everything that is asked about a pair as such.
 *
 * @param onDeleteA what a delete on side A means for side B
 * @param onDeleteB what a delete on side B means for side A
 * @param ours sides whose record we deleted ourselves, because this pair's other record had been deleted
 * @param asked sides of which the app was asked by id, long enough after the delete, whether the record lives on
 *     elsewhere, and said no
 * @param taken sides whose record was combined into one that has a counterpart of its own
 */
public record PairView(
        Presence a,
        Presence b,
        OnDelete onDeleteA,
        OnDelete onDeleteB,
        Set<Side> ours,
        Set<Side> asked,
        Set<Side> taken) {
    public PairView {
        ours = Set.copyOf(ours);
        asked = Set.copyOf(asked);
        taken = Set.copyOf(taken);
    }

    Presence on(Side side) {
        return side == Side.A ? a : b;
    }

    OnDelete onDelete(Side deleted) {
        return deleted == Side.A ? onDeleteA : onDeleteB;
    }
}
