package io.bothways.connector.manifest.ability;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.PageReader;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.record.RecordForm;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.Watermark;
import io.bothways.contracts.write.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what was modified since a position, oldest first. */
final class Changes implements ChangeSource {
    private final App app;
    private final RecordForms forms;

    Changes(App app, RecordForms forms) {
        this.app = app;
        this.forms = forms;
    }

    @Override
    public Cursor startingAt(String type, Instant since) {
        return ChangePosition.startingAt(since, lag()).cursor();
    }

    @Override
    public Page changes(String type, Set<String> fields, Cursor from) {
        RecordForm form = forms.of(type);
        Manifest.Changes changes = app.manifest().operations(type).changes();
        ChangePosition position = ChangePosition.of(from);
        if (position.place().isEmpty() && position.read() == 0) {
            position = position.begun(app.context().clock().instant());
        }
        PageReader.Read page = new PageReader(
                        app, "changes", changes.request(), changes.records(), changes.paging(),
                        item -> form.id(RecordForm.unwrapped(item, changes.record())))
                .read(position.place(), variables(type, position));
        Instant answered = app.context().clock().instant();
        List<SourceRecord> records = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Watermark watermark = position.watermark();
        String last = position.lastId();
        for (Object item : page.items()) {
            Object raw = RecordForm.unwrapped(item, changes.record());
            SourceRecord record = form.read(raw, fields);
            watermark = watermark.seen(record.version(), answered);
            last = record.id();
            if (changes.filter() && record.version() < position.watermark().floor()) {
                continue;
            }
            if (form.deleted(raw)) {
                deleted.add(record.id());
            } else {
                records.add(record);
            }
        }
        ChangePosition seen = position.read(watermark, last, page.items().size());
        Optional<ChangePosition> next = behind(changes, seen, page.next());
        Cursor cursor = next.orElseGet(() -> seen.finished(lag(), changes.granularity())).cursor();
        return new Page(records, Optional.of(cursor), next.isPresent(), changes.indexed(), OptionalLong.empty(),
                deleted);
    }

    private Map<String, Object> variables(String type, ChangePosition position) {
        Map<String, Object> variables = new HashMap<>(Map.of("type", type, "since", position.since()));
        if (!position.afterId().isEmpty()) {
            variables.put("after_id", position.afterId());
        }
        return variables;
    }

    /** An app that caps its answers is asked again from the newest stamp on; ties are told apart by id. */
    private static Optional<ChangePosition> behind(
            Manifest.Changes changes, ChangePosition seen, Optional<String> place) {
        boolean capped = changes.cap() != null
                && (place.isEmpty() ? seen.read() >= changes.cap() : seen.read() + size(changes) > changes.cap());
        if (!capped) {
            return place.map(seen::at);
        }
        if (seen.watermark().newest() <= seen.since() && !breaksTies(changes)) {
            throw new ConnectorException(FailureKind.CURSOR_EXPIRED, new Failure(
                    FailureCodes.CURSOR_EXPIRED,
                    "More records share one stamp than the app tells in one answer; they are found by a full listing.",
                    "", "", 0));
        }
        return Optional.of(seen.again());
    }

    private static boolean breaksTies(Manifest.Changes changes) {
        return changes.request().toString().contains("after_id");
    }

    private static int size(Manifest.Changes changes) {
        return changes.paging() == null ? 0 : changes.paging().size();
    }

    private Duration lag() {
        return app.manifest().horizons().indexLag();
    }
}
