package io.bothways.chaos.judge;

import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Finding.Kind;
import io.bothways.chaos.judge.Judged.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for edits that nobody can see any more. Of all edits of one field of one thing, in both apps, only the last has
 * to stand: a later one superseded the others. It stands where it was made, or is listed, or was overwritten within the
 * time in which a write without a condition may rest on what was read before.
 */
final class LostEdits {
    private record Edited(Record thing, Field field) {}

    private final Rest rest;
    private final List<Judged> objects;
    private final Map<Record, Record> things;
    private final Forms forms;
    private final Map<Edited, List<Change>> histories = new LinkedHashMap<>();
    private final Map<Record, Change> creations = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    LostEdits(Rest rest, List<Judged> objects, Map<Record, Record> things, Forms forms) {
        this.rest = rest;
        this.objects = objects;
        this.things = things;
        this.forms = forms;
        for (Change change : rest.changes()) {
            judged(change).flatMap(judged -> judged.field(change.side(), change.field())).ifPresent(field -> histories
                    .computeIfAbsent(new Edited(thing(change.record()), field), any -> new ArrayList<>()).add(change));
            if (change.created()) {
                creations.putIfAbsent(change.record(), change);
            }
        }
    }

    List<Finding> judge() {
        histories.forEach((edited, history) -> history.stream()
                .filter(Change::byPerson)
                .reduce((earlier, later) -> later)
                .ifPresent(last -> stands(edited.field(), last, history)));
        return findings;
    }

    private void stands(Field field, Change edit, List<Change> history) {
        Map<String, String> now = rest.records().get(edit.record());
        if (now == null) {
            deletedByUs(edit, history);
            return;
        }
        String wanted = form(field, edit, edit.after());
        if (form(field, edit, now.getOrDefault(edit.field(), "")).equals(wanted) || listed(field, edit, wanted)
                || withdraws(field, edit, history) || filledAtTheMatch(edit)) {
            return;
        }
        Optional<Change> by = history.stream()
                .filter(later -> later.record().equals(edit.record()) && edit.precedes(later))
                .filter(later -> !form(field, later, later.after()).equals(wanted))
                .findFirst();
        boolean blind = by.filter(write -> write.atMillis() - edit.atMillis() <= Duplicates.BLIND_MILLIS).isPresent();
        findings.add(new Finding(blind ? Kind.BLIND_OVERWRITE : Kind.LOST_EDIT, edit + " is lost" + by
                .map(write -> ": " + (write.atMillis() - edit.atMillis()) + " ms later " + write).orElse(""), history));
    }

    /** A person's delete supersedes every edit; nothing else may delete here. */
    private void deletedByUs(Change edit, List<Change> history) {
        rest.changes().stream()
                .filter(change -> change.record().equals(edit.record()) && change.deleted() && !change.byPerson())
                .findFirst()
                .ifPresent(deleted -> findings.add(new Finding(Kind.LOST_EDIT, edit + " is lost: " + deleted, history)));
    }

    private boolean listed(Field field, Change edit, String wanted) {
        String mapping = field.mapping();
        return judged(edit).stream()
                .flatMap(judged -> rest.linksOf(judged, edit.record()).stream())
                .anyMatch(link -> link.lists(mapping) || rest.conflicts().stream()
                        .filter(conflict -> conflict.object().equals(link.object()))
                        .filter(conflict -> conflict.link().equals(link.link()) && conflict.mapping().equals(mapping))
                        .anyMatch(conflict -> form(field, edit, conflict.lost()).equals(wanted)));
    }

    /**
     * Whether the edit put back what had stood there before, without any app having been written to in between: what was
     * never agreed was never changed, so a merge of states sees no edit.
     */
    private boolean withdraws(Field field, Change edit, List<Change> history) {
        for (int i = history.indexOf(edit) - 1; i >= 0; i--) {
            Change earlier = history.get(i);
            if (!earlier.byPerson()) {
                return false;
            }
            if (earlier.record().equals(edit.record())
                    && form(field, edit, earlier.before()).equals(form(field, edit, edit.after()))) {
                return true;
            }
        }
        return false;
    }

    /** People made the same thing in both apps, and emptied a field before the two were matched: blanks are filled then. */
    private boolean filledAtTheMatch(Change edit) {
        return edit.after().isEmpty() && creations.values().stream()
                .filter(made -> made.byPerson() && thing(made.record()).equals(thing(edit.record())))
                .filter(made -> edit.atMillis() - made.atMillis() <= Duplicates.BLIND_MILLIS)
                .map(Change::side)
                .distinct()
                .count() == 2;
    }

    private Record thing(Record record) {
        return things.getOrDefault(record, record);
    }

    private Optional<Judged> judged(Change change) {
        return objects.stream().filter(judged -> judged.type(change.side()).equals(change.type())).findFirst();
    }

    private String form(Field field, Change change, String value) {
        return forms.of(change.side(), field, value);
    }
}
