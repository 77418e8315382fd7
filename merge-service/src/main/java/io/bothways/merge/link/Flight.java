package io.bothways.merge.link;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Failure;
import io.bothways.core.merge.FieldEdit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A command that has not been answered.
 *
 * @param command its id
 * @param fields the target's fields that it writes
 * @param digest names what it writes, see {@link Refusal}
 * @param expected what the fields held when it was decided; none for a create or a delete
 * @param seen what fields that it writes were seen to hold instead, since it was decided; the first of each
 * @param purpose what it is for
 * @param edits the edits that its values go back to, by the target's field
 * @param waitingCode why it has not been sent yet, empty where nothing was told
 * @param waitingMessage the same in words
 */
public record Flight(
        String command,
        Set<String> fields,
        String digest,
        Map<String, FieldValue> expected,
        Map<String, FieldValue> seen,
        Purpose purpose,
        Map<String, FieldEdit> edits,
        String waitingCode,
        String waitingMessage,
        String waitingAppMessage) {
    /** What a command is for. */
    public enum Purpose {
        /** It makes the record of this side. */
        CREATE,
        /** It carries the other side's values. */
        CARRY,
        /** It puts a value back that had lost: once told, that is an edit of this side, and is carried as one. */
        PUT_BACK,
        /** It deletes or marks the record, because the other one is gone: once told, the link is over. */
        REMOVE
    }

    public Flight {
        fields = Set.copyOf(fields);
        expected = Map.copyOf(expected);
        seen = Map.copyOf(seen);
        edits = Map.copyOf(edits);
    }

    public boolean creates() {
        return purpose == Purpose.CREATE;
    }

    /** The same command, and what its target was seen to hold meanwhile. */
    public Flight seeing(Map<String, FieldValue> more) {
        Map<String, FieldValue> all = new HashMap<>(more);
        all.putAll(seen);
        return new Flight(command, fields, digest, expected, all, purpose, edits, waitingCode, waitingMessage,
                waitingAppMessage);
    }

    /** It waits at the writer, and this is why. */
    public Flight waiting(Failure failure) {
        return new Flight(command, fields, digest, expected, seen, purpose, edits, failure.code(), failure.message(),
                failure.appMessage());
    }
}
