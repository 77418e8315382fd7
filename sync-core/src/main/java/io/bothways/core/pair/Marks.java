package io.bothways.core.pair;

import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeSet;

/** What a marked record's field holds. */
public final class Marks {
    private Marks() {}

    /** The field with its mark, where it held {@code now}: a set has one member more, anything else is replaced. */
    public static FieldValue put(Mark mark, FieldValue now) {
        String text = mark.value();
        return FieldValue.of(switch (mark.field().type()) {
            case TEXT, EMAIL, PHONE, URL -> new Value.Text(text);
            case DECIMAL -> new Value.Decimal(new BigDecimal(text));
            case BOOLEAN -> new Value.Bool(Boolean.parseBoolean(text));
            case DATE -> new Value.Date(LocalDate.parse(text));
            case TIMESTAMP -> new Value.Timestamp(Instant.parse(text));
            case OPTION -> new Value.Option(text);
            case OPTION_SET -> {
                TreeSet<String> names = new TreeSet<>();
                if (now instanceof FieldValue.Present(Value.OptionSet(var held))) {
                    names.addAll(held);
                }
                names.add(text);
                yield new Value.OptionSet(names);
            }
            case REFERENCE, REFERENCE_SET ->
                throw new IllegalArgumentException("a record is not marked by what it points to: " + mark.field().name());
        });
    }
}
