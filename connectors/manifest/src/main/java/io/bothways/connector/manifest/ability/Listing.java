package io.bothways.connector.manifest.ability;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.PageReader;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.record.RecordForm;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Lists all records of a type. */
final class Listing implements RecordListing {
    private final App app;
    private final RecordForms forms;

    Listing(App app, RecordForms forms) {
        this.app = app;
        this.forms = forms;
    }

    @Override
    public Page list(String type, Set<String> fields, Optional<Cursor> from) {
        RecordForm form = forms.of(type);
        Manifest.Pages pages = app.manifest().operations(type).list();
        PageReader.Read page = new PageReader(
                        app, "list", pages.request(), pages.records(), pages.paging(),
                        item -> form.id(RecordForm.unwrapped(item, pages.record())))
                .read(from.map(Cursor::position), Map.of("type", type));
        List<SourceRecord> records = page.items().stream()
                .map(item -> form.read(RecordForm.unwrapped(item, pages.record()), fields))
                .toList();
        OptionalLong total = pages.total() == null
                ? OptionalLong.empty()
                : App.understood(() -> page.answer().value(Expression.of(pages.total())) instanceof Number number
                        ? OptionalLong.of(number.longValue()) : OptionalLong.empty());
        return new Page(records, page.next().map(Cursor::new), page.next().isPresent(), pages.indexed(), total,
                List.of());
    }
}
