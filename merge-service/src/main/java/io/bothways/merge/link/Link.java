package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.merge.Rewrites;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two records that are the same thing; half a link is a record that has no counterpart yet. Lives for one batch: stores
 * write what has changed.
 */
public final class Link {
    private static final int MOST_REWRITES = 16;

    private final LinkKey key;
    private final Sync sync;
    private final boolean stored;
    private final Map<Side, String> ids = new EnumMap<>(Side.class);
    private final Map<Side, Map<String, FieldValue>> bases = new EnumMap<>(Side.class);
    private final Map<Side, String> storedBases = new EnumMap<>(Side.class);
    private final Map<Side, Flight> flights = new EnumMap<>(Side.class);
    private final Map<Side, Refusal> refusals = new EnumMap<>(Side.class);
    private final Map<Side, Long> revisions = new EnumMap<>(Side.class);
    private final Map<Side, Integer> stale = new EnumMap<>(Side.class);
    private final @Nullable LinkState announced;
    private final boolean liveBefore;
    private boolean live;
    private State state;
    private String title;
    private List<Reason> reasons;
    private boolean orphaned;
    private Set<String> differences;
    private Set<String> conflicts;
    private Map<String, Rewrites> rewrites;
    private Map<String, Side> chosen;
    private final Map<String, LostEdit> lost;
    private final Map<Side, Set<String>> losers = new EnumMap<>(Side.class);
    private @Nullable Removal removal;
    private final @Nullable Removal removalBefore;
    private boolean dirty;
    private boolean moved;
    private boolean removed;

    private Link(LinkKey key, Sync sync, boolean stored, boolean live, State state, LinkMemory memory,
            Map<Side, String> ids, Map<String, FieldValue> baseA, Map<String, FieldValue> baseB) {
        this.key = key;
        this.sync = sync;
        this.stored = stored;
        this.live = live;
        this.state = state;
        this.title = memory.title();
        this.reasons = memory.reasons();
        this.differences = memory.differences();
        this.orphaned = memory.orphaned();
        this.conflicts = memory.conflicts();
        this.rewrites = memory.rewrites();
        this.chosen = memory.chosen();
        this.lost = new HashMap<>(memory.lost());
        this.removal = memory.removal().orElse(null);
        this.removalBefore = removal;
        this.ids.putAll(ids);
        bases.put(Side.A, baseA);
        bases.put(Side.B, baseB);
        for (Side side : Side.values()) {
            memory.flight(side).ifPresent(flight -> flights.put(side, flight));
            memory.refusal(side).ifPresent(refusal -> refusals.put(side, refusal));
            revisions.put(side, memory.revision(side));
            stale.put(side, memory.staleAnswers(side));
            losers.put(side, memory.losers(side));
        }
        this.liveBefore = live;
        this.announced = stored ? state() : null;
    }

    /** A link as it is stored. */
    static Link stored(LinkKey key, Sync sync, boolean live, State state, Map<Side, String> ids,
            Map<String, FieldValue> baseA, Map<String, FieldValue> baseB, Map<String, FieldValue> memory) {
        return new Link(key, sync, true, live, state, LinkMemory.read(memory), ids, baseA, baseB);
    }

    /** A record without counterpart. */
    public static Link half(Sync sync, Side side, String id, String link) {
        return new Link(sync.link(link), sync, false, true, State.PENDING, LinkMemory.read(Map.of()),
                Map.of(side, id), Map.of(), Map.of());
    }

    public LinkKey key() {
        return key;
    }

    public Sync sync() {
        return sync;
    }

    public Optional<String> id(Side side) {
        return Optional.ofNullable(ids.get(side));
    }

    /** Whether its record of {@code side} is this one. */
    boolean is(Side side, String id) {
        return id.equals(ids.get(side));
    }

    public Optional<RecordKey> record(Side side) {
        return id(side).map(id -> sync.record(side, id));
    }

    /** Both records are there. */
    public boolean full() {
        return ids.size() == 2;
    }

