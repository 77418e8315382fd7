package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.LostValue;
import io.bothways.simulation.app.AppLog;
import io.bothways.simulation.app.AppLog.Removed;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Change.Author;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.memory.MemoryStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Looks for edits that nobody can see any more. Of all edits of one field of one thing, in all apps, only the last has
 * to stand: a later one superseded the others. It stands where it was made, or is listed, or was overwritten by a write
 * that was sent before anybody could read it, to an app that takes no condition.
 */
public final class LostEdits {
    private static final CanonicalForm FORM = new CanonicalForm("US");

    private record Edited(AppRecord thing, Field field) {}

    private final MemoryStore store;
    private final List<Change> changes;
    private final List<AppLog.Combined> combines;
    private final List<ModelApp> apps;
    private final Forms forms;
    private final Partners partners;
    private final List<Removed> removals;
    private final Function<Removed, Optional<RemovalJudge.Ground>> grounds;
    private final ToLongFunction<String> pairedAt;
    private final Ways ways;
    private final Map<AppRecord, AppRecord> same = new HashMap<>();
    /** The same, by field, where edits go both ways. */
    private final Map<Field, Map<AppRecord, AppRecord>> kept = new EnumMap<>(Field.class);
    private final List<Finding> findings = new ArrayList<>();
    private int blindOverwrites;

    /** @param pairedAt when the link that a command served became a pair, by command */
    public LostEdits(MemoryStore store, AppLog log, List<ModelApp> apps,
            Function<RecordRef, Optional<AppRecord>> records, Partners partners, ToLongFunction<String> pairedAt,
            Function<Removed, Optional<RemovalJudge.Ground>> grounds, Ways ways) {
        this.ways = ways;
        this.store = store;
        this.changes = log.changes();
        this.combines = log.combines();
        this.apps = apps;
        this.forms = new Forms(apps);
        this.partners = partners;
        this.grounds = grounds;
        this.removals = log.removals();
        this.pairedAt = pairedAt;
        for (ModelApp app : apps) {
            for (AppRecord record : app.records()) {
                record.survivor().flatMap(app::record).ifPresent(heir -> same.put(record, heir));
            }
        }
        Field.all().forEach(field -> kept.put(field, new HashMap<>(same)));
        for (Link link : store.links()) {
            Optional<AppRecord> a = link.record(Side.A).map(RecordKey::ref).flatMap(records);
            Optional<AppRecord> b = link.record(Side.B).map(RecordKey::ref).flatMap(records);
            if (a.isPresent() && b.isPresent() && !parted(a.get(), link) && !parted(b.get(), link)) {
                unite(same, a.get(), b.get());
                Field.of(a.get().thing()).stream()
                        .filter(field -> field.isMapped() && ways.keepsEqual(link.key(), field))
                        .forEach(field -> unite(kept.getOrDefault(field, same), a.get(), b.get()));
            }
        }
    }

    /** Whether the record went on in one that has a counterpart of its own: a person decides about the other. */
    private static boolean parted(AppRecord record, Link link) {
        return record.survivor().isPresent() && link.state().state() != State.IN_SYNC;
    }

    AppRecord thing(AppRecord record) {
        return root(same, record);
    }

    private static void unite(Map<AppRecord, AppRecord> things, AppRecord one, AppRecord other) {
        things.put(root(things, one), root(things, other));
    }

    private static AppRecord root(Map<AppRecord, AppRecord> things, AppRecord record) {
        AppRecord next = things.get(record);
        return next == null || next == record ? record : root(things, next);
    }

    public List<Finding> judge() {
        Map<Edited, Change> last = new HashMap<>();
        changes.stream()
                .filter(change -> change.wished() && change.field().isPlain() && !reformats(change))
                .forEach(change -> last.put(new Edited(
                        root(kept.getOrDefault(change.field(), same), change.record()), change.field()), change));
        LostMembers members = new LostMembers(changes, this, partners);
        findings.addAll(members.judge());
        blindOverwrites += members.blindOverwrites();
        last.values().stream()
                .sorted((one, other) -> Long.compare(one.order(), other.order()))
                .forEach(this::stands);
        return findings;
    }

    /** The same in other words is no edit. */
    static boolean reformats(Change change) {
        return FORM.same(change.before(), change.after(), change.field().type());
    }

