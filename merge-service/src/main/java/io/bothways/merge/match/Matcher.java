package io.bothways.merge.match;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.Workspace;
import java.util.Optional;
import java.util.Set;

/** Matches one record by its sync's keys, in their order: the first key that finds anything decides. Never a guess. */
public final class Matcher {
    static final Match UNRESOLVED = new Match.Unclear(Codes.CREATE_UNRESOLVED, "Nobody can tell whether a record was"
            + " made for this one, or this one for another. Give the two that belong together the same match key.");

    private final Candidates candidates;
    private final Workspace workspace;

    public Matcher(Candidates candidates, Workspace workspace) {
        this.candidates = candidates;
        this.workspace = workspace;
    }

    public Match match(Place place, RecordKey key) {
        if (mayBeBeingMade(place, key)) {
            return new Match.Waits();
        }
        Match match = byKeys(place, key);
        return match instanceof Match.None && isMadeForAnother(place, key) ? new Match.Waits() : match;
    }

    /** Whether the counterpart is being made for a record that holds the same key: another connection's, or one gone. */
    private boolean isMadeForAnother(Place place, RecordKey key) {
        if (hasKey(place, key) && candidates.orphanUnderWay(new Place(place.sync(), place.side().other()))) {
            return true;
        }
        return place.sync().object().matchKeys().stream().anyMatch(match -> candidates.value(place, match, key)
                .filter(value -> candidates.madeForMate(place, match, value, key))
                .isPresent());
    }

    /** Whether a create of another connection may be making this very record: then its kin is not known yet. */
    private boolean mayBeBeingMade(Place place, RecordKey key) {
        return workspace.syncs().placesOf(key).stream()
                .filter(other -> !other.sync().same(place.sync()) && other.sync().open())
                .filter(other -> Candidates.unmatched(workspace, other, key))
                .anyMatch(other -> isBeingMade(byKeys(other, key)));
    }

    /** Whether the record's counterpart, which nobody can tell was made, may be one that waits for that to be known. */
    public boolean mayBeMade(Place place) {
        return candidates.hasWaiting(place);
    }

    /** Whether the record has, or had when it went, a value for one of the sync's keys. */
    public boolean hasKey(Place place, RecordKey key) {
        return place.sync().object().matchKeys().stream()
                .anyMatch(match -> candidates.value(place, match, key).isPresent());
    }

    /** Whether this batch has told that the record is gone, or holds another value for one of the sync's keys. */
    public boolean gaveUpKey(Place place, RecordKey key) {
        return candidates.gaveUpKey(place, key);
    }

    private static boolean isBeingMade(Match match) {
        return match instanceof Match.Waits
                || match instanceof Match.Unclear unclear && unclear.code().equals(Codes.CREATE_UNRESOLVED);
    }

    private Match byKeys(Place place, RecordKey key) {
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
        if (keyless && candidates.keylessUnderWay(place)) {
            return new Match.Waits();
        }
        if (keyless && candidates.unresolved(place)) {
            return UNRESOLVED;
        }
        return candidates.orphanUnderWay(place) ? new Match.Waits() : new Match.None(keyless);
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
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (free == 0) {
            return Optional.of(new Match.Unclear(Codes.MATCH_TAKEN, "The record of the other app with the same '"
                    + match.name() + "' is linked to another record. Give one of the two another '" + match.name()
                    + "', or combine them."));
        }
        // Seen from either record, those count too that are linked already: both give the same answer.
        if (there.size() > 1 || !twins.isEmpty()) {
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
        return records.stream().anyMatch(record -> candidates.isCounterpartBeingMade(new Place(sync, side), record));
    }
}
