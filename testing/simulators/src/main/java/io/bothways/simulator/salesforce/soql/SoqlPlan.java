package io.bothways.simulator.salesforce.soql;

import io.bothways.simulator.salesforce.schema.SalesforceField;
import io.bothways.simulator.salesforce.schema.FieldType;
import io.bothways.simulator.salesforce.schema.SalesforceType;
import io.bothways.simulator.salesforce.soql.SoqlQuery.FieldName;
import io.bothways.simulator.salesforce.soql.SoqlQuery.Ordering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A query resolved against the schema: which rows, in which order, which fields of them. */
public final class SoqlPlan {
    /** A row: datetimes as milliseconds of the epoch, everything else as JSON shows it. */
    public interface Row {
        @Nullable Object value(SalesforceField field);
    }

    private final SoqlQuery query;
    private final SalesforceType type;
    private final List<SalesforceField> fields = new ArrayList<>();
    private final Predicate<Row> filter;
    private final Optional<Comparator<Row>> order;

    private SoqlPlan(SoqlQuery query, SalesforceType type) {
        this.query = query;
        this.type = type;
        query.fields().forEach(this::select);
        FilterCompiler compiler = new FilterCompiler(this::filtered);
        this.filter = query.where().map(compiler::compile).orElse(row -> true);
        this.order = query.orderings().stream().map(this::comparator).reduce(Comparator::thenComparing);
    }

    public static SoqlPlan of(SoqlQuery query, SalesforceType type) {
        return new SoqlPlan(query, type);
    }

    private void select(FieldName name) {
        SalesforceField field = resolve(name);
        if (fields.contains(field)) {
            throw SoqlException.malformed("duplicate field selected: " + name.name());
        }
        fields.add(field);
    }

    public SalesforceType type() {
        return type;
    }

    public List<SalesforceField> fields() {
        return fields;
    }

    public boolean counts() {
        return query.counts();
    }

    public <R extends Row> List<R> run(Stream<R> rows) {
        Stream<R> found = rows.filter(row -> filter.test(row));
        if (order.isPresent()) {
            found = found.sorted(order.get());
        }
        if (query.offset() > 0) {
            found = found.skip(query.offset());
        }
        if (query.limit().isPresent()) {
            found = found.limit(query.limit().getAsInt());
        }
        return found.toList();
    }

    private SalesforceField resolve(FieldName name) {
        if (name.name().indexOf('.') >= 0) {
            throw invalidField(name, "Didn't understand relationship '"
                    + name.name().substring(0, name.name().indexOf('.')) + "' in field path.");
        }
        return type.field(name.name()).orElseThrow(() -> invalidField(name, "No such column '" + name.name()
                + "' on entity '" + type.name() + "'. If you are attempting to use a custom field, be sure to append"
                + " the '__c' after the custom field name. Please reference your WSDL or the describe call for the"
                + " appropriate names."));
    }

    private SalesforceField filtered(FieldName name) {
        SalesforceField field = resolve(name);
        if (!field.filterable()) {
            throw invalidField(name, "field '" + field.name() + "' can not be filtered in a query call");
        }
        return field;
    }

    private SoqlException invalidField(FieldName name, String sentence) {
        return new SoqlException("INVALID_FIELD", "\n" + query.text() + "\n" + " ".repeat(name.column() - 1)
                + "^\nERROR at Row:1:Column:" + name.column() + "\n" + sentence);
    }

    private Comparator<Row> comparator(Ordering ordering) {
        SalesforceField field = resolve(ordering.field());
        if (!field.sortable()) {
            throw invalidField(ordering.field(), "field '" + field.name() + "' can not be sorted in a query call");
        }
        Comparator<Object> values = ascending(field.type());
        Comparator<Object> directed = ordering.descending() ? values.reversed() : values;
        Comparator<@Nullable Object> withNulls =
                ordering.nullsLast() ? Comparator.nullsLast(directed) : Comparator.nullsFirst(directed);
        return (left, right) -> withNulls.compare(left.value(field), right.value(field));
    }

    private static Comparator<Object> ascending(FieldType type) {
        return switch (type) {
            case DOUBLE, CURRENCY, PERCENT, INT -> Comparator.comparingDouble(value -> ((Number) value).doubleValue());
            case BOOLEAN -> Comparator.comparing(value -> (Boolean) value);
            case DATETIME -> Comparator.comparing(value -> (Long) value);
            case ID, REFERENCE, DATE -> Comparator.comparing(value -> (String) value);
            case STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, MULTIPICKLIST ->
                    Comparator.comparing(value -> ((String) value).toLowerCase(Locale.ROOT));
        };
    }
}
