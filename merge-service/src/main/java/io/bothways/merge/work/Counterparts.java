package io.bothways.merge.work;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.mapping.References;
import io.bothways.merge.batch.Edge;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Sync;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Counterpart;
import io.bothways.merge.link.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the records that fields point to have their counterparts: links of this batch first, stored ones else. */
public final class Counterparts {
    private record Pointer(LinkKey object, Side side, String id) {}

    private final Workspace workspace;
    private final Map<Pointer, String> partners = new HashMap<>();

    public Counterparts(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Everything that the touched records and links point to, as edges without a waiting link. */
    public Set<Edge> pointers() {
        Set<Edge> pointers = new HashSet<>();
        for (Map.Entry<Place, RecordKey> subject : workspace.subjects()) {
            Place place = subject.getKey();
            add(pointers, place.sync(), place.side(), workspace.record(subject.getValue()).fields());
        }
        for (Link link : workspace.links().all()) {
            for (Side side : Side.values()) {
                add(pointers, link.sync(), side, link.base(side));
                link.record(side).ifPresent(key ->
                        add(pointers, link.sync(), side, workspace.record(key).fields()));
            }
        }
        return pointers;
    }

    private void add(Set<Edge> pointers, Sync sync, Side side, Map<String, FieldValue> fields) {
        for (Mapping mapping : sync.object().mappings()) {
            if (Syncs.points(mapping.on(side))) {
                for (Value.Reference reference : references(fields.get(mapping.on(side).name()))) {
                    workspace.syncs().sibling(sync, side, reference.type()).ifPresent(awaited -> pointers.add(
                            new Edge(sync.link(""), side, awaited.object().object(), reference.id())));
                }
            }
        }
    }

    private static List<Value.Reference> references(@org.jspecify.annotations.Nullable FieldValue field) {
        return switch (field) {
            case FieldValue.Present(Value.Reference reference) -> List.of(reference);
            case FieldValue.Present(Value.ReferenceSet(var all)) -> new ArrayList<>(all);
            case null, default -> List.of();
        };
    }

    /** Takes in what is stored. */
    public void add(List<Counterpart> stored) {
        stored.forEach(pair -> partners.put(new Pointer(pair.object(), pair.side(), pair.id()), pair.partner()));
    }

    /** What the fields of one sync point to. */
    public References of(Sync sync) {
        return (from, reference) -> {
            Optional<Sync> awaited = workspace.syncs().sibling(sync, from, reference.type());
            if (awaited.isEmpty()) {
                return new References.Counterpart.NotSynced();
            }
            Sync target = awaited.get();
            Optional<Link> link = workspace.links().live(target, from, reference.id());
            Optional<String> partner = link.isPresent()
                    ? link.get().id(from.other())
                    : Optional.ofNullable(partners.get(new Pointer(target.link(""), from, reference.id())));
            return partner.<References.Counterpart>map(id -> new References.Counterpart.Linked(
                            new Value.Reference(target.object().type(from.other()), id)))
                    .orElseGet(References.Counterpart.Unlinked::new);
        };
    }
}
