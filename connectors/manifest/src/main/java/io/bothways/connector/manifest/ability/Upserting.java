package io.bothways.connector.manifest.ability;

import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordUpsert;
import java.util.List;
import java.util.Map;

/** Makes or changes records by a unique field, one per call. */
final class Upserting implements RecordUpsert {
    private final Writes writes;

    Upserting(Writes writes) {
        this.writes = writes;
    }

    @Override
    public List<Upserted> upsert(String type, String key, List<NewRecord> records) {
        Manifest.Write write = writes.app().manifest().operations(type).upsert();
        return records.stream().map(record -> one(type, key, write, record)).toList();
    }

    private Upserted one(String type, String key, Manifest.Write write, NewRecord record) {
        Writes.Sent sent = writes.send("upsert", type, write, "", record.fields(),
                Map.of("key", key, "marker", record.marker()));
        boolean created = write.created() != null && sent.answered()
                .map(answer -> App.understood(() -> answer.value(Expression.of(write.created()))))
                .filter(Boolean.TRUE::equals)
                .isPresent();
        return new Upserted(sent.answer(), created);
    }
}
