package io.bothways.merge.link;

import java.util.Set;

/**
 * A command that has not been answered.
 *
 * @param command its id
 * @param fields the target's fields that it writes
 * @param digest names what it writes, see {@link Refusal}
 * @param creates it makes the record of this side
 * @param waitingCode why it has not been sent yet, empty where nothing was told
 * @param waitingMessage the same in words
 */
public record Flight(
        String command,
        Set<String> fields,
        String digest,
        boolean creates,
        String waitingCode,
        String waitingMessage,
        String waitingAppMessage) {
    public Flight {
        fields = Set.copyOf(fields);
    }
}
