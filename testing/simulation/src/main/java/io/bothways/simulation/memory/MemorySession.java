package io.bothways.simulation.memory;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.KeyValue;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Overtaken;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.SyncSide;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Counterpart;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.settle.Settlement;
import io.bothways.merge.work.Departure;
import io.bothways.merge.work.Reach;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One attempt over the maps; what it writes is staged until the commit. */
final class MemorySession implements Session {
    private final MemoryStore store;
    private final Telling telling;
    private final Set<String> answered = new HashSet<>();
    private Optional<Staged> staged = Optional.empty();
    private List<MirrorRecord> repeated = List.of();

    MemorySession(MemoryStore store, Telling telling) {
        this.store = store;
        this.telling = telling;
    }

    Optional<Staged> staged() {
        return staged;
    }

    /** Records of which the same was read again. */
    List<MirrorRecord> repeated() {
        return repeated;
    }

    @Override
    public Echoed takeEchoes(List<Echo> readings) {
        List<MirrorRecord> echoed = new ArrayList<>();
        for (Echo echo : readings) {
            boolean rests = store.links().stream().anyMatch(link -> link.live() && link.full()
                    && link.state().state() == LinkState.State.IN_SYNC
                    && sameObject(link.key(), echo.place().sync().link(""))
                    && holds(link, echo.place().side(), echo.key().id()));
            store.record(echo.key()).map(MirrorRecord::asStored)
                    .filter(record -> rests && record.repeat(echo.digest(), echo.evidence()))
                    .ifPresent(echoed::add);
        }
        repeated = List.copyOf(echoed);
        return new Echoed(echoed.stream().map(MirrorRecord::key).collect(Collectors.toSet()), () -> {
            for (MirrorRecord record : echoed) {
                telling.mirrored(new Mirrored(record.key().tenant(), record.key().ref(), record.digest(), false));
            }
        });
    }

    /** There is nobody to wait for, and a gate cannot open while a batch is merged. */
    @Override
    public void lock(Reach reach, Syncs syncs) {}

    @Override
    public Map<RecordKey, MirrorRecord> records(Collection<RecordKey> keys) {
        Map<RecordKey, MirrorRecord> records = new HashMap<>();
        for (RecordKey key : keys) {
            store.record(key).ifPresent(record -> records.put(key, record.asStored()));
        }
        return records;
    }

    @Override
    public void linksOf(Collection<RecordKey> records, Syncs syncs, Links links, boolean whole) {
        for (RecordKey record : records) {
            for (Place place : syncs.placesOf(record)) {
                LinkKey sync = place.sync().link("");
                for (Link link : store.links()) {
                    if (sameObject(link.key(), sync) && holds(link, place.side(), record.id())) {
                        links.add(link.asStored(place.sync()));
                    }
                }
            }
        }
    }

    @Override
    public void links(Collection<LinkKey> keys, Syncs syncs, Links links, boolean whole) {
        for (LinkKey key : keys) {
            store.link(key).ifPresent(link ->
                    syncs.of(key).ifPresent(sync -> links.add(link.asStored(sync))));
        }
    }

    @Override
    public List<Counterpart> counterparts(Collection<Edge> pointers) {
        List<Counterpart> counterparts = new ArrayList<>();
        for (Edge edge : pointers) {
            awaited(edge).flatMap(link -> link.id(edge.side().other())).ifPresent(partner ->
                    counterparts.add(new Counterpart(object(edge), edge.side(), edge.id(), partner)));
        }
        return counterparts;
    }

    @Override
    public void holders(Collection<KeyValue> values, int most, BiConsumer<KeyValue, String> holder) {
        for (KeyValue value : values) {
            int found = 0;
            for (MirrorRecord record : store.records()) {
                if (found < most && holds(record, value)) {
                    holder.accept(value, record.key().id());
                    found++;
                }
            }
        }
    }

    private boolean holds(MirrorRecord record, KeyValue value) {
        RecordKey key = record.key();
        return key.tenant().value().equals(value.tenant())
                && key.ref().account().value().equals(value.account())
                && key.ref().type().equals(value.type())
                && record.alive()
                && value.value().equals(store.indexed(key).get(value.index()));
    }

