package io.bothways.chaos.judge;

import io.bothways.chaos.judge.Change.Record;
import io.bothways.contracts.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything as it stands in the end.
 *
 * @param records the living records of both apps with the fields that are not blank
 * @param links how the engine says that records belong together and stand
 * @param conflicts values that lost a conflict and are kept
 * @param changes what both apps tell of who wrote what when, in the order of time
 */
public record Rest(Map<Record, Map<String, String>> records, List<Link> links, List<Conflict> conflicts,
        List<Change> changes) {
    public Rest {
        records = Map.copyOf(records);
        links = List.copyOf(links);
        conflicts = List.copyOf(conflicts);
        changes = changes.stream().sorted((one, other) -> one.atMillis() != other.atMillis()
                ? Long.compare(one.atMillis(), other.atMillis()) : Long.compare(one.order(), other.order())).toList();
    }

    /** Two records that the engine holds for the same thing, or one without a counterpart. */
    public record Link(String object, String link, Optional<String> idA, Optional<String> idB, String state,
            List<Reason> reasons) {
        public Link {
            reasons = List.copyOf(reasons);
        }

        Optional<String> id(Side side) {
            return side == Side.A ? idA : idB;
        }

        boolean full() {
            return idA.isPresent() && idB.isPresent();
        }

        boolean over() {
            return state.equals("ENDED");
        }

        /** Whether it is said of the mapping, or of the whole record, that it is not in step. */
        boolean lists(String mapping) {
            return reasons.stream().anyMatch(reason -> reason.field().equals(mapping)
                    || reason.field().isEmpty() && !state.equals("IN_SYNC"));
        }
    }

    /** Why a link is not in step, and of which mapping that is said; an empty one means the whole record. */
    public record Reason(String code, String field) {}

    /** A value that lost and is kept. */
    public record Conflict(String object, String link, String mapping, String lost) {}

    /** The links of a record, those that are over too. */
    List<Link> linksOf(Judged judged, Record record) {
        return links.stream()
                .filter(link -> link.object().equals(judged.object()))
                .filter(link -> link.id(record.side()).filter(record.id()::equals).isPresent())
                .toList();
    }

    /** Which records were ever held for the same thing: each record leads to one that stands for all of them. */
    Map<Record, Record> things(List<Judged> objects) {
        Map<Record, Record> leaders = new HashMap<>();
        for (Judged judged : objects) {
            links.stream().filter(link -> link.object().equals(judged.object()) && link.full()).forEach(link -> {
                Record a = leader(leaders, new Record(Side.A, judged.type(Side.A), link.idA().orElseThrow()));
                Record b = leader(leaders, new Record(Side.B, judged.type(Side.B), link.idB().orElseThrow()));
                if (!a.equals(b)) {
                    leaders.put(b, a);
                }
            });
        }
        Map<Record, Record> things = new HashMap<>();
        new ArrayList<>(leaders.keySet()).forEach(record -> things.put(record, leader(leaders, record)));
        return things;
    }

    private static Record leader(Map<Record, Record> leaders, Record record) {
        Record next = leaders.get(record);
        return next == null ? record : leader(leaders, next);
    }
}
