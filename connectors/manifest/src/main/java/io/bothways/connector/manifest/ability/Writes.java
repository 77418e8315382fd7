package io.bothways.connector.manifest.ability;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.manifest.call.Answered;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.Errors;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.record.RecordForm;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends one write and says what became of it. */
final class Writes {
    private final App app;
    private final RecordForms forms;
    private final Errors errors;

    Writes(App app, RecordForms forms, Errors errors) {
        this.app = app;
        this.forms = forms;
        this.errors = errors;
    }

    App app() {
        return app;
    }

    /** @param answered the app's answer; absent where it was an error */
    record Sent(Answer answer, Optional<Answered> answered) {}

    /** @param id of the record that is written to; empty for one that is made */
    Sent send(
            String operation, String type, Manifest.Write write, String id, Map<String, FieldValue> fields,
            Map<String, Object> more) {
        RecordForm form = forms.of(type);
        Map<String, Object> variables = new HashMap<>(more);
        variables.put("type", type);
        variables.put("record", form.write(fields));
        if (!id.isEmpty()) {
            variables.put("id", id);
        }
        try {
            Answered answer = app.send(operation, true, write.request(), variables);
            if (write.success() != null && !Boolean.TRUE.equals(answer.value(Expression.of(write.success())))) {
                ConnectorFailure refused = errors.classify(answer.status(), answer.headers(), answer.text(),
                        app.context().clock(), Optional.empty());
                return new Sent(Answer.of(refused, refused.existing()), Optional.of(answer));
            }
            return new Sent(done(form, write, id, fields.keySet(), answer), Optional.of(answer));
        } catch (ConnectorException failed) {
            return new Sent(failed(failed), Optional.empty());
        }
    }

    private static Answer done(
            RecordForm form, Manifest.Write write, String id, Set<String> fields, Answered answer) {
        Object raw = write.record() == null ? null : answer.value(Expression.of(write.record()));
        Optional<SourceRecord> told = raw instanceof Map ? Optional.of(form.read(raw, fields)) : Optional.empty();
        String written = write.id() == null
                ? told.map(SourceRecord::id).orElse(id)
                : answer.text(Expression.of(write.id()));
        if (written.isEmpty()) {
            // The app has made a record and does not tell which: it has to be looked up.
            throw App.openAnswer("The app's answer does not tell the record's id.", answer.status());
        }
        return !id.isEmpty() && !written.equals(id)
                ? new Answer.Moved(written)
                : new Answer.Done(written, told);
    }

    /** One input failed; what concerns the whole account is thrown. */
    private static Answer failed(ConnectorException failed) {
        return switch (failed.kind()) {
            case REJECTED, NOT_FOUND, STALE_VERSION -> Answer.of(failed.detail(), failed.detail().existing());
            case RETRY, RATE_LIMITED, REAUTHORIZE, CURSOR_EXPIRED, OUTCOME_UNKNOWN, DEFECT -> throw failed;
        };
    }
}
