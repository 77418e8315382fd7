package io.bothways.core.pair;

import io.bothways.contracts.record.Digest;
import io.bothways.contracts.record.FieldValue;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds deletes that are too many at once: more than so many records <em>and</em> more than such a share of all. Counted
 * per connection, side, object and window, over all causes. What is held is approved as exactly that batch, once.
 *
 * @param records up to so many pass, however few there are
 * @param percent up to such a share of all passes, however many they are
 */
public record DeleteBrake(int records, int percent) {
    /** More than 10 records and more than 10 %. */
    public static final DeleteBrake STANDARD = new DeleteBrake(10, 10);

    /**
     * Whether the deletes that wait are held.
     *
     * @param waiting deletes that would go out now
     * @param gone deletes that went out in the window without anybody's approval
     * @param all the side's records, those that went included
     */
    public boolean holds(long waiting, long gone, long all) {
        long together = waiting + gone;
        return waiting > 0 && together > records && together * 100 > all * percent;
    }

    /** The name of a batch: another batch, if only by one pair, has another name. */
    public static String nameOf(Collection<String> links) {
        return Digest.of(links.stream().distinct().collect(
                Collectors.<String, String, FieldValue>toMap(Function.identity(), link -> FieldValue.CLEARED)));
    }
}
