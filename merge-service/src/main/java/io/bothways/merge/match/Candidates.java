package io.bothways.merge.match;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.core.scope.Scope;
import io.bothways.core.scope.ScopeVerdict;
import io.bothways.merge.batch.Claim;
import io.bothways.merge.batch.KeyField;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of a batch's key values: what the index holds, corrected by what the batch itself has changed. */
public final class Candidates {
    /** More are not looked at: two are enough to leave the match to a person. */
    private static final int MOST = 4;

    private final Workspace workspace;
    private final String region;
    private final Map<KeyValue, Set<RecordKey>> found = new HashMap<>();
    private Set<SyncSide> keylessUnderWay = Set.of();
    private Set<SyncSide> sidesUnresolved = Set.of();
    private Set<SyncSide> sidesOrphaned = Set.of();
    private Set<LinkKey> syncsWithWaiting = Set.of();

    public Candidates(Workspace workspace, String region) {
        this.workspace = workspace;
        this.region = region;
    }

    /** Whether a record has to be matched: it is there, and no link or create of it is. */
    static boolean unmatched(Workspace workspace, Place place, RecordKey key) {
        return workspace.links().live(place.sync(), place.side(), key.id())
                .map(link -> !link.full() && !link.inFlight())
                .orElse(true)
                && workspace.record(key).alive();
    }

    /** Looks up the key values of all records that have to be matched, and claims these values. */
    public void find(Session session) {
        wakeHoldersOfGivenUp(session);
        Map<KeyValue, RecordKey> wanted = new HashMap<>();
        Set<SyncSide> keyless = new HashSet<>();
        Set<SyncSide> sides = new HashSet<>();
        Set<LinkKey> unresolved = new HashSet<>();
        for (Map.Entry<Place, RecordKey> subject : workspace.subjects()) {
            Place place = subject.getKey();
            RecordKey key = subject.getValue();
            if (!unmatched(workspace, place, key)) {
                continue;
            }
            workspace.links().live(place.sync(), place.side(), key.id()).filter(Link::unresolved)
                    .ifPresent(half -> unresolved.add(place.sync().link("")));
            sides.add(place.name());
            sides.add(new Place(place.sync(), place.side().other()).name());
            boolean keyed = false;
            for (MatchKey match : place.sync().object().matchKeys()) {
                Optional<String> value = value(place, match, key);
                value.ifPresent(text -> {
                    workspace.claim(claim(place.sync(), match, text));
                    for (Side side : Side.values()) {
                        RecordKey any = place.sync().record(side, key.id());
                        wanted.put(KeyValue.of(any, KeyField.of(match, side).index(), text), any);
                    }
                    Mate.of(place, match, workspace.syncs()).forEach(mate -> {
                        sides.add(mate.target().name());
                        workspace.claim(mate.claim(text));
                        RecordKey any = mate.place().sync().record(mate.place().side(), key.id());
                        wanted.put(KeyValue.of(any, mate.field().index(), text), any);
                    });
                });
                keyed |= value.isPresent();
            }
            if (!keyed) {
                keyless.add(place.name());
            }
        }
        session.holders(wanted.keySet(), MOST, (value, id) -> of(value).add(wanted.get(value).sibling(id)));
        if (!wanted.isEmpty()) {
            addOwn(wanted.keySet());
        }
        // Whoever may be matched is locked, and so are the links that it may have.
        List.copyOf(found.values()).forEach(keys -> keys.forEach(workspace::record));
        syncsWithWaiting = unresolved.isEmpty() ? Set.of() : session.awaitingCreates(unresolved).stream()
                .map(link -> new LinkKey(link.tenant(), link.connection(), link.object(), ""))
                .collect(Collectors.toSet());
        keylessUnderWay = session.creatingKeyless(keyless);
        sidesUnresolved = session.unresolvedCreates(keyless);
        if (!sides.isEmpty()) {
            sidesOrphaned = session.orphanedCreates(sides);
            addOrphaned();
        }
    }