    /** The only side of half a link. */
    public Side onlySide() {
        return ids.containsKey(Side.A) ? Side.A : Side.B;
    }

    public boolean live() {
        return live;
    }

    /** The record of {@code side} becomes this one. */
    public void setId(Side side, String id) {
        String before = ids.put(side, id);
        dirty |= !id.equals(before);
        moved |= before != null && !id.equals(before);
    }

    public Map<String, FieldValue> base(Side side) {
        return bases.getOrDefault(side, Map.of());
    }

    /** A base that has not moved, as it is stored. */
    Optional<String> storedBase(Side side) {
        return Optional.ofNullable(storedBases.get(side));
    }

    /** The base of a side was read from this. */
    void setStoredBase(Side side, String text) {
        storedBases.put(side, text);
    }

    /** Moves the bases of some fields to what an app has told. */
    public void moveBase(Side side, Map<String, FieldValue> told) {
        if (!told.isEmpty() && !base(side).entrySet().containsAll(told.entrySet())) {
            Map<String, FieldValue> base = new HashMap<>(base(side));
            base.putAll(told);
            bases.put(side, base);
            storedBases.remove(side);
            dirty = true;
        }
    }

    public Optional<Flight> flight(Side side) {
        return Optional.ofNullable(flights.get(side));
    }

    public boolean inFlight() {
        return !flights.isEmpty();
    }

    /** A command goes out; its revision is above all earlier ones of this side. */
    public long depart(Side side, Flight flight) {
        dirty = true;
        orphaned = false;
        flights.put(side, flight);
        refusals.remove(side);
        return revisions.merge(side, 1L, Long::sum);
    }

    /** The command is still under way, and now we know why. */
    public void delay(Side side, Flight flight) {
        dirty = true;
        flights.put(side, flight);
    }

    /** The command under way is answered. */
    public void land(Side side) {
        dirty |= flights.remove(side) != null;
    }

    public long revision(Side side) {
        return revisions.getOrDefault(side, 0L);
    }

    public Optional<Refusal> refusal(Side side) {
        return Optional.ofNullable(refusals.get(side));
    }

    public void refuse(Side side, Refusal refusal) {
        dirty = true;
        refusals.put(side, refusal);
    }

    public void forgive(Side side) {
        dirty |= refusals.remove(side) != null;
    }

    /** How often in a row the target had changed before the command could be sent. */
    public int staleAnswers(Side side) {
        return stale.getOrDefault(side, 0);
    }

    public void setStaleAnswers(Side side, int answers) {
        dirty |= staleAnswers(side) != answers;
        stale.put(side, answers);
    }

    public Set<String> differences() {
        return differences;
    }

    public void setDifferences(Set<String> mappings) {
        dirty |= !differences.equals(mappings);
        differences = mappings;
    }

    /** Mappings whose conflict waits for a person, whatever else the link waits for. */
    public Set<String> conflicts() {
        return conflicts;
    }

    public void setConflicts(Set<String> mappings) {
        dirty |= !conflicts.equals(mappings);
        conflicts = mappings;
    }

    /** What is remembered of fields that we wrote, by mapping. */
    public Map<String, Rewrites> rewrites() {
        return rewrites;
    }

