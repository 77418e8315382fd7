package io.bothways.merge.batch;

import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.write.WriteResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is merged in one transaction.
 *
 * @param records to be matched and merged again although nothing was read of them
 * @param links to be merged again
 * @param wakes waiting edges that are over once this batch is merged
 * @param orders what is to be done with some of the links
 * @param backfill not urgent: what follows goes to the backfill lane
 */
public record Batch(
        List<ChangeEvent> changes,
        List<WriteResult> results,
        Set<RecordKey> records,
        Set<LinkKey> links,
        List<Edge> wakes,
        List<Order> orders,
        boolean backfill) {
    public static Batch ofChanges(List<ChangeEvent> changes) {
        return new Batch(changes, List.of(), Set.of(), Set.of(), List.of(), List.of(), false);
    }

    public static Batch ofResults(List<WriteResult> results) {
        return new Batch(List.of(), results, Set.of(), Set.of(), List.of(), List.of(), false);
    }

    /** Records that a gate lets through. */
    public static Batch ofRecords(List<RecordKey> records) {
        return new Batch(List.of(), List.of(), new LinkedHashSet<>(records), Set.of(), List.of(), List.of(), true);
    }

    /** Links whose wait is over. */
    public static Batch ofLinks(Set<LinkKey> links, List<Edge> wakes) {
        return new Batch(List.of(), List.of(), Set.of(), links, wakes, List.of(), false);
    }

    /** Links that something is to be done with. */
    public static Batch ofOrders(List<? extends Order> orders) {
        Set<LinkKey> links = new LinkedHashSet<>();
        orders.forEach(order -> links.add(order.link()));
        return new Batch(List.of(), List.of(), Set.of(), links, List.of(), List.copyOf(orders), false);
    }

    /** The batch without its readings of these records. */
    public Batch without(Set<RecordKey> read) {
        List<ChangeEvent> left = changes.stream()
                .filter(change -> !(change instanceof ChangeEvent.RecordChanged changed
                        && read.contains(new RecordKey(changed.head().tenant(), changed.snapshot().ref()))))
                .toList();
        return new Batch(left, results, records, links, wakes, orders, backfill);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && results.isEmpty() && records.isEmpty() && links.isEmpty();
    }
}
