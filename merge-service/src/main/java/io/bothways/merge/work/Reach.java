package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Claim;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import java.util.HashSet;
import java.util.Set;

/** What a batch locks: the records and key rows that its decision may touch. */
public final class Reach {
    private final Set<RecordKey> records = new HashSet<>();
    private final Set<Claim> claims = new HashSet<>();
    private final Set<LinkKey> pairs = new HashSet<>();

    /** The records that the batch names. */
    public static Reach of(Batch batch) {
        Reach reach = ofRecords(batch);
        for (WriteResult result : batch.results()) {
            reach.add(result);
        }
        return reach;
    }

    /** The records that the batch names but for those of its results. */
    static Reach ofRecords(Batch batch) {
        Reach reach = new Reach();
        for (ChangeEvent change : batch.changes()) {
            switch (change) {
                case ChangeEvent.RecordChanged changed ->
                    reach.records.add(new RecordKey(changed.head().tenant(), changed.snapshot().ref()));
                case ChangeEvent.RecordDeleted deleted ->
                    reach.records.add(new RecordKey(deleted.head().tenant(), deleted.ref()));
                case ChangeEvent.RecordsCombined combined -> {
                    reach.records.add(new RecordKey(combined.head().tenant(), combined.loser()));
                    reach.records.add(new RecordKey(combined.head().tenant(), combined.survivor()));
                }
                case ChangeEvent.ListingFinished finished -> {}
            }
        }
        reach.records.addAll(batch.records());
        return reach;
    }

    private void add(WriteResult result) {
        var tenant = result.command().message().tenant();
        switch (result.outcome()) {
            case Outcome.Applied applied -> records.add(new RecordKey(tenant, applied.ref()));
            case Outcome.AlreadyExists exists ->
                exists.existing().ifPresent(ref -> records.add(new RecordKey(tenant, ref)));
            case Outcome.MovedTo moved -> records.add(new RecordKey(tenant, moved.survivor()));
            case Outcome.Gone gone -> records.add(new RecordKey(tenant, gone.ref()));
            case Outcome.Stale stale ->
                stale.now().ifPresent(snapshot -> records.add(new RecordKey(tenant, snapshot.ref())));
            case Outcome.Rejected any -> {}
            case Outcome.Deferred any -> {}
            case Outcome.Superseded any -> {}
            case Outcome.Unresolved any -> {}
        }
    }

    /** Remembers the pairs that a look has found, to be read by their keys; whether they still are pairs is seen then. */
    void expect(Links found) {
        found.all().stream().filter(link -> link.live() && link.full()).map(Link::key).forEach(pairs::add);
    }

    Set<LinkKey> pairs() {
        return pairs;
    }

    /** Whether anything but the mirror may change: while all gates are closed a listing only fills it. */
    public boolean decides(Batch batch, Syncs syncs) {
        return !batch.results().isEmpty() || !batch.links().isEmpty()
                || records.stream().flatMap(key -> syncs.placesOf(key).stream()).anyMatch(place -> place.sync().open());
    }

    /** Takes in what an attempt reached for beyond its locks; true if there was anything. */
    public boolean widen(Workspace workspace) {
        return records.addAll(workspace.recordsBeyond()) | claims.addAll(workspace.claimsBeyond());
    }

    public Set<RecordKey> records() {
        return records;
    }

    public Set<Claim> claims() {
        return claims;
    }
}