    /** The latest written ones are kept: a rewrite follows its write at once. */
    public void setRewrites(Map<String, Rewrites> seen) {
        Map<String, Rewrites> kept = seen;
        if (seen.size() > MOST_REWRITES) {
            kept = new HashMap<>(seen);
            seen.entrySet().stream()
                    .filter(entry -> !entry.getValue().held())
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().at()))
                    .limit(seen.size() - MOST_REWRITES)
                    .map(Map.Entry::getKey)
                    .forEach(kept::remove);
        }
        dirty |= !rewrites.equals(kept);
        rewrites = kept;
    }

    /** Mappings that a person decided and that have not been carried yet. */
    public Map<String, Side> chosen() {
        return chosen;
    }

    public void choose(String mapping, Side side) {
        Map<String, Side> next = new HashMap<>(chosen);
        dirty |= next.put(mapping, side) != side;
        chosen = next;
    }

    public void forgetChoices(Collection<String> mappings) {
        if (!chosen.isEmpty()) {
            Map<String, Side> next = new HashMap<>(chosen);
            dirty |= next.keySet().removeAll(mappings);
            chosen = next;
        }
    }

    /** The value that lost the mapping's last conflict. */
    public Optional<LostEdit> lost(String mapping) {
        return Optional.ofNullable(lost.get(mapping));
    }

    public Map<String, LostEdit> lost() {
        return lost;
    }

    public void lose(String mapping, LostEdit edit) {
        dirty |= !edit.equals(lost.put(mapping, edit));
    }

    public void forgetLost(String mapping) {
        dirty |= lost.remove(mapping) != null;
    }

    /** Records of {@code side} that were combined into this link's, and whose own links wait for it to end. */
    public Set<String> losers(Side side) {
        return losers.getOrDefault(side, Set.of());
    }

    /** The link of a record that was combined into this one's goes on once this link is over. */
    public void awaitedBy(Side side, String loser) {
        Set<String> all = new TreeSet<>(losers(side));
        dirty |= all.add(loser);
        losers.put(side, all);
    }

    /** Whether the link ended in this batch. */
    public boolean endsNow() {
        return liveBefore && !live;
    }

    /** Whether it has let go of a record in this batch, which another link may have taken since. */
    boolean letsGo() {
        return endsNow() || moved;
    }

    /** Whether records that were combined into one of its own have to be looked at again. */
    public boolean freesLosers() {
        boolean turns = stored && liveBefore != live;
        return turns || live && !full() && !inFlight() && !unresolved();
    }

    /** How far the other record is from following a deleted one. */
    public Optional<Removal> removal() {
        return Optional.ofNullable(removal);
    }

    public void setRemoval(@Nullable Removal next) {
        dirty |= !Objects.equals(removal, next);
        removal = next;
    }

    /** Whether somebody has to look after the removal from now on. */
    public boolean removalBegan() {
        return removal != null && !removal.equals(removalBefore);
    }

    /** How the link stands now; a link of whatever state but ENDED is live. */
    public void become(State next, List<Reason> why) {
        boolean alive = next != State.ENDED;
        dirty |= state != next || !reasons.equals(why) || live != alive;
        state = next;
        reasons = List.copyOf(why);
        live = alive;
    }

    public void setTitle(String text) {
        dirty |= !title.equals(text);
        title = text;
    }

    /** Half a link whose record found its counterpart in another one. */
    public void remove() {
        removed = true;
        live = false;
        become(State.ENDED, List.of());
    }

    public String title() {
        return title;
    }

    public List<Reason> reasons() {
        return reasons;
    }

    public LinkState state() {
        return new LinkState(key.link(), id(Side.A), id(Side.B), title, state, reasons);
    }

    /** Whether status has to be told. */
    public boolean toAnnounce() {
        return !state().equals(announced) && (stored || !removed);
    }

    /** Whether its record may be the one that a create under way is making. */
    public boolean awaitsCreate() {
        return live && reasons.stream().anyMatch(reason -> reason.code().equals(Codes.CREATE_UNRESOLVED));
    }

    /** The record that a create is under way for has gone, or holds another key than it was sent with. */
    public void orphan() {
        dirty |= !orphaned;
        orphaned = true;
    }

    /** Whether a create is under way with a key that its record does not hold any more: the key holds nobody back. */
    public boolean orphaned() {
        return orphaned && live && !full() && inFlight();
    }

    /** Whether nobody can tell if its counterpart was made. */
    public boolean unresolved() {
        return live && !full() && refusal(onlySide().other()).filter(Refusal::unresolved).isPresent();
    }

    /** As the next batch reads it, of the sync as that batch sees it. */
    public Link asStored(Sync current) {
        return stored(key, current, live, state, ids, base(Side.A), base(Side.B), LinkMemory.write(this));
    }

    public boolean stored() {
        return stored;
    }

    public boolean dirty() {
        return dirty || !stored;
    }

    public boolean removed() {
        return removed;
    }
}
