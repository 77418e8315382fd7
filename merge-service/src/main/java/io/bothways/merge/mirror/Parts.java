package io.bothways.merge.mirror;

import io.bothways.contracts.record.Evidence;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields that partial readings (the answers of our writes) have replaced since the last whole reading, each with the
 * evidence of the reading that it is from: a whole reading from between two writes knows the one's fields better and not
 * the other's.
 *
 * @param latest of the newest partial reading
 */
record Parts(Map<String, Evidence> fields, Evidence latest) {
    static final Parts NONE = new Parts(Map.of(), new Evidence(0, 0, 0, false));

    Parts {
        fields = Map.copyOf(fields);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** With these fields from this reading. */
    Parts with(Collection<String> read, Evidence evidence) {
        Map<String, Evidence> next = new TreeMap<>(fields);
        read.forEach(field -> next.put(field, evidence));
        return new Parts(next, evidence);
    }

    /** Those that a whole reading is not known to be newer than. */
    Parts notBefore(Evidence whole) {
        Map<String, Evidence> left = new TreeMap<>(fields);
        left.values().removeIf(evidence -> whole.against(evidence) == Evidence.Order.NEWER);
        return left.isEmpty() ? NONE : new Parts(left, latest);
    }

    /** As the mirror's table holds it beside {@link #latest}: a field a line, with its evidence where that differs. */
    String text() {
        return new TreeMap<>(fields).entrySet().stream()
                .map(field -> field.getValue().equals(latest)
                        ? field.getKey()
                        : String.join("\t", field.getKey(), Long.toString(field.getValue().version()),
                                Long.toString(field.getValue().asked()), Long.toString(field.getValue().answered())))
                .collect(Collectors.joining("\n"));
    }

    static Parts of(String text, Evidence latest) {
        Map<String, Evidence> fields = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String line : text.split("\n")) {
                String[] cells = line.split("\t");
                fields.put(cells[0], cells.length == 1
                        ? latest
                        : new Evidence(Long.parseLong(cells[1]), Long.parseLong(cells[2]), Long.parseLong(cells[3]),
                                false, latest.tick()));
            }
        }
        return fields.isEmpty() ? NONE : new Parts(fields, latest);
    }
}
