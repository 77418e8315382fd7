package io.bothways.merge.match;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.merge.batch.Claim;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import java.util.List;

/**
 * A place whose records get their counterparts in the same account as those of another place, by the same key: two
 * connections of one account may each have to make the same record there, and only one of them may.
 *
 * @param field holds the key there
 * @param made holds the key in the account that both have in common
 */
record Mate(Place place, KeyField field, KeyField made) {
    static List<Mate> of(Place place, MatchKey match, Syncs syncs) {
        List<Place> targets = syncs.placesOf(place.sync().record(place.side().other(), "-"));
        if (targets.size() < 2) {
            return List.of();
        }
        KeyField made = KeyField.of(match, place.side().other());
        return targets.stream()
                .filter(target -> !target.sync().same(place.sync()) && target.sync().open())
                .flatMap(target -> target.sync().object().matchKeys().stream()
                        .filter(key -> KeyField.of(key, target.side()).equals(made))
                        .map(key -> new Mate(new Place(target.sync(), target.side().other()),
                                KeyField.of(key, target.side().other()), made)))
                .toList();
    }

    /** Held by whoever decides to make a record with this key: the other one sees then that it is being made. */
    Claim claim(String value) {
        Sync sync = place.sync();
        Side target = target().side();
        return new Claim(sync.connection().tenant().value(), sync.connection().account(target).value(),
                sync.object().type(target), made.index(), value);
    }

    /** Where its counterparts are made. */
    Place target() {
        return new Place(place.sync(), place.side().other());
    }
}
