package io.bothways.connector.manifest.ability;

import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordDeletion;
import java.util.List;
import java.util.Map;

/** Takes records away, one per call. */
final class Removing implements RecordDeletion {
    private final Writes writes;

    Removing(Writes writes) {
        this.writes = writes;
    }

    @Override
    public List<Answer> delete(String type, List<String> ids) {
        return ids.stream()
                .map(id -> writes.send("delete", type, writes.app().manifest().operations(type).delete(), id, Map.of(),
                        Map.of()).answer())
                .toList();
    }
}
