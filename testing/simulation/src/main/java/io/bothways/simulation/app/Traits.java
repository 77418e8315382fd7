package io.bothways.simulation.app;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What an app is like.
 *
 * @param tick how coarse its modified stamps are in milliseconds; 0 where it tells none
 * @param skew how far its clock is off, in milliseconds
 * @param indexLag how long its search index is behind, in milliseconds; its list of changes is read from it
 * @param conditional it writes only where a record still holds what the writer expects
 * @param tellsInAnswer a write's answer says what the record now holds
 * @param tellsAll a write's answer also tells of fields that were not written
 * @param unique it refuses a second record with the same key
 * @param namesDuplicate it says which record is in the way
 * @param reliableLookup its lookup by key sees every record at once
 * @param hints it pushes webhooks
 */
public record Traits(
        long tick,
        long skew,
        long indexLag,
        boolean conditional,
        boolean tellsInAnswer,
        boolean tellsAll,
        boolean unique,
        boolean namesDuplicate,
        boolean reliableLookup,
        boolean hints,
        Map<Field, Habit> habits) {
    private static final Habit[] TEXT = {
        Habit.AS_IT_IS, Habit.AS_IT_IS, Habit.LOWER_CASE, Habit.UPPER_CASE, Habit.SHORT
    };
    private static final Habit[] PHONE = {Habit.AS_IT_IS, Habit.NATIONAL_PHONE, Habit.E164_PHONE};
    private static final long[] TICKS = {0, 1, 1, 1_000, 1_000, 1_000, 86_400_000};

    static Traits of(SplittableRandom random) {
        Map<Field, Habit> habits = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            habits.put(field, switch (field) {
                case EMAIL, DOMAIN -> random.nextBoolean() ? Habit.LOWER_CASE : Habit.AS_IT_IS;
                case PHONE -> PHONE[random.nextInt(PHONE.length)];
                case NAME, CITY, NOTE, TITLE -> TEXT[random.nextInt(TEXT.length)];
                case COMPANY, MARK, TAGS -> Habit.AS_IT_IS;
            });
        }
        return new Traits(
                TICKS[random.nextInt(TICKS.length)],
                random.nextInt(3) == 0 ? random.nextLong(-300_000, 300_000) : 0,
                random.nextInt(3) == 0 ? random.nextLong(2_000, 20_000) : 0,
                random.nextInt(3) == 0,
                random.nextInt(5) > 1,
                random.nextBoolean(),
                random.nextInt(5) > 2,
                random.nextBoolean(),
                random.nextInt(4) > 0,
                random.nextBoolean(),
                habits);
    }
}
