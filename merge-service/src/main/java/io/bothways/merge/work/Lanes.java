package io.bothways.merge.work;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Keeps the large batches of one process out of each other's way. Two batches of a thousand records nearly always share
 * some, and then the later one waits in the database, with all that it holds, until the earlier one is committed. So a
 * large batch is cut by pairs, and its parts go through lanes, first through those in which nobody is. What keeps the
 * merge correct are the database's locks; lanes only keep threads busy.
 */
public final class Lanes {
    /** As many as threads can be busy; more would cut batches smaller for nothing. */
    private static final int COUNT = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

    /** Cutting costs statements and commits, so it has to be worth it. */
    private static final int LARGE = 200;
    /** Records that are to be matched stay together: twins of one batch find each other before a create is decided. */
    private static final int UNPAIRED = 0;

    private final List<ReentrantLock> lanes =
            IntStream.range(0, COUNT).mapToObj(lane -> new ReentrantLock()).toList();

    /**
     * A part of a batch.
     *
     * @param pairs the pairs that its records were seen in
     */
    public record Part(Batch batch, Links pairs) {
        /** A batch that was not looked at yet. */
        public static Part whole(Batch batch) {
            return new Part(batch, new Links());
        }
    }

    /**
     * A batch that was cut.
     *
     * @param parts one per lane, each in the batch's order
     * @param last what says that everything before it is merged, so it has to wait for all parts
     */
    public record Cut(List<Part> parts, Batch last) {}

    /** Whether the batch is worth cutting; one that only fills the mirror meets nobody. */
    public static boolean isLarge(Batch batch, Syncs syncs) {
        int messages = batch.changes().size() + batch.results().size() + batch.records().size() + batch.links().size();
        return messages >= LARGE && Reach.of(batch).decides(batch, syncs);
    }

    /** Cuts a batch; {@code seen} holds links of its records. */
    public static Cut cut(Batch batch, Syncs syncs, Links seen) {
        List<List<ChangeEvent>> changes = lists();
        List<List<WriteResult>> results = lists();
        List<Set<RecordKey>> records = IntStream.range(0, COUNT).<Set<RecordKey>>mapToObj(
                lane -> new LinkedHashSet<>()).toList();
        List<Set<LinkKey>> links = IntStream.range(0, COUNT).<Set<LinkKey>>mapToObj(
                lane -> new LinkedHashSet<>()).toList();
        List<List<Edge>> wakes = lists();
        List<List<Order>> orders = lists();
        List<ChangeEvent> last = new ArrayList<>();
        for (ChangeEvent change : batch.changes()) {
            subject(change).ifPresentOrElse(
                    key -> changes.get(lane(key, syncs, seen)).add(change), () -> last.add(change));
        }
        batch.results().forEach(result -> results.get(lane(LinkKey.of(result.command()))).add(result));
        batch.records().forEach(key -> records.get(lane(key, syncs, seen)).add(key));
        batch.links().forEach(key -> links.get(lane(key)).add(key));
        batch.wakes().forEach(edge -> wakes.get(lane(edge.waiting())).add(edge));
        batch.orders().forEach(order -> orders.get(lane(order.link())).add(order));
        List<Links> pairs = IntStream.range(0, COUNT).mapToObj(lane -> new Links()).toList();
        seen.all().stream().filter(Lanes::isPair).forEach(link -> pairs.get(lane(link.key())).add(link));
        return new Cut(
                IntStream.range(0, COUNT).mapToObj(lane -> new Part(new Batch(changes.get(lane), results.get(lane),
                        records.get(lane), links.get(lane), wakes.get(lane), orders.get(lane),
                        batch.backfill()), pairs.get(lane)))
                        .toList(),
                Batch.ofChanges(last));
    }

    private static <T> List<List<T>> lists() {
        return IntStream.range(0, COUNT).<List<T>>mapToObj(lane -> new ArrayList<>()).toList();
    }

    /** The record whose lane the event goes through; the end of a listing is about none. */
    private static Optional<RecordKey> subject(ChangeEvent change) {
        return switch (change) {
            case ChangeEvent.RecordChanged changed ->
                Optional.of(new RecordKey(changed.head().tenant(), changed.snapshot().ref()));
            case ChangeEvent.RecordDeleted deleted ->
                Optional.of(new RecordKey(deleted.head().tenant(), deleted.ref()));
            case ChangeEvent.RecordsCombined combined ->
                Optional.of(new RecordKey(combined.head().tenant(), combined.loser()));
            case ChangeEvent.ListingFinished finished -> Optional.empty();
        };
    }

    private static int lane(RecordKey key, Syncs syncs, Links seen) {
        for (Place place : syncs.placesOf(key)) {
            Optional<Link> pair = seen.live(place.sync(), place.side(), key.id()).filter(Lanes::isPair);
            if (pair.isPresent()) {
                return lane(pair.get().key());
            }
        }
        return UNPAIRED;
    }

    private static int lane(LinkKey key) {
        return Math.floorMod(key.link().hashCode(), COUNT);
    }

    private static boolean isPair(Link link) {
        return link.live() && link.full();
    }

    /** Merges every part in its lane; returns when all are merged. */
    public void each(List<Part> parts, Consumer<Part> merge) {
        List<Integer> left = new ArrayList<>();
        for (int lane = 0; lane < parts.size(); lane++) {
            if (!parts.get(lane).batch().isEmpty()) {
                left.add(lane);
            }
        }
        while (!left.isEmpty()) {
            int lane = enter(left);
            try {
                merge.accept(parts.get(lane));
            } finally {
                lanes.get(lane).unlock();
            }
            left.remove((Integer) lane);
        }
    }

    private int enter(List<Integer> left) {
        for (int lane : left) {
            if (lanes.get(lane).tryLock()) {
                return lane;
            }
        }
        try {
            lanes.get(left.getFirst()).lockInterruptibly();
            return left.getFirst();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service is stopping");
        }
    }
}
