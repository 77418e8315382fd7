package io.bothways.merge.match;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import java.util.Optional;
import java.util.Set;

/** Matches one record by its sync's keys, in their order: the first key that finds anything decides. Never a guess. */
public final class Matcher {
    private final Candidates candidates;

    public Matcher(Candidates candidates) {
        this.candidates = candidates;
    }

    public Match match(Place place, RecordKey key) {
        boolean keyless = true;
        for (MatchKey match : place.sync().object().matchKeys()) {
            Optional<String> value = candidates.value(place, match, key);
            if (value.isPresent()) {
                keyless = false;
                Optional<Match> found = match(place, key, match, value.get());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return keyless && candidates.keylessUnderWay(place) ? new Match.Waits() : new Match.None(keyless);
    }

    private Optional<Match> match(Place place, RecordKey key, MatchKey match, String value) {
        Sync sync = place.sync();
        Side other = place.side().other();
        Set<RecordKey> there = candidates.holders(sync, other, match, value, key);
        Set<RecordKey> twins = candidates.holders(sync, place.side(), match, value, key);
        if (creating(sync, other, there) || creating(sync, place.side(), twins)) {
            return Optional.of(new Match.Waits());
        }
        long free = there.stream().filter(record -> !linked(sync, other, record)).count();
        long rivals = twins.stream().filter(record -> !linked(sync, place.side(), record)).count();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (free == 0) {
            return Optional.of(new Match.Unclear(Codes.MATCH_TAKEN, "The record of the other app with the same '"
                    + match.name() + "' is linked to another record. Give one of the two another '" + match.name()
                    + "', or combine them."));
        }
        if (there.size() > 1 || rivals > 0) {
            return Optional.of(new Match.Unclear(Codes.MATCH_AMBIGUOUS, "Several records have the same '"
                    + match.name() + "'. Combine them, or give them different values."));
        }
        return Optional.of(new Match.Found(there.iterator().next()));
    }

    private boolean linked(Sync sync, Side side, RecordKey record) {
        return candidates.linkOf(sync, side, record).filter(Link::full).isPresent();
    }

    /** Whether a counterpart of one of the records is being made right now. */
    private boolean creating(Sync sync, Side side, Set<RecordKey> records) {
        return records.stream()
                .anyMatch(record -> candidates.linkOf(sync, side, record)
                        .filter(link -> !link.full() && link.inFlight())
                        .isPresent());
    }
}
