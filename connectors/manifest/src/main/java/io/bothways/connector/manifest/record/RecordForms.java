package io.bothways.connector.manifest.record;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.write.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All types of records of the app, and what they look like. */
public final class RecordForms implements SchemaReader {
    private final Map<String, RecordForm> types = new LinkedHashMap<>();

    public RecordForms(App app) {
        app.manifest().types().forEach((name, type) -> types.put(name, new RecordForm(app, name, type)));
    }

    public RecordForm of(String type) {
        RecordForm form = types.get(type);
        if (form == null) {
            throw new ConnectorException(FailureKind.REJECTED, new Failure(
                    FailureCodes.NOT_FOUND, "The manifest describes no type '" + type + "'.", "", "", 0));
        }
        return form;
    }

    @Override
    public List<ObjectSchema> describe() {
        return types.values().stream().map(RecordForm::describe).toList();
    }
}