    /** Whether another connection is making a record with the same key where this one's counterpart would be made. */
    boolean madeForMate(Place place, MatchKey match, String text, RecordKey self) {
        return Mate.of(place, match, workspace.syncs()).stream().anyMatch(mate -> orphanUnderWay(mate.target())
                || holders(mate.place().sync(), mate.place().side(), mate.field(), text, self).stream()
                        .anyMatch(holder -> isCounterpartBeingMade(mate.place(), holder)));
    }

    /**
     * Whether a counterpart of the record is being made right now, or is known by its id only: what a create met, or what
     * the counterpart was combined into.
     */
    boolean isCounterpartBeingMade(Place place, RecordKey record) {
        return linkOf(place.sync(), place.side(), record)
                .filter(link -> link.full() ? link.record(place.side().other())
                        .filter(other -> !workspace.record(other).known()).isPresent() : link.inFlight())
                .isPresent();
    }

    /** Creates whose source this batch has told to be gone, or to hold another key. */
    private void addOrphaned() {
        for (Link link : workspace.links().all()) {
            if (link.live() && !link.full() && link.inFlight() && gaveUpKey(
                    new Place(link.sync(), link.onlySide()), link.record(link.onlySide()).orElseThrow())) {
                sidesOrphaned.add(new Place(link.sync(), link.onlySide().other()).name());
            }
        }
    }

    /** Whether the record is gone, or holds since this batch another value for one of the sync's keys. */
    boolean gaveUpKey(Place place, RecordKey key) {
        MirrorRecord record = workspace.record(key);
        return !record.alive() || place.sync().object().matchKeys().stream()
                .anyMatch(match -> record.keyGivenUp(KeyField.of(match, place.side()), region).isPresent());
    }

    /**
     * A record that has gone, or holds another key now, or has come into scope, may have been what kept the holders of
     * its key from being matched: they are decided again.
     */
    private void wakeHoldersOfGivenUp(Session session) {
        Map<KeyValue, RecordKey> givenUp = new HashMap<>();
        for (MirrorRecord record : List.copyOf(workspace.records())) {
            for (Place place : workspace.syncs().placesOf(record.key())) {
                for (MatchKey match : place.sync().object().matchKeys()) {
                    KeyField field = KeyField.of(match, place.side());
                    Optional<String> freed = record.keyGivenUp(field, region);
                    Optional<String> shown = comesIntoScope(place, record)
                            ? field.value(record.fields(), region) : Optional.empty();
                    Stream.of(freed, shown).flatMap(Optional::stream).forEach(text -> {
                        workspace.claim(claim(place.sync(), match, text));
                        for (Side side : Side.values()) {
                            RecordKey any = place.sync().record(side, record.key().id());
                            givenUp.put(KeyValue.of(any, KeyField.of(match, side).index(), text), any);
                        }
                    });
                }
            }
        }
        if (!givenUp.isEmpty()) {
            session.holders(givenUp.keySet(), MOST, (value, id) -> {
                RecordKey holder = givenUp.get(value).sibling(id);
                workspace.record(holder);
                workspace.touch(holder);
            });
        }
    }

    private boolean comesIntoScope(Place place, MirrorRecord record) {
        List<ScopeRule> rules = place.sync().object().scope(place.side());
        return !rules.isEmpty()
                && record.comesTo(fields -> !(Scope.of(rules, fields, region) instanceof ScopeVerdict.Out));
    }

    /**
     * Touches records that could not be matched because of a pair that this batch has ended, or lost their own
     * counterpart before, and looks for their candidates; what stayed of the pair may be one.
     */
    public Set<RecordKey> findRivals(Session session) {
        Map<KeyValue, Place> wanted = new HashMap<>();
        Set<RecordKey> parted = new HashSet<>();
        for (Link link : workspace.links().all()) {
            if (link.endsNow() && link.full()) {
                for (Side side : Side.values()) {
                    parted.add(link.record(side).orElseThrow());
                    addKeysOfEnd(link, side, wanted);
                }
            }
        }
        Set<RecordKey> rivals = new HashSet<>();
        if (!wanted.isEmpty()) {
            session.holders(wanted.keySet(), MOST, (value, id) -> {
                RecordKey holder = wanted.get(value).sync().record(wanted.get(value).side(), id);
                workspace.record(holder);
                Place place = wanted.get(value);
                boolean waits = linkOf(place.sync(), place.side(), holder).isPresent();
                // Whom this batch has parted is what the others are looked for, and has been decided.
                if (unmatched(workspace, place, holder) && (waits || !parted.contains(holder))) {
                    rivals.add(holder);
                }
            });
        }
        if (!rivals.isEmpty()) {
            rivals.forEach(workspace::touch);
            find(session);
        }
        return rivals;
    }