    @Override
    public Set<SyncSide> creatingKeyless(Collection<SyncSide> sides) {
        Set<SyncSide> creating = new HashSet<>();
        for (Departure departure : store.departures()) {
            var head = departure.command().head();
            SyncSide side = new SyncSide(
                    new LinkKey(head.message().tenant(), head.connection(), head.object(), ""), head.side());
            if (departure.keyless() && sides.contains(side)) {
                creating.add(side);
            }
        }
        return creating;
    }

    @Override
    public Set<SyncSide> unresolvedCreates(Collection<SyncSide> sides) {
        return halves(sides, Link::unresolved);
    }

    @Override
    public Set<SyncSide> orphanedCreates(Collection<SyncSide> sides) {
        return halves(sides, Link::orphaned);
    }

    private Set<SyncSide> halves(Collection<SyncSide> sides, Predicate<Link> wanted) {
        Set<SyncSide> found = new HashSet<>();
        for (Link link : store.links()) {
            if (wanted.test(link)) {
                SyncSide side = new SyncSide(link.sync().link(""), link.onlySide().other());
                if (sides.contains(side)) {
                    found.add(side);
                }
            }
        }
        return found;
    }

    @Override
    public void answered(List<WriteResult> results) {
        results.stream().filter(Settlement::ends).forEach(result -> answered.add(result.command().id()));
    }

    @Override
    public Untold write(Workspace workspace) {
        List<MirrorRecord> records = workspace.records().stream().filter(MirrorRecord::dirty).toList();
        List<Link> links = workspace.links().all().stream()
                .filter(Link::dirty)
                .filter(link -> !link.removed() || link.stored())
                .toList();
        refuseSecondLinks(links);
        staged = Optional.of(new Staged(workspace, records, links, answered));
        return () -> tell(workspace);
    }

    /** What the unique indexes do: a record has one live link per connection, whatever the batch believed. */
    private void refuseSecondLinks(List<Link> written) {
        Map<LinkKey, Link> after = new HashMap<>(store.linksByKey());
        written.forEach(link -> after.put(link.key(), link));
        Set<String> ends = new HashSet<>();
        for (Link link : after.values()) {
            for (Side side : Side.values()) {
                if (link.live() && link.id(side).isPresent()) {
                    String end = link.key().connection() + "/" + link.key().object() + "/" + side + "/"
                            + link.id(side).get();
                    if (!ends.add(end)) {
                        throw new Overtaken("a second live link of " + end);
                    }
                }
            }
        }
    }

    private void tell(Workspace workspace) {
        workspace.departures().forEach(departure -> telling.command(departure.command()));
        telling.reached(Crash.Point.WHILE_TELLING);
        for (RecordKey key : workspace.told()) {
            MirrorRecord record = workspace.record(key);
            if (record.known()) {
                telling.mirrored(new Mirrored(key.tenant(), key.ref(), record.deleted() ? "" : record.digest(),
                        record.deleted()));
            }
        }
        workspace.rereads().forEach(telling::reread);
        telling.reached(Crash.Point.AFTER_TELLING);
    }

    @Override
    public List<Edge> waitingFor(Set<Link> linked) {
        return store.waiting().stream()
                .filter(edge -> linked.stream().anyMatch(link -> sameObject(link.key(), object(edge))
                        && link.id(edge.side()).filter(edge.id()::equals).isPresent()))
                .toList();
    }

    @Override
    public List<Edge> over(Set<Edge> edges) {
        return edges.stream().filter(edge -> awaited(edge).filter(Link::full).isPresent()).toList();
    }

    @Override
    public List<LinkKey> awaitingCreates(Set<LinkKey> syncs) {
        return store.links().stream()
                .filter(Link::awaitsCreate)
                .map(Link::key)
                .filter(key -> syncs.stream().anyMatch(sync -> sameObject(key, sync)))
                .toList();
    }

    private Optional<Link> awaited(Edge edge) {
        return store.links().stream()
                .filter(link -> link.live() && sameObject(link.key(), object(edge)))
                .filter(link -> holds(link, edge.side(), edge.id()))
                .findFirst();
    }

    private static LinkKey object(Edge edge) {
        return new LinkKey(edge.waiting().tenant(), edge.waiting().connection(), edge.awaited(), "");
    }

    private static boolean holds(Link link, Side side, String id) {
        return link.id(side).filter(id::equals).isPresent();
    }

    private static boolean sameObject(LinkKey one, LinkKey other) {
        return one.tenant().equals(other.tenant()) && one.connection().equals(other.connection())
                && one.object().equals(other.object());
    }
}
