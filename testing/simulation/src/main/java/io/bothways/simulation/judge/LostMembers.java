package io.bothways.simulation.judge;

import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for members of sets that somebody added or removed, and nobody can see it any more. Of all that was done to one
 * member of one thing's set, in all apps, only the last has to stand where it was done.
 */
final class LostMembers {
    private record Member(AppRecord thing, String name) {}

    private record Done(Change change, String name) {
        boolean added() {
            return Tags.of(change.after()).contains(name);
        }
    }

    private final List<Change> changes;
    private final LostEdits edits;
    private final Partners partners;
    private final List<Finding> findings = new ArrayList<>();
    private int blindOverwrites;

    LostMembers(List<Change> changes, LostEdits edits, Partners partners) {
        this.changes = changes.stream().filter(change -> change.field() == Field.TAGS).toList();
        this.edits = edits;
        this.partners = partners;
    }

    List<Finding> judge() {
        Map<Member, Done> last = new HashMap<>();
        changes.stream().filter(Change::wished).forEach(change -> changed(change).forEach(name ->
                last.put(new Member(edits.thing(change.record()), name), new Done(change, name))));
        last.values().stream()
                .sorted((one, other) -> Long.compare(one.change().order(), other.change().order()))
                .forEach(this::stands);
        return findings;
    }

    int blindOverwrites() {
        return blindOverwrites;
    }

    /** The members that were added or removed. */
    static Set<String> changed(Change change) {
        Set<String> changed = new HashSet<>(Tags.of(change.before()));
        Tags.of(change.after()).forEach(name -> {
            if (!changed.remove(name)) {
                changed.add(name);
            }
        });
        return changed;
    }

    private void stands(Done done) {
        AppRecord record = done.change().record().current();
        boolean shows = Tags.of(record.value(Field.TAGS)).contains(done.name()) == done.added();
        if (!record.alive() || shows || edits.listed(done.change()) || withdraws(done)) {
            return;
        }
        Optional<Change> undone = changes.stream()
                .filter(later -> later.order() > done.change().order() && later.record().current() == record)
                .filter(later -> changed(later).contains(done.name()))
                .findFirst();
        // Where a thing was matched or combined only then, what the other one held counts, too.
        if (undone.filter(by -> isAnothers(done, by)).isPresent()) {
            return;
        }
        if (undone.filter(by -> by.knownAt() < done.change().at() || edits.looksUnsent(done.change(), by))
                .isPresent()) {
            blindOverwrites++;
        } else {
            findings.add(new Finding(Invariant.NO_LOST_EDIT, done.change() + " (" + done.name() + ") is lost: "
                    + undone.map(Change::toString).orElse("")));
        }
    }

    /** Whether it put back what had stood there before, without any app having been told anything in between. */
    private boolean withdraws(Done done) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change earlier = changes.get(i);
            boolean same = earlier.order() < done.change().order()
                    && edits.thing(earlier.record()) == edits.thing(done.change().record())
                    && changed(earlier).contains(done.name());
            if (same && !earlier.wished()) {
                return false;
            }
            if (same && earlier.record() == done.change().record()) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnothers(Done done, Change by) {
        return edits.agreedSince(done.change(), by)
                || changes.stream()
                        .filter(later -> later.wished() && later.order() > done.change().order())
                        .filter(later -> later.order() < by.order() && changed(later).contains(done.name()))
                        .anyMatch(later -> partners.of(done.change().record()).contains(later.record()));
    }
}
