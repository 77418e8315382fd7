package io.bothways.contracts.write;

import io.bothways.contracts.record.FieldValue;
import java.util.Map;

/**
 * The end of a write command, told to merge and status.
 *
 * @param command the head of the command that ended
 * @param operation {@code create}, {@code update} or {@code delete}
 * @param sent what was sent, by the target's field name
 * @param sourceValues what the decision read, by the source's field name: the source's base once it is applied
 */
public record WriteResult(
        CommandHead command,
        String operation,
        Map<String, FieldValue> sent,
        Map<String, FieldValue> sourceValues,
        Outcome outcome) {
    public WriteResult {
        sent = Map.copyOf(sent);
        sourceValues = Map.copyOf(sourceValues);
    }

    @Override
    public String toString() {
        return "WriteResult[" + command.id() + ", " + operation + ", " + outcome.getClass().getSimpleName() + "]";
    }
}
