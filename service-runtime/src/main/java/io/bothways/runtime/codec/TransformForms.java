package io.bothways.runtime.codec;

import io.bothways.contracts.configuration.Transform;
import java.util.List;
import java.util.Optional;

/** The forms of the steps by which a value of one side is said on the other. */
final class TransformForms {
    private static final Form<Transform.Letters> LETTERS = Forms.codes(Transform.Letters.class, way -> switch (way) {
        case LOWER -> "lower";
        case UPPER -> "upper";
        case TITLE -> "title";
    });
    private static final Form<Transform.Rest> REST = Forms.codes(Transform.Rest.class, rest -> switch (rest) {
        case FIRST -> "first";
        case LAST -> "last";
    });
    private static final OneOf.Case<Transform.ChangeCase> CHANGE_CASE = changeCase();
    private static final OneOf.Case<Transform.Trim> TRIM =
            new OneOf.Case<>("trim", Shape.<Transform.Trim>of("transform").madeBy(read -> new Transform.Trim()));
    private static final OneOf.Case<Transform.Join> JOIN = join();
    private static final OneOf.Case<Transform.Split> SPLIT = split();
    private static final OneOf.Case<Transform.DateFormat> DATE_FORMAT = dateFormat();
    private static final OneOf.Case<Transform.DayIn> DAY_IN = dayIn();
    private static final OneOf.Case<Transform.ValueMap> VALUE_MAP = valueMap();
    private static final OneOf.Case<Transform.Default> DEFAULT = defaultValue();
    private static final OneOf.Case<Transform.Template> TEMPLATE = template();
    private static final OneOf.Case<Transform.Expression> EXPRESSION = expression();

    static final Form<Transform> TRANSFORM = new OneOf<>("a transform", value -> switch (value) {
        case Transform.ChangeCase is -> CHANGE_CASE;
        case Transform.Trim is -> TRIM;
        case Transform.Join is -> JOIN;
        case Transform.Split is -> SPLIT;
        case Transform.DateFormat is -> DATE_FORMAT;
        case Transform.DayIn is -> DAY_IN;
        case Transform.ValueMap is -> VALUE_MAP;
        case Transform.Default is -> DEFAULT;
        case Transform.Template is -> TEMPLATE;
        case Transform.Expression is -> EXPRESSION;
    }, List.of(CHANGE_CASE, TRIM, JOIN, SPLIT, DATE_FORMAT, DAY_IN, VALUE_MAP, DEFAULT, TEMPLATE, EXPRESSION));

    private TransformForms() {}

    private static OneOf.Case<Transform.ChangeCase> changeCase() {
        var shape = Shape.<Transform.ChangeCase>of("transform");
        var letters = shape.required("letters", Transform.ChangeCase::letters, LETTERS);
        return new OneOf.Case<>("case", shape.madeBy(read -> new Transform.ChangeCase(read.get(letters))));
    }

    private static OneOf.Case<Transform.Join> join() {
        var shape = Shape.<Transform.Join>of("transform");
        var separator = shape.required("separator", Transform.Join::separator, Forms.TEXT);
        return new OneOf.Case<>("join", shape.madeBy(read -> new Transform.Join(read.get(separator))));
    }

    private static OneOf.Case<Transform.Split> split() {
        var shape = Shape.<Transform.Split>of("transform");
        var separator = shape.required("separator", Transform.Split::separator, Forms.TEXT);
        var rest = shape.required("rest", Transform.Split::rest, REST);
        return new OneOf.Case<>(
                "split", shape.madeBy(read -> new Transform.Split(read.get(separator), read.get(rest))));
    }

    private static OneOf.Case<Transform.DateFormat> dateFormat() {
        var shape = Shape.<Transform.DateFormat>of("transform");
        var pattern = shape.required("pattern", Transform.DateFormat::pattern, Forms.TEXT);
        var zone = shape.optional(
                "zone", format -> Optional.of(format.zone()).filter(name -> !name.isEmpty()), Forms.TEXT);
        return new OneOf.Case<>("date_format", shape.madeBy(read ->
                new Transform.DateFormat(read.get(pattern), read.find(zone).orElse(""))));
    }

    private static OneOf.Case<Transform.DayIn> dayIn() {
        var shape = Shape.<Transform.DayIn>of("transform");
        var zone = shape.required("zone", Transform.DayIn::zone, Forms.TEXT);
        return new OneOf.Case<>("day_in", shape.madeBy(read -> new Transform.DayIn(read.get(zone))));
    }

    private static OneOf.Case<Transform.ValueMap> valueMap() {
        var shape = Shape.<Transform.ValueMap>of("transform");
        var values = shape.required("values", Transform.ValueMap::values, Forms.mapOf(Forms.TEXT));
        var otherwise = shape.optional("otherwise", Transform.ValueMap::otherwise, Forms.TEXT);
        return new OneOf.Case<>(
                "value_map", shape.madeBy(read -> new Transform.ValueMap(read.get(values), read.find(otherwise))));
    }

    private static OneOf.Case<Transform.Default> defaultValue() {
        var shape = Shape.<Transform.Default>of("transform");
        var value = shape.required("value", Transform.Default::value, Forms.TEXT);
        return new OneOf.Case<>("default", shape.madeBy(read -> new Transform.Default(read.get(value))));
    }

    private static OneOf.Case<Transform.Template> template() {
        var shape = Shape.<Transform.Template>of("transform");
        var text = shape.required("text", Transform.Template::text, Forms.TEXT);
        return new OneOf.Case<>("template", shape.madeBy(read -> new Transform.Template(read.get(text))));
    }

    private static OneOf.Case<Transform.Expression> expression() {
        var shape = Shape.<Transform.Expression>of("transform");
        var text = shape.required("text", Transform.Expression::text, Forms.TEXT);
        return new OneOf.Case<>("expression", shape.madeBy(read -> new Transform.Expression(read.get(text))));
    }
}