    /**
     * When somebody gave the field this value: what a combined record takes over from the other one is as old as it was
     * there, and what we had carried there is as old as the edit that it goes back to.
     */
    private long made(Change change) {
        if (change.taken() == 0) {
            return change.order();
        }
        Change there = changes.get((int) change.taken() - 1);
        if (there.wished()) {
            return made(there);
        }
        for (int i = (int) there.order() - 2; i >= 0; i--) {
            Change earlier = changes.get(i);
            if (earlier.wished() && earlier.field() == there.field()
                    && thing(earlier.record()) == thing(there.record())
                    && same(there.field(), earlier.after(), there.after())) {
                return made(earlier);
            }
        }
        return there.order();
    }

    private void stands(Change edit) {
        AppRecord record = edit.record().current();
        removals.stream()
                .filter(removed -> removed.record() == record && removed.author() == Author.ENGINE)
                .filter(removed -> removed.order() > edit.order() && !record.alive())
                .reduce((first, last) -> last)
                .ifPresent(removed -> seenBefore(edit, removed));
        if (!record.alive() || shows(edit) || listed(edit) || withdraws(edit)
                || filledAtTheMatch(edit) || changedByCombining(edit)) {
            return;
        }
        Optional<Change> overwritten = changes.stream()
                .filter(later -> later.order() > edit.order() && later.record().current() == record)
                .filter(later -> later.field() == edit.field())
                .filter(later -> !same(edit.field(), later.after(), edit.after()))
                .findFirst();
        Optional<Change> superseder = overwritten.flatMap(write -> superseder(edit, write));
        if (superseder.isPresent()) {
            // What was combined is the last that happened; an edit that is younger than its value has to stand in its place.
            superseder.filter(later -> edit.taken() > 0).ifPresent(this::stands);
            return;
        }
        if (overwritten.filter(write -> gaveWay(edit, write)).isPresent()) {
            return;
        }
        if (overwritten.filter(write -> write.knownAt() < edit.at() || looksUnsent(edit, write)).isPresent()) {
            blindOverwrites++;
        } else {
            findings.add(new Finding(Invariant.NO_LOST_EDIT, edit + " is lost: " + overwritten
                    .map(Change::toString)
                    .orElse("")));
        }
    }

    /**
     * Whether the edit put back what our write had replaced, before its answer was lost, in an app whose clock does not
     * tell the one from the other: then everything looks as if the write had never come.
     */
    boolean looksUnsent(Change edit, Change write) {
        AppRecord record = edit.record();
        return changes.stream()
                .filter(sent -> sent.order() < edit.order() && sent.command().equals(write.command()))
                .filter(sent -> sent.record() == record && sent.field() == edit.field())
                .filter(sent -> FORM.same(sent.before(), edit.after(), edit.field().type()))
                .anyMatch(sent -> record.at(sent.at() - 1).map(AppRecord.Version::stamp)
                        .equals(record.at(write.at() - 1).map(AppRecord.Version::stamp)));
    }

    /** An edit beats a delete: we may delete what it made only where the person who deleted first had seen it. */
    private void seenBefore(Change edit, Removed removed) {
        Optional<RemovalJudge.Ground> ground = grounds.apply(removed);
        boolean seen = ground.flatMap(RemovalJudge.Ground::counterpart)
                .filter(deleted -> same(edit.field(), deleted.value(edit.field()), edit.after()))
                .isPresent();
        boolean approved = ground.flatMap(RemovalJudge.Ground::approvedAt)
                .filter(moment -> moment >= edit.at())
                .isPresent();
        boolean agreed = edit.at() <= pairedAt.applyAsLong(removed.command());
        if (seen || approved || agreed || listed(edit) || withdraws(edit) || filledAtTheMatch(edit)
                || changedByCombining(edit)) {
            return;
        }
        if (removed.knownAt() < edit.at()) {
            blindOverwrites++;
        } else {
            findings.add(new Finding(Invariant.NO_LOST_EDIT, edit + " is lost: " + removed));
        }
    }

    /** Whether the thing was matched in one more app, or combined, since the edit: what stood there counts as well. */
    boolean agreedSince(Change edit, Change write) {
        return pairedAt.applyAsLong(write.command()) > edit.at()
                || combines.stream().anyMatch(combined -> combined.order() > edit.order()
                        && partners.of(combined.loser()).contains(edit.record()));
    }

    /** Whether the record holds the value, be it as one app after the other would keep it. */
    private boolean shows(Change edit) {
        Field field = edit.field();
        return forms.of(field, edit.after()).stream()
                .anyMatch(form -> FORM.same(edit.record().current().value(field), form, field.type()));
    }

