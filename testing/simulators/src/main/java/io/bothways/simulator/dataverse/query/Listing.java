package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.RowValue;
import io.bothways.simulator.dataverse.records.Versions;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads pages. Without an order, or with one that ends in the primary key, a page goes on after the last row of the
 * page before, so that no row is missed or read twice. An order that leaves ties is cut by page number, and ties fall
 * anew on each page: rows are missed and read twice, as the vendor warns.
 */
public final class Listing {
    private static final int COUNT_CAP = 5000;

    private final RecordStore store;
    private final Versions versions;
    private final DeltaTokens deltaTokens;

    public Listing(RecordStore store, Versions versions, DeltaTokens deltaTokens) {
        this.store = store;
        this.versions = versions;
        this.deltaTokens = deltaTokens;
    }

    /** A page of rows that are there. */
    public Page page(Query query, boolean tracks) {
        Optional<PageToken> token = query.skipToken().map(text -> PageToken.read(text, query.digest()));
        int page = token.map(PageToken::page).orElse(1);
        long until = token.map(PageToken::until).orElse(tracks ? versions.last() : -1);
        int size = query.top().orElse(query.pageSize());
        List<StoredRecord> found = rows(query, token, page, size);
        boolean more = found.size() > size && query.top().isEmpty();
        List<StoredRecord> rows = found.size() > size ? found.subList(0, size) : found;
        Optional<String> next = more ? Optional.of(token(query, rows.getLast(), page + 1, until)) : Optional.empty();
        Optional<String> delta = until >= 0 && !more ? Optional.of(deltaTokens.issue(until)) : Optional.empty();
        return new Page(rows, next, delta, false);
    }

    /** A page of what has changed since a delta link: rows in the order of their versions, then deletions. */
    public Page changes(Query query, String deltaToken) {
        Optional<PageToken> token = query.skipToken().map(text -> PageToken.read(text, query.digest()));
        long since = deltaTokens.read(deltaToken);
        long until = token.map(PageToken::until).orElse(versions.last());
        int page = token.map(PageToken::page).orElse(1);
        List<StoredRecord> found = changed(query.table(), since, until)
                .filter(row -> token.isEmpty() || isAfter(row, token.get()))
                .limit(query.pageSize() + 1L).toList();
        boolean more = found.size() > query.pageSize();
        List<StoredRecord> rows = more ? found.subList(0, query.pageSize()) : found;
        return new Page(rows,
                more ? Optional.of(changeToken(query, rows.getLast(), page + 1, since, until)) : Optional.empty(),
                more ? Optional.empty() : Optional.of(deltaTokens.issue(until)), true);
    }

    /** How many changes a delta link would tell. */
    public long countChanges(Table table, String deltaToken) {
        return changed(table, deltaTokens.read(deltaToken), versions.last()).count();
    }

    /** How many rows match, but at most 5,000. */
    public Count count(Query query) {
        long all = live(query.table()).values().stream()
                .filter(row -> !row.deleted()).filter(query.filter()).limit(COUNT_CAP + 1L).count();
        return new Count(Math.min(all, COUNT_CAP), all > COUNT_CAP);
    }

    /** A count and whether it was cut. */
    public record Count(long number, boolean exceeded) {
    }

    private Stream<StoredRecord> changed(Table table, long since, long until) {
        Comparator<StoredRecord> order = Comparator.comparing(StoredRecord::deleted)
                .thenComparingLong(RowValue::version);
        return store.records(table.stored()).values().stream()
                .filter(row -> {
                    long version = RowValue.version(row);
                    return version > since && version <= until;
                }).sorted(order);
    }

    private List<StoredRecord> rows(Query query, Optional<PageToken> token, int page, int size) {
        Predicate<StoredRecord> wanted = row -> !row.deleted() && query.filter().test(row);
        if (query.orderings().isEmpty()) {
            NavigableMap<String, StoredRecord> from = live(query.table());
            return (token.isPresent() ? from.tailMap(token.get().lastId(), false) : from).values().stream()
                    .filter(wanted).limit(size + 1L).toList();
        }
        Comparator<StoredRecord> order = query.orderings().stream().<Comparator<StoredRecord>>map(ordering ->
                ordering::compareRows).reduce(Comparator::thenComparing).orElseThrow();
        Stream<StoredRecord> all = live(query.table()).values().stream().filter(wanted);
        if (!isTotal(query)) {
            return all.sorted(order.thenComparingInt(row -> anew(row.id(), page)))
                    .skip((page - 1L) * size).limit(size + 1L).toList();
        }
        return all.filter(row -> token.isEmpty() || isAfter(query, row, token.get())).sorted(order)
                .limit(size + 1L).toList();
    }

    /** A number for an id that is in no relation to its number on another page. */
    private static int anew(String id, int page) {
        return (id.hashCode() ^ page * 0x9E3779B9) * 0x85EBCA6B;
    }

    private static boolean isTotal(Query query) {
        Column id = query.table().column(query.table().primaryId()).orElseThrow();
        return query.orderings().stream().anyMatch(ordering -> ordering.column().equals(id));
    }

    private static boolean isAfter(Query query, StoredRecord row, PageToken token) {
        for (int at = 0; at < query.orderings().size(); at++) {
            Ordering ordering = query.orderings().get(at);
            int sign = ordering.compare(RowValue.of(row, ordering.column()),
                    ordering.restored(token.lastValues().get(at)));
            if (sign != 0) {
                return sign > 0;
            }
        }
        return false;
    }

    private static String token(Query query, StoredRecord last, int page, long until) {
        return new PageToken(page, last.id(), query.orderings().stream().map(each -> each.kept(last)).toList(), -1,
                until, query.digest()).write();
    }

    private static String changeToken(Query query, StoredRecord last, int page, long since, long until) {
        return new PageToken(page, last.id(), List.of(String.valueOf(last.deleted()),
                String.valueOf(RowValue.version(last))), since, until, query.digest()).write();
    }

    private static boolean isAfter(StoredRecord row, PageToken token) {
        boolean deleted = Boolean.parseBoolean(token.lastValues().getFirst());
        return row.deleted() == deleted ? RowValue.version(row) > Long.parseLong(token.lastValues().getLast())
                : row.deleted();
    }

    private NavigableMap<String, StoredRecord> live(Table table) {
        return store.records(table.stored());
    }
}
