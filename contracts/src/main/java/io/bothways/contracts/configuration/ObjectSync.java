package io.bothways.contracts.configuration;

import io.bothways.contracts.Side;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One object type of each side, kept in step.
 *
 * @param object the name of the sync within its connection, for example {@code contact}
 * @param matchKeys in order of trust: the first key that finds a candidate decides
 */
public record ObjectSync(String object, String typeA, String typeB, List<MatchKey> matchKeys, List<Mapping> mappings) {
    public ObjectSync {
        matchKeys = List.copyOf(matchKeys);
        mappings = List.copyOf(mappings);
    }

    public String type(Side side) {
        return side == Side.A ? typeA : typeB;
    }

    /** The fields of one side that have to be read: mapped ones and match keys. */
    public SortedSet<String> fields(Side side) {
        SortedSet<String> fields = new TreeSet<>();
        mappings.forEach(mapping -> fields.add(mapping.on(side).name()));
        matchKeys.forEach(key -> fields.add(key.field(side)));
        return fields;
    }
}
