package io.bothways.writer.batch;

import io.bothways.contracts.Lane;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The part of one account's queue that is held in memory, and what of it is on its way. Says which commands make up
 * the next call. A record, and a link's side, has at most one command on its way at a time; the others wait here. Not
 * thread-safe; knows no clock.
 */
public final class BatchQueue {
    private final Lingers lingers;
    private final ToIntFunction<WriteKind> batchSize;
    private final Map<Group, Waiting> groups = new TreeMap<>();
    private final Map<Long, BacklogEntry> held = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Integer> onTheirWay = new HashMap<>();
    private int waiting;

    private record Group(Lane lane, WriteKind kind, String type) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byLane = lane.compareTo(other.lane);
            int byKind = byLane != 0 ? byLane : kind.compareTo(other.kind);
            return byKind != 0 ? byKind : type.compareTo(other.type);
        }
    }

    private record Arrived(BacklogEntry entry, Instant at) {}

    /** In the order of arrival. */
    private static final class Waiting {
        private final Map<Long, Arrived> entries = new LinkedHashMap<>();
        private Instant newest = Instant.MIN;

        Instant oldest() {
            return entries.values().iterator().next().at();
        }
    }

    public BatchQueue(Lingers lingers, ToIntFunction<WriteKind> batchSize) {
        this.lingers = lingers;
        this.batchSize = batchSize;
    }

    /** Takes in a command that has come from the backlog; one that is held already is left as it is. */
    public void add(BacklogEntry entry, Instant now) {
        if (held.putIfAbsent(entry.sequence(), entry) != null) {
            return;
        }
        Waiting group = groups.computeIfAbsent(new Group(entry.lane(), entry.kind(), entry.type()), g -> new Waiting());
        group.newest = now;
        group.entries.put(entry.sequence(), new Arrived(entry, now));
        waiting++;
    }

    /** More is known to come: what waits for it goes on waiting, within its limit. */
    public void moreArrives(Instant now) {
        groups.values().forEach(group -> group.newest = now);
    }

    /** Takes in a command that an earlier owner has sent: its record is busy until its outcome is known. */
    public void addSent(BacklogEntry entry) {
        if (held.putIfAbsent(entry.sequence(), entry) == null) {
            occupy(entry);
        }
    }

    /**
     * The next batch: a full one, or one that has lingered long enough, most urgent lane first.
     *
     * @param urgentOnly the last free call is kept for live edits
     */
    public Optional<Batch> next(Instant now, boolean urgentOnly) {
        for (Map.Entry<Group, Waiting> each : groups.entrySet()) {
            Group group = each.getKey();
            if (urgentOnly && !Lingers.isUrgent(group.lane)) {
                return Optional.empty();
            }
            int size = batchSize.applyAsInt(group.kind);
            boolean due = !dueAt(group, each.getValue()).isAfter(now);
            if (!due && each.getValue().entries.size() < size) {
                continue;
            }
            List<BacklogEntry> chosen = choose(each.getValue(), size);
            if (chosen.size() == size || due && !chosen.isEmpty()) {
                return Optional.of(take(group, each.getValue(), chosen));
            }
        }
        return Optional.empty();
    }

    /** When the next batch that is not full will have lingered long enough; {@link Instant#MAX} where none waits. */
    public Instant nextDue() {
        return groups.entrySet().stream()
                .filter(each -> !each.getValue().entries.isEmpty())
                .map(each -> dueAt(each.getKey(), each.getValue()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** The command is not on its way any more: ended, or back in the backlog. */
    public void release(Collection<BacklogEntry> entries) {
        for (BacklogEntry entry : entries) {
            if (held.remove(entry.sequence()) != null) {
                keys(entry).forEach(busy::remove);
                onTheirWay.computeIfPresent(entry.type(), (type, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** Commands of the type that wait for their call, or are on their way to an outcome. */
    public boolean hasMore(String type, int written) {
        int sent = onTheirWay.getOrDefault(type, 0) - written;
        return sent > 0
                || groups.entrySet().stream()
                        .anyMatch(each -> each.getKey().type.equals(type) && !each.getValue().entries.isEmpty());
    }

    /** Places in the backlog of all that is held. */
    public List<Long> held() {
        return new ArrayList<>(held.keySet());
    }

    public int waiting() {
        return waiting;
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    private Instant dueAt(Group group, Waiting waiting) {
        if (waiting.entries.isEmpty()) {
            return Instant.MAX;
        }
        if (Lingers.isUrgent(group.lane)) {
            return waiting.oldest().plus(lingers.live());
        }
        Instant quiet = waiting.newest.plus(lingers.quiet());
        Instant limit = waiting.oldest().plus(lingers.limit());
        return quiet.isBefore(limit) ? quiet : limit;
    }

    private List<BacklogEntry> choose(Waiting group, int size) {
        List<BacklogEntry> chosen = new ArrayList<>(size);
        Set<String> taken = new HashSet<>();
        for (Arrived waiting : group.entries.values()) {
            List<String> keys = keys(waiting.entry());
            if (keys.stream().noneMatch(key -> busy.contains(key) || taken.contains(key))) {
                taken.addAll(keys);
                chosen.add(waiting.entry());
                if (chosen.size() == size) {
                    break;
                }
            }
        }
        return chosen;
    }

    private Batch take(Group group, Waiting from, List<BacklogEntry> chosen) {
        for (BacklogEntry entry : chosen) {
            from.entries.remove(entry.sequence());
            occupy(entry);
        }
        waiting -= chosen.size();
        return new Batch(group.lane, group.kind, group.type, chosen);
    }

    private void occupy(BacklogEntry entry) {
        busy.addAll(keys(entry));
        onTheirWay.merge(entry.type(), 1, Integer::sum);
    }

    private static List<String> keys(BacklogEntry entry) {
        var head = entry.command().head();
        String link = "link/" + head.link() + "/" + head.side();
        return entry.targetId().isEmpty()
                ? List.of(link)
                : List.of(link, "record/" + entry.type() + "/" + entry.targetId());
    }
}