    private void addKeysOfEnd(Link link, Side end, Map<KeyValue, Place> wanted) {
        RecordKey key = link.record(end).orElseThrow();
        if (!workspace.record(key).alive()) {
            return;
        }
        for (MatchKey match : link.sync().object().matchKeys()) {
            value(new Place(link.sync(), end), match, key).ifPresent(text -> {
                workspace.claim(claim(link.sync(), match, text));
                for (Side side : Side.values()) {
                    wanted.put(KeyValue.of(link.sync().record(side, "-"), KeyField.of(match, side).index(), text),
                            new Place(link.sync(), side));
                }
            });
        }
    }

    /** Records that this batch has brought are in no index yet. */
    private void addOwn(Set<KeyValue> wanted) {
        for (MirrorRecord record : List.copyOf(workspace.records())) {
            record.keys(workspace.syncs().keyFields(record.key()), region).forEach((index, text) -> {
                KeyValue value = KeyValue.of(record.key(), index, text);
                if (wanted.contains(value)) {
                    of(value).add(record.key());
                }
            });
        }
    }

    /** Whether a create without key is under way to the side, so that a record without key may be its result. */
    boolean keylessUnderWay(Place place) {
        return keylessUnderWay.contains(place.name());
    }

    /**
     * Whether a create to the side is under way whose source is gone or holds another key by now: what it was sent with
     * holds nobody back any more, so any record that has no counterpart may be its result, and any that is to be made
     * there may be made already.
     */
    boolean orphanUnderWay(Place place) {
        return sidesOrphaned.contains(place.name());
    }

    /** Whether nobody can tell if a create to the side was carried out: a record without key may be its result. */
    boolean unresolved(Place place) {
        return sidesUnresolved.contains(place.name());
    }

    /** Whether records of the sync wait to know if they are what a create has made. */
    boolean hasWaiting(Place place) {
        return syncsWithWaiting.contains(place.sync().link(""));
    }

    Optional<String> value(Place place, MatchKey match, RecordKey key) {
        return KeyField.of(match, place.side()).value(workspace.record(key).fields(), region);
    }

    /** The living records of {@code side} that hold the value now, save {@code self}. */
    Set<RecordKey> holders(Sync sync, Side side, MatchKey match, String text, RecordKey self) {
        return holders(sync, side, KeyField.of(match, side), text, self);
    }

    private Set<RecordKey> holders(Sync sync, Side side, KeyField field, String text, RecordKey self) {
        Set<RecordKey> holders = new LinkedHashSet<>();
        KeyValue wanted = KeyValue.of(sync.record(side, self.id()), field.index(), text);
        for (RecordKey key : found.getOrDefault(wanted, Set.of())) {
            MirrorRecord record = workspace.record(key);
            boolean holds = field.value(record.fields(), region).filter(text::equals).isPresent();
            if (!key.equals(self) && record.alive() && holds) {
                holders.add(key);
            }
        }
        return holders;
    }

    Optional<Link> linkOf(Sync sync, Side side, RecordKey key) {
        return workspace.links().live(sync, side, key.id());
    }

    private Set<RecordKey> of(KeyValue value) {
        return found.computeIfAbsent(value, any -> new TreeSet<>());
    }

    private static Claim claim(Sync sync, MatchKey match, String value) {
        return new Claim(sync.connection().tenant().value(), sync.connection().connection().value(),
                sync.object().object(), match.name(), value);
    }
}
