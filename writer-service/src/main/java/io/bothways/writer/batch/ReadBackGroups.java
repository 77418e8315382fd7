package io.bothways.writer.batch;

import io.bothways.writer.backlog.BacklogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Written commands that wait to be read back together: those of several calls, as many as the app gives at once. Not
 * thread-safe; knows no clock.
 */
public final class ReadBackGroups {
    private final Waits waits;
    private final int size;
    private final Map<String, List<Written>> groups = new TreeMap<>();

    /**
     * How long a group that is not full waits for more.
     *
     * @param live from its oldest live command on
     * @param other from its oldest other command on
     * @param quiet after its newest command, where no other write of the type is under way
     */
    public record Waits(Duration live, Duration other, Duration quiet) {}

    /**
     * A command that the app has carried out without telling what the record now holds.
     *
     * @param at when it is to be counted from: when it was written, or when it may be tried again
     * @param tries failed tries to read it
     */
    public record Written(BacklogEntry entry, String recordId, Instant at, int tries) {
        boolean isUrgent() {
            return Lingers.isUrgent(entry.lane());
        }
    }

    /** Records of one type to be read with one call. */
    public record Group(String type, List<Written> written) {
        public Group {
            written = List.copyOf(written);
        }
    }

    public ReadBackGroups(Waits waits, int size) {
        this.waits = waits;
        this.size = size;
    }

    public void add(Written written) {
        groups.computeIfAbsent(written.entry().type(), type -> new ArrayList<>()).add(written);
    }

    /**
     * The next records to read: a full group, one that nothing more is to be expected for, or one that has waited long
     * enough.
     *
     * @param underWay whether writes of a type, of which so many are waiting here, are still queued or sent
     */
    public Optional<Group> next(Instant now, MoreUnderWay underWay) {
        for (Map.Entry<String, List<Written>> each : groups.entrySet()) {
            List<Written> ready =
                    each.getValue().stream().filter(written -> !written.at().isAfter(now)).toList();
            boolean more = underWay.test(each.getKey(), each.getValue().size());
            if (ready.size() >= size || !ready.isEmpty() && !dueAt(ready, more).isAfter(now)) {
                List<Written> chosen = ready.subList(0, Math.min(size, ready.size()));
                Group group = new Group(each.getKey(), chosen);
                // By identity: comparing thousands of commands with thousands takes longer than the call.
                Set<Written> gone = Collections.newSetFromMap(new IdentityHashMap<>());
                gone.addAll(chosen);
                each.getValue().removeIf(gone::contains);
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /** Whether writes of a type are still to come, beside those that wait here. */
    @FunctionalInterface
    public interface MoreUnderWay {
        boolean test(String type, int waiting);
    }

    /** When {@link #next} should be asked again; {@link Instant#MAX} where nothing waits. */
    public Instant nextDue(MoreUnderWay underWay) {
        return groups.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> dueAt(each.getValue(), underWay.test(each.getKey(), each.getValue().size())))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    public boolean isEmpty() {
        return groups.values().stream().allMatch(List::isEmpty);
    }

    private Instant dueAt(List<Written> written, boolean more) {
        Instant due = Instant.MAX;
        Instant newest = Instant.MIN;
        boolean urgent = false;
        for (Written each : written) {
            Instant limit = each.at().plus(each.isUrgent() ? waits.live() : waits.other());
            due = limit.isBefore(due) ? limit : due;
            newest = each.at().isAfter(newest) ? each.at() : newest;
            urgent |= each.isUrgent();
        }
        if (!more) {
            Instant quiet = urgent ? newest : newest.plus(waits.quiet());
            due = quiet.isBefore(due) ? quiet : due;
        }
        return due;
    }
}
