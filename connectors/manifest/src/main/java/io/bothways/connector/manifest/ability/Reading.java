package io.bothways.connector.manifest.ability;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.call.Answered;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.record.RecordForm;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads records by id: one by one, or in batches where the app has them. */
final class Reading implements RecordReader {
    private final App app;
    private final RecordForms forms;

    Reading(App app, RecordForms forms) {
        this.app = app;
        this.forms = forms;
    }

    @Override
    public Found readByIds(String type, Set<String> fields, Collection<String> ids) {
        Manifest.Read read = app.manifest().operations(type).read();
        Gathered gathered = new Gathered(forms.of(type), fields);
        if (ids.isEmpty()) {
            return new Found(List.of(), Set.of(), Map.of(), true);
        }
        if (read.batch() > 1) {
            gathered.add(read, app.send("read", false, read.request(), Map.of("type", type, "ids", List.copyOf(ids))));
        } else {
            ids.forEach(id -> one(type, id, read, gathered));
        }
        Set<String> missing = new HashSet<>(ids);
        gathered.records.forEach(record -> missing.remove(record.id()));
        missing.removeAll(gathered.moved.keySet());
        return new Found(gathered.records.stream().filter(record -> ids.contains(record.id())).toList(), missing,
                gathered.moved, true);
    }

    private void one(String type, String id, Manifest.Read read, Gathered gathered) {
        try {
            Answered answer = app.send("read", false, read.request(), Map.of("type", type, "id", id));
            int before = gathered.records.size();
            gathered.add(read, answer);
            String moved = read.moved() == null ? "" : App.understood(
                    () -> answer.text(Expression.of(read.moved())));
            // An app that follows its own merge answers with the survivor.
            String told = gathered.records.size() > before ? gathered.records.getLast().id() : id;
            String target = moved.isEmpty() ? told : moved;
            if (!target.equals(id)) {
                gathered.moved.put(id, target);
            }
        } catch (ConnectorException failed) {
            if (failed.kind() != FailureKind.NOT_FOUND) {
                throw failed;
            }
        }
    }

    private static final class Gathered {
        private final RecordForm form;
        private final Set<String> fields;
        private final List<SourceRecord> records = new ArrayList<>();
        private final Map<String, String> moved = new HashMap<>();

        Gathered(RecordForm form, Set<String> fields) {
            this.form = form;
            this.fields = fields;
        }

        void add(Manifest.Read read, Answered answer) {
            for (Object item : App.understood(() -> answer.list(Expression.of(read.records())))) {
                Object raw = RecordForm.unwrapped(item, read.record());
                if (!form.deleted(raw)) {
                    records.add(form.read(raw, fields));
                }
            }
        }
    }
}
