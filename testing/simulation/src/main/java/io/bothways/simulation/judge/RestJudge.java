package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.merge.batch.Place;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.service.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at everything once it rests: are the apps in step, and is what is not in step listed? */
public final class RestJudge {
    private static final CanonicalForm FORM = new CanonicalForm("US");

    private final MemoryStore store;
    private final List<ModelApp> apps;
    private final Function<RecordRef, Optional<AppRecord>> records;
    private final Syncs syncs;
    private final Differing differing;
    private final ScopeJudge scopes;
    private final Forms forms;
    private final List<Finding> findings = new ArrayList<>();

    public RestJudge(MemoryStore store, List<ModelApp> apps, Function<RecordRef, Optional<AppRecord>> records,
            Syncs syncs, Differing differing, ScopeJudge scopes) {
        this.differing = differing;
        this.scopes = scopes;
        this.store = store;
        this.apps = apps;
        this.records = records;
        this.syncs = syncs;
        this.forms = new Forms(apps);
    }

    /** Everything that is not as it should be. */
    public List<Finding> judge() {
        for (ModelApp app : apps) {
            for (AppRecord record : app.records()) {
                RecordKey key = new RecordKey(Words.TENANT, Words.ref(app, record.thing(), record.id()));
                mirrored(record, key);
                if (record.alive()) {
                    syncs.placesOf(key).forEach(place -> hasLink(record, place));
                }
            }
        }
        store.links().stream().filter(Link::full).forEach(this::carried);
        for (Link link : store.links()) {
            if (link.live() && link.full()) {
                equal(link);
            } else if (link.full() && link.reasons().stream().noneMatch(reason ->
                    reason.code().equals(Codes.DELETE_UNDONE) || reason.code().equals(Codes.OUT_OF_SCOPE))) {
                followed(link);
            }
        }
        findings.addAll(scopes.judge());
        return findings;
    }

    /** A link may not be over because its record was combined into one that is there, once the app has told so. */
    private void followed(Link link) {
        for (Side side : Side.values()) {
            boolean there = record(link, side.other()).filter(RestJudge::stayed).isPresent()
                    && !hasAnother(link, side.other());
            record(link, side).filter(gone -> there && gone.isHeirPublished() && gone.heir().alive()).ifPresent(gone -> add(
                    Invariant.COMBINE_FOLLOWED, link, gone.name() + " lives on in " + gone.survivor().orElseThrow()));
        }
    }

    /** Whether the record of the side has, or had, another counterpart besides the one of this link. */
    private boolean hasAnother(Link link, Side side) {
        return store.links().stream().anyMatch(other -> other != link && other.full()
                && other.sync().same(link.sync()) && other.id(side).equals(link.id(side)));
    }

    /** Where deletes are carried, the other record may not just stay. */
    private void carried(Link link) {
        for (Side side : Side.values()) {
            Optional<AppRecord> gone = record(link, side).filter(record ->
                    !record.alive() && record.survivor().isEmpty());
            Optional<AppRecord> there = record(link, side.other()).filter(RestJudge::stayed);
            boolean left = gone.isPresent() && there.isPresent() && !hasAnother(link, side.other()) && link.reasons().stream()
                    .anyMatch(reason -> reason.code().equals(Codes.RECORD_DELETED));
            boolean followed = switch (link.sync().object().deletedOn(side)) {
                case OnDelete.Ignore ignore -> true;
                case OnDelete.Delete delete -> false;
                case OnDelete.Archive archive -> there.filter(RestJudge::marked).isPresent();
                case OnDelete.Tag tag -> there.filter(RestJudge::marked).isPresent();
            };
            if (left && !followed) {
                add(Invariant.DELETE_CARRIED, link, there.get().name() + " did not follow " + gone.get().name());
            }
        }
    }

    /** Whether it was there all the time: somebody who puts a record back wants it to be there. */
    private static boolean stayed(AppRecord record) {
        return record.alive() && !record.wasRestored();
    }

    private static boolean marked(AppRecord record) {
        return record.value(Field.MARK) instanceof FieldValue.Present;
    }

