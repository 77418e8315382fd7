package io.bothways.connector.manifest.ability;

import io.bothways.connector.write.Answer;
import io.bothways.connector.write.RecordRestore;
import java.util.List;
import java.util.Map;

/** Brings records back, one per call. */
final class Restoring implements RecordRestore {
    private final Writes writes;

    Restoring(Writes writes) {
        this.writes = writes;
    }

    @Override
    public List<Answer> restore(String type, List<String> ids) {
        return ids.stream()
                .map(id -> writes.send("restore", type, writes.app().manifest().operations(type).restore(), id,
                        Map.of(), Map.of()).answer())
                .toList();
    }
}
