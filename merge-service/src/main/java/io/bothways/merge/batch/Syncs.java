package io.bothways.merge.batch;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The connections as one batch sees them: read once, so that a change of configuration never splits a batch. */
public final class Syncs {
    private record Kind(TenantId tenant, AccountId account, String type) {
        static Kind of(RecordKey key) {
            return new Kind(key.tenant(), key.ref().account(), key.ref().type());
        }

        @Override
        public int hashCode() {
            return 31 * account.value().hashCode() + type.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind(TenantId otherTenant, AccountId otherAccount, String otherType)
                    && type.equals(otherType) && account.value().equals(otherAccount.value())
                    && tenant.value().equals(otherTenant.value());
        }
    }

    private final Map<Kind, List<Place>> places = new HashMap<>();
    /** Found out when first asked; batches of several threads share the connections as they are now. */
    private final Map<Kind, List<KeyField>> keyFields = new ConcurrentHashMap<>();
    private final Map<LinkKey, Sync> byObject = new HashMap<>();
    /** By the syncs without their links. */
    private final Map<LinkKey, Boolean> rings = new ConcurrentHashMap<>();

    /** All connections; {@code open} tells of an object sync, a link key without link, whether it may write. */
    public Syncs(Collection<ConnectionConfiguration> connections, Predicate<LinkKey> open) {
        for (ConnectionConfiguration connection : connections) {
            for (ObjectSync object : connection.objects()) {
                LinkKey name = new LinkKey(connection.tenant(), connection.connection(), object.object(), "");
                Sync sync = new Sync(connection, object, open.test(name));
                byObject.put(name, sync);
                for (Side side : Side.values()) {
                    places.computeIfAbsent(kind(sync, side), any -> new ArrayList<>()).add(new Place(sync, side));
                }
            }
        }
    }

    /** Where the record stands; nowhere where no connection keeps its type in step, or another tenant's does. */
    public List<Place> placesOf(RecordKey key) {
        return places.getOrDefault(Kind.of(key), List.of());
    }

    /** The sync of a link; empty where the connection or its object is gone. */
    public Optional<Sync> of(LinkKey key) {
        return Optional.ofNullable(byObject.get(new LinkKey(key.tenant(), key.connection(), key.object(), "")));
    }

    public Collection<Sync> all() {
        return byObject.values();
    }

    /** The sync of the same connection that holds records of {@code type} on {@code side}. */
    public Optional<Sync> sibling(Sync sync, Side side, String type) {
        return sync.connection().objectOf(side, type).flatMap(object -> of(new LinkKey(
                sync.connection().tenant(), sync.connection().connection(), object.object(), "")));
    }

    /** Whether records of its one side are kept in step with those of its other side over other connections, too. */
    public boolean inRing(Sync sync) {
        return rings.computeIfAbsent(sync.link(""), any -> {
            Kind end = kind(sync, Side.B);
            Set<Kind> reached = new LinkedHashSet<>(Set.of(kind(sync, Side.A)));
            Deque<Kind> next = new ArrayDeque<>(reached);
            while (!next.isEmpty() && !reached.contains(end)) {
                for (Place place : places.getOrDefault(next.remove(), List.of())) {
                    Kind there = kind(place.sync(), place.side().other());
                    if (!place.sync().same(sync) && reached.add(there)) {
                        next.add(there);
                    }
                }
            }
            return reached.contains(end);
        });
    }

    private static Kind kind(Sync sync, Side side) {
        return new Kind(sync.connection().tenant(), sync.connection().account(side), sync.object().type(side));
    }

    /** The fields of a record's kind that are indexed for matching. */
    public List<KeyField> keyFields(RecordKey key) {
        return keyFields.computeIfAbsent(Kind.of(key), kind -> {
            Set<KeyField> fields = new LinkedHashSet<>();
            for (Place place : places.getOrDefault(kind, List.of())) {
                for (MatchKey match : place.sync().object().matchKeys()) {
                    fields.add(KeyField.of(match, place.side()));
                }
            }
            return List.copyOf(fields);
        });
    }

    /** The names of a record's indexed fields: a record that was indexed under others has to be indexed anew. */
    public String indexOf(RecordKey key) {
        return keyFields(key).stream().map(KeyField::index).sorted().collect(Collectors.joining("\n"));
    }

    /** Whether records of the sync have fields that point to other records. */
    public static boolean pointsToOthers(Sync sync) {
        return sync.object().mappings().stream().anyMatch(mapping -> points(mapping.a()) || points(mapping.b()));
    }

    public static boolean points(MappedField field) {
        return field.type() == ValueType.REFERENCE || field.type() == ValueType.REFERENCE_SET;
    }

    /** A record of an account, by the sync's own words. */
    public static RecordKey record(TenantId tenant, AccountId account, String type, String id) {
        return new RecordKey(tenant, new RecordRef(account, type, id));
    }
}
