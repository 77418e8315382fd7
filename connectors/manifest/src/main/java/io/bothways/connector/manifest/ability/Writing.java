package io.bothways.connector.manifest.ability;

import io.bothways.connector.manifest.format.Manifest.Operations;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import java.util.List;
import java.util.Map;

/** Makes and changes records, one per call. */
final class Writing implements RecordWriter {
    private final Writes writes;

    Writing(Writes writes) {
        this.writes = writes;
    }

    @Override
    public List<Answer> create(String type, List<NewRecord> records) {
        Operations operations = writes.app().manifest().operations(type);
        return records.stream()
                .map(record -> writes.send("create", type, operations.create(), "", record.fields(),
                        Map.of("marker", record.marker())).answer())
                .toList();
    }

    @Override
    public List<Answer> update(String type, List<RecordUpdate> updates) {
        Operations operations = writes.app().manifest().operations(type);
        return updates.stream()
                .map(update -> writes.send("update", type, operations.update(), update.id(), update.fields(),
                        Map.of()).answer())
                .toList();
    }
}
