package io.bothways.chaos.judge;

import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Judged.Field;
import io.bothways.chaos.judge.Rest.Link;
import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares both apps once everything rests: in step, or listed; nothing twice; no edit lost. */
public final class Judge {
    private final Rest rest;
    private final List<Judged> objects;
    private final boolean swept;
    private final Map<Record, Record> things;
    private final Forms forms;
    private final List<Finding> findings = new ArrayList<>();

    private Judge(Rest rest, List<Judged> objects, boolean swept) {
        this.rest = rest;
        this.swept = swept;
        this.objects = objects;
        this.things = rest.things(objects);
        this.forms = new Forms(things, objects.stream().filter(judged -> judged.object().equals("company")).findFirst()
                .map(company -> Map.of(Side.A, company.typeA(), Side.B, company.typeB())).orElse(Map.of()));
    }

    /**
     * Everything that is not as it should be, and what was blind.
     *
     * @param swept whether everything has been listed since: a delete whose webhook was dropped is known only then
     */
    public static List<Finding> judge(Rest rest, List<Judged> objects, boolean swept) {
        Judge judge = new Judge(rest, objects, swept);
        objects.forEach(judge::recordsHaveLinks);
        objects.forEach(judge::linksAreInStep);
        judge.findings.addAll(new Duplicates(rest, objects).judge());
        judge.findings.addAll(new LostEdits(rest, objects, judge.things, judge.forms).judge());
        return List.copyOf(judge.findings);
    }

    private void recordsHaveLinks(Judged judged) {
        for (Record record : new TreeMap<>(sorted(judged)).values()) {
            List<Link> links = rest.linksOf(judged, record);
            boolean paired = links.stream().anyMatch(link -> link.full() && !link.over());
            boolean explained = links.stream().anyMatch(link -> !link.reasons().isEmpty());
            if (!paired && !explained) {
                difference(record + " has no counterpart and nothing says why", of(List.of(record), Optional.empty()));
            }
        }
    }

    private Map<String, Record> sorted(Judged judged) {
        Map<String, Record> sorted = new TreeMap<>();
        rest.records().keySet().stream()
                .filter(record -> record.type().equals(judged.type(record.side())))
                .forEach(record -> sorted.put(record.toString(), record));
        return sorted;
    }

    private void linksAreInStep(Judged judged) {
        for (Link link : rest.links()) {
            if (!link.object().equals(judged.object()) || !link.full() || link.over()) {
                continue;
            }
            Record a = new Record(Side.A, judged.typeA(), link.idA().orElseThrow());
            Record b = new Record(Side.B, judged.typeB(), link.idB().orElseThrow());
            Optional<Map<String, String>> onA = Optional.ofNullable(rest.records().get(a));
            Optional<Map<String, String>> onB = Optional.ofNullable(rest.records().get(b));
            if (onA.isEmpty() || onB.isEmpty()) {
                if (swept && link.reasons().isEmpty()) {
                    difference(a + " and " + b + " stand " + link.state() + " although "
                            + (onA.isEmpty() ? a : b) + " is gone", of(List.of(a, b), Optional.empty()));
                }
                continue;
            }
            if (link.reasons().isEmpty() && !link.state().equals("IN_SYNC")) {
                difference(a + " and " + b + " stand " + link.state() + " and nothing says why",
                        of(List.of(a, b), Optional.empty()));
            }
            for (Field field : judged.fields()) {
                String valueA = onA.get().getOrDefault(field.a(), "");
                String valueB = onB.get().getOrDefault(field.b(), "");
                if (!forms.of(Side.A, field, valueA).equals(forms.of(Side.B, field, valueB))
                        && !link.lists(field.mapping())) {
                    difference(a + "." + field.a() + " holds '" + valueA + "', " + b + "." + field.b() + " '" + valueB
                            + "' and nothing says so (" + link.state() + ")", of(List.of(a, b), Optional.of(field)));
                }
            }
        }
    }

    private List<Change> of(Collection<Record> records, Optional<Field> field) {
        return rest.changes().stream()
                .filter(change -> records.contains(change.record()))
                .filter(change -> change.field().isEmpty() || field.isEmpty() && change.created()
                        || field.filter(known -> known.on(change.side()).equals(change.field())).isPresent())
                .toList();
    }

    private void difference(String what, List<Change> history) {
        findings.add(new Finding(Finding.Kind.UNEXPLAINED_DIFFERENCE, what, history));
    }
}
