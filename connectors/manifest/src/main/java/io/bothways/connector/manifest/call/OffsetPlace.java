package io.bothways.connector.manifest.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place in a listing that is counted. Where a record goes, those behind it move forward, and a page that begins where
 * the last one ended would leave one out: so each page begins with the last record of the one before. If it does not,
 * the listing has moved, and goes on a page further back.
 *
 * @param offset of the first record that has not been told
 * @param last the id of the record before it; empty at the beginning
 */
record OffsetPlace(long offset, String last) {
    static OffsetPlace of(Optional<String> place) {
        return place.map(text -> new OffsetPlace(
                        Long.parseLong(text.substring(0, text.indexOf(' '))), text.substring(text.indexOf(' ') + 1)))
                .orElse(new OffsetPlace(0, ""));
    }

    /** Where the app is asked to begin. */
    long asked() {
        return Math.max(0, offset - 1);
    }

    /** What the page holds beside the record that was told before. */
    List<Object> fresh(List<Object> items, Function<Object, String> id) {
        return stands(items, id) ? items.subList(1, items.size()) : items;
    }

    /** Behind this page; empty at the end. */
    Optional<String> behind(List<Object> items, int size, Function<Object, String> id) {
        if (offset > 0 && !stands(items, id)) {
            return Optional.of(new OffsetPlace(Math.max(0, offset - 1 - size), "").text());
        }
        return items.size() < size
                ? Optional.empty()
                : Optional.of(new OffsetPlace(asked() + items.size(), id.apply(items.getLast())).text());
    }

    private boolean stands(List<Object> items, Function<Object, String> id) {
        // After a step back nothing is known of the record before; the page is told as it is.
        return offset > 0 && !items.isEmpty() && (last.isEmpty() || id.apply(items.getFirst()).equals(last));
    }

    private String text() {
        return offset + " " + last;
    }
}
