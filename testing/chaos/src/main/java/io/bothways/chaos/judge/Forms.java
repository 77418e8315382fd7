package io.bothways.chaos.judge;

import com.fasterxml.jackson.databind.node.TextNode;
import io.bothways.chaos.judge.Change.Record;
import io.bothways.chaos.judge.Judged.Field;
import io.bothways.contracts.Side;
import io.bothways.endtoend.Canonical;
import java.util.Map;

/** When two values of the two apps mean the same. */
final class Forms {
    private final Map<Record, Record> things;
    private final Map<Side, String> referenced;

    /** @param referenced the type of either app that references point to */
    Forms(Map<Record, Record> things, Map<Side, String> referenced) {
        this.things = things;
        this.referenced = referenced;
    }

    String of(Side side, Field field, String value) {
        if (!field.reference() || value.isEmpty()) {
            return Canonical.of(TextNode.valueOf(value));
        }
        Record company = new Record(side, referenced.get(side), value);
        return things.getOrDefault(company, company).toString();
    }
}