    /**
     * Whether the edit put back what had stood there before, without any app having been told anything in between: what
     * was never agreed was never changed, so a merge of states sees no edit.
     */
    private boolean withdraws(Change edit) {
        Field field = edit.field();
        for (int i = (int) edit.order() - 2; i >= 0; i--) {
            Change earlier = changes.get(i);
            if (earlier.field() == field && thing(earlier.record()) == thing(edit.record())) {
                boolean carried = !earlier.wished() && (earlier.record() == edit.record()
                        || FORM.same(earlier.after(), edit.before(), field.type()));
                if (carried) {
                    return false;
                }
                if (earlier.wished() && earlier.record() == edit.record()
                        && FORM.same(earlier.before(), edit.after(), field.type())) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean listed(Change edit) {
        String mapping = edit.field().mapping();
        for (LostValue lost : store.lostValues()) {
            if (lost.mapping().equals(mapping) && same(edit.field(), edit.after(), lost.lost())) {
                return true;
            }
        }
        return store.links().stream()
                .filter(link -> holds(link, edit.record().current()))
                .anyMatch(link -> RestJudge.listed(link, mapping));
    }

    private boolean same(Field field, FieldValue one, FieldValue other) {
        return one instanceof FieldValue.Present(Value.Reference here)
                        && other instanceof FieldValue.Present(Value.Reference there)
                ? target(here).equals(target(there))
                : forms.meet(field, other, one);
    }

    /** What a reference of any app points to. */
    private Optional<AppRecord> target(Value.Reference reference) {
        return apps.stream()
                .filter(app -> app.typeOf(Field.Thing.COMPANY).equals(reference.type()))
                .findFirst()
                .flatMap(app -> app.record(reference.id()))
                .map(this::thing);
    }

    /** A field that was emptied before the thing was matched in one more app: at the match, blanks are filled. */
    private boolean filledAtTheMatch(Change edit) {
        return edit.after() instanceof FieldValue.Cleared && changes.stream()
                .filter(later -> later.order() > edit.order() && !later.wished() && later.field() == edit.field())
                .filter(later -> later.after() instanceof FieldValue.Present)
                .filter(later -> thing(later.record()) == thing(edit.record()))
                .anyMatch(later -> pairedAt.applyAsLong(later.command()) > edit.at());
    }

    /**
     * Somebody combined the record into one that held something else: for the loser's counterparts that is a later edit
     * of the field, made by a person.
     */
    private boolean changedByCombining(Change edit) {
        Field field = edit.field();
        long made = made(edit);
        return combines.stream()
                .filter(combined -> combined.order() > made)
                .filter(combined -> !forms.meet(field, combined.loser().value(field),
                        combined.kept().getOrDefault(field, FieldValue.CLEARED)))
                .map(combined -> partners.of(combined.loser(), combined.heir()))
                .anyMatch(loser -> holders(edit).anyMatch(loser::contains));
    }

    /** The record that was edited, and those that it took the value over from when they were combined into it. */
    private Stream<AppRecord> holders(Change edit) {
        Stream<AppRecord> names = edit.record().names().stream();
        return edit.taken() == 0 ? names : Stream.concat(names, holders(changes.get((int) edit.taken() - 1)));
    }

    /** The edit that took this one's place, of a record that was held for the same then. */
    private Optional<Change> superseder(Change edit, Change by) {
        long made = made(edit);
        return changes.stream()
                .filter(later -> later.wished() && later.field() == edit.field())
                .filter(later -> later.order() < by.order() && made(later) > made)
                .filter(later -> same(edit.field(), later.after(), by.after()))
                .filter(later -> partners.of(edit.record()).contains(later.record()))
                .findFirst();
    }

    /** Whether the edit was made where a field only follows: what its source holds goes before, however old it is. */
    private boolean gaveWay(Change edit, Change by) {
        return changes.stream()
                .filter(write -> write.field() == edit.field() && ways.isGift(write))
                .filter(write -> write.order() > edit.order() && write.order() <= by.order())
                .filter(write -> same(edit.field(), write.after(), by.after()))
                .anyMatch(write -> partners.of(edit.record()).contains(write.record()));
    }

    private static boolean holds(Link link, AppRecord record) {
        for (Side side : Side.values()) {
            if (link.record(side)
                    .filter(key -> key.id().equals(record.id())
                            && key.ref().account().equals(record.app().account()))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    public int blindOverwrites() {
        return blindOverwrites;
    }
}
