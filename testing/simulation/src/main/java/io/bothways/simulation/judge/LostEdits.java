package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.LostValue;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.memory.MemoryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

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
    private final List<ModelApp> apps;
    private final Forms forms;
    private final ToLongFunction<String> pairedAt;
    private final Map<AppRecord, AppRecord> same = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int blindOverwrites;

    /** @param pairedAt when the link that a command served became a pair, by command */
    public LostEdits(MemoryStore store, List<Change> changes, List<ModelApp> apps,
            Function<RecordRef, Optional<AppRecord>> records, ToLongFunction<String> pairedAt) {
        this.store = store;
        this.changes = changes;
        this.apps = apps;
        this.forms = new Forms(apps);
        this.pairedAt = pairedAt;
        for (Link link : store.links()) {
            Optional<AppRecord> a = link.record(Side.A).map(RecordKey::ref).flatMap(records);
            Optional<AppRecord> b = link.record(Side.B).map(RecordKey::ref).flatMap(records);
            if (a.isPresent() && b.isPresent()) {
                same.put(thing(a.get()), thing(b.get()));
            }
        }
    }

    private AppRecord thing(AppRecord record) {
        AppRecord next = same.get(record);
        return next == null || next == record ? record : thing(next);
    }

    public List<Finding> judge() {
        Map<Edited, Change> last = new HashMap<>();
        changes.stream()
                .filter(Change::wished)
                .forEach(change -> last.put(new Edited(thing(change.record()), change.field()), change));
        last.values().stream()
                .sorted((one, other) -> Long.compare(one.order(), other.order()))
                .forEach(this::stands);
        return findings;
    }

    private void stands(Change edit) {
        AppRecord record = edit.record();
        if (!record.alive() || shows(edit) || listed(edit) || withdraws(edit)
                || filledAtTheMatch(edit)) {
            return;
        }
        Optional<Change> overwritten = changes.stream()
                .filter(later -> later.order() > edit.order() && later.record() == record)
                .filter(later -> later.field() == edit.field())
                .findFirst();
        if (overwritten.filter(write -> write.knownAt() < edit.at()).isPresent()) {
            blindOverwrites++;
        } else {
            findings.add(new Finding(Invariant.NO_LOST_EDIT, edit + " is lost: " + overwritten
                    .map(Change::toString)
                    .orElse("")));
        }
    }

    /** Whether the record holds the value, be it as one app after the other would keep it. */
    private boolean shows(Change edit) {
        Field field = edit.field();
        return forms.of(field, edit.after()).stream()
                .anyMatch(form -> FORM.same(edit.record().value(field), form, field.type()));
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
                if (!earlier.wished()) {
                    return false;
                }
                if (earlier.record() == edit.record()
                        && FORM.same(earlier.before(), edit.after(), field.type())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean listed(Change edit) {
        String mapping = edit.field().mapping();
        for (LostValue lost : store.lostValues()) {
            if (lost.mapping().equals(mapping) && same(edit, lost)) {
                return true;
            }
        }
        return store.links().stream()
                .filter(link -> holds(link, edit.record()))
                .anyMatch(link -> RestJudge.listed(link, mapping));
    }

    private boolean same(Change edit, LostValue lost) {
        return edit.after() instanceof FieldValue.Present(Value.Reference here)
                        && lost.lost() instanceof FieldValue.Present(Value.Reference there)
                ? target(here).equals(target(there))
                : forms.meet(edit.field(), lost.lost(), edit.after());
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
