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
import io.bothways.connector.read.KeyLookup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for records by the value of a field, one value per call. */
final class Lookup implements KeyLookup {
    private final App app;
    private final RecordForms forms;

    Lookup(App app, RecordForms forms) {
        this.app = app;
        this.forms = forms;
    }

    @Override
    public Found findByKey(String type, Set<String> fields, String field, Collection<String> values) {
        RecordForm form = forms.of(type);
        Manifest.Find find = app.manifest().operations(type).find();
        Map<String, SourceRecord> found = new LinkedHashMap<>();
        for (String value : values) {
            for (Object item : items(find, Map.of("type", type, "field", field, "value", value))) {
                SourceRecord record = form.read(RecordForm.unwrapped(item, find.record()), fields);
                found.put(record.id(), record);
            }
        }
        return new Found(List.copyOf(found.values()), Set.of(), Map.of(), find.reliable());
    }

    private List<Object> items(Manifest.Find find, Map<String, String> variables) {
        try {
            Answered answer = app.send("find", false, find.request(), variables);
            return App.understood(() -> answer.list(Expression.of(find.records())));
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.NOT_FOUND) {
                return List.of();
            }
            throw failed;
        }
    }
}