    private void equal(Link link) {
        Optional<AppRecord> a = record(link, Side.A);
        Optional<AppRecord> b = record(link, Side.B);
        if (a.isEmpty() || b.isEmpty() || !a.get().alive() || !b.get().alive()) {
            boolean listed = link.state().state() != State.IN_SYNC && !link.reasons().isEmpty();
            if (!listed) {
                add(Invariant.EQUAL, link, "links a record that is gone");
            }
            return;
        }
        for (Mapping mapping : link.sync().object().mappings()) {
            Field field = Field.valueOf(mapping.name().toUpperCase(java.util.Locale.ROOT));
            if (!same(link, field, a.get(), b.get()) && !listed(link, mapping.name())
                    && !differing.may(link, field, a.get(), b.get())) {
                add(Invariant.EQUAL, link, a.get().name() + "." + field.mapping() + " holds " + a.get().value(field)
                        + " " + text(a.get().value(field)) + ", " + b.get().name() + " " + text(b.get().value(field))
                        + " and nothing says so");
            }
        }
    }

    /** Whether the link says of the mapping, or of the whole record, that it is not in step. */
    static boolean listed(Link link, String mapping) {
        return link.differences().contains(mapping)
                || link.state().state() != State.IN_SYNC && link.state().state() != State.PENDING
                        && link.reasons().stream()
                                .anyMatch(reason -> reason.field().equals(mapping) || reason.field().isEmpty());
    }

    private boolean same(Link link, Field field, AppRecord a, AppRecord b) {
        FieldValue onA = a.value(field);
        FieldValue onB = b.value(field);
        if (onA instanceof FieldValue.Present(Value.Reference(var typeA, String idA))
                && onB instanceof FieldValue.Present(Value.Reference(var typeB, String idB))) {
            return store.links().stream()
                    .filter(other -> other.key().connection().equals(link.key().connection()))
                    .anyMatch(other -> other.id(Side.A).filter(idA::equals).isPresent()
                            && other.id(Side.B).filter(idB::equals).isPresent());
        }
        return FORM.same(b.app().kept(field, onA), onB, field.type())
                || FORM.same(a.app().kept(field, onB), onA, field.type())
                // In a ring a value comes two ways, and is the same edit in whatever words it arrives.
                || connections(link) > 2 && forms.meet(field, onA, onB);
    }

    private long connections(Link link) {
        return syncs.all().stream().filter(sync -> sync.object().object().equals(link.key().object())).count();
    }

    private void mirrored(AppRecord record, RecordKey key) {
        Optional<MirrorRecord> mirror = store.record(key);
        boolean right = mirror.isEmpty()
                ? !record.alive()
                : mirror.get().deleted() != record.alive() && (!record.alive() || holds(record, mirror.get()));
        if (!right) {
            findings.add(new Finding(Invariant.MIRROR, record.name() + " is not as the mirror has it"));
        }
    }

    private static boolean holds(AppRecord record, MirrorRecord mirror) {
        return Field.of(record.thing()).stream().allMatch(field -> record.value(field)
                .equals(mirror.fields().getOrDefault(record.app().nameOf(field), FieldValue.UNREAD)));
    }

    private void hasLink(AppRecord record, Place place) {
        List<Link> links = store.links().stream()
                .filter(link -> link.sync().same(place.sync()))
                .filter(link -> link.id(place.side()).filter(record.id()::equals).isPresent())
                .toList();
        Optional<Link> live = links.stream().filter(Link::live).findFirst();
        if (live.isEmpty()) {
            if (links.stream().noneMatch(link -> !link.reasons().isEmpty())) {
                findings.add(new Finding(Invariant.REASON, record.name() + " has no link in "
                        + place.sync().connection().connection()));
            }
            return;
        }
        State state = live.get().state().state();
        if (state == State.PENDING || !live.get().full() && state == State.IN_SYNC
                || state != State.IN_SYNC && live.get().reasons().isEmpty()) {
            add(Invariant.REASON, live.get(), record.name() + " stands " + state + " "
                    + live.get().reasons().stream().map(reason -> reason.code()).toList());
        }
    }

    private Optional<AppRecord> record(Link link, Side side) {
        return link.record(side).map(RecordKey::ref).flatMap(records);
    }

    private void add(Invariant invariant, Link link, String what) {
        findings.add(new Finding(invariant, link.key().connection() + "/" + link.key().link() + " "
                + link.state().state() + ": " + what));
    }

    private static String text(FieldValue value) {
        return value instanceof FieldValue.Present(Value.Text(String text)) ? "'" + text + "'" : "" + value;
    }
}
