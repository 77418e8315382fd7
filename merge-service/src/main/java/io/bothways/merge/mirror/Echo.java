package io.bothways.merge.mirror;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.Evidence;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A reading that may hold just what the mirror holds, as most do: our own write coming back, or a listing of records
 * that are in step. It is all that its batch says of the record, and the record stands in one open sync.
 *
 * @param place where the record stands
 * @param digest names what was read
 */
public record Echo(RecordKey key, Place place, String digest, Evidence evidence) {
    /** Those of a batch, in the order of locks. */
    public static List<Echo> among(Batch batch, Syncs syncs) {
        Map<RecordKey, Integer> times = HashMap.newHashMap(batch.changes().size());
        for (ChangeEvent change : batch.changes()) {
            switch (change) {
                case ChangeEvent.RecordChanged changed -> times.merge(key(changed), 1, Integer::sum);
                case ChangeEvent.RecordDeleted deleted ->
                    times.merge(new RecordKey(deleted.head().tenant(), deleted.ref()), 1, Integer::sum);
                case ChangeEvent.RecordsCombined combined -> {
                    times.merge(new RecordKey(combined.head().tenant(), combined.loser()), 1, Integer::sum);
                    times.merge(new RecordKey(combined.head().tenant(), combined.survivor()), 1, Integer::sum);
                }
                case ChangeEvent.ListingFinished finished -> {}
            }
        }
        List<Echo> echoes = new ArrayList<>();
        for (ChangeEvent change : batch.changes()) {
            if (change instanceof ChangeEvent.RecordChanged changed && changed.snapshot().whole()) {
                RecordKey key = key(changed);
                List<Place> places = syncs.placesOf(key);
                if (places.size() == 1 && places.getFirst().sync().open() && times.getOrDefault(key, 0) == 1) {
                    echoes.add(new Echo(key, places.getFirst(), Digest.of(changed.snapshot().fields()),
                            changed.snapshot().evidence()));
                }
            }
        }
        echoes.sort(Comparator.comparing(Echo::key));
        return echoes;
    }

    private static RecordKey key(ChangeEvent.RecordChanged changed) {
        return new RecordKey(changed.head().tenant(), changed.snapshot().ref());
    }
}
