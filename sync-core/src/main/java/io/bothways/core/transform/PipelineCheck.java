package io.bothways.core.transform;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tells before anything is saved whether a mapping's steps fit its fields: what each step takes, gives, and names. */
public final class PipelineCheck {
    private final List<MappedField> sources;
    private final List<MappedField> targets;
    private final List<Transform> steps;
    private final Set<String> options;
    private final List<String> errors = new ArrayList<>();
    private List<ValueType> now;

    private PipelineCheck(Mapping mapping, Side from, Set<String> options) {
        this.sources = mapping.fields(from);
        this.targets = mapping.fields(from.other());
        this.steps = mapping.to(from.other());
        this.options = options;
        this.now = sources.stream().map(MappedField::type).toList();
    }

    /**
     * What cannot work on the way from a side to the other, one line each, with what is allowed.
     *
     * @param options what the target's field may hold, where it is a picklist
     */
    public static List<String> errors(Mapping mapping, Side from, Set<String> options) {
        return new PipelineCheck(mapping, from, options).run();
    }

    private List<String> run() {
        for (int at = 0; at < steps.size() && errors.isEmpty(); at++) {
            step(steps.get(at), at);
        }
        if (errors.isEmpty()) {
            checkEnd();
        }
        return List.copyOf(errors);
    }

    private void step(Transform step, int at) {
        switch (step) {
            case Transform.ChangeCase any -> texts("case");
            case Transform.Trim any -> texts("trim");
            case Transform.Join any -> join();
            case Transform.Split(String separator, Transform.Rest rest) -> split(separator);
            case Transform.DateFormat(String pattern, String zone) -> dateFormat(pattern, zone);
            case Transform.DayIn(String zone) -> dayIn(zone);
            case Transform.ValueMap map -> valueMap(map, at == steps.size() - 1);
            case Transform.Default(String value) -> defaulted(value, at == steps.size() - 1);
            case Transform.Template(String text) -> template(text, at == 0);
            case Transform.Expression(String text) -> expression(text);
        }
    }

    private void texts(String step) {
        for (ValueType type : now) {
            if (!isText(type) && type != ValueType.OPTION) {
                errors.add(step + " takes a text, not " + type);
            }
        }
        now = Collections.nCopies(now.size(), ValueType.TEXT);
    }

    private void join() {
        boolean set = now.size() == 1 && now.getFirst() == ValueType.OPTION_SET;
        if (!set && (now.size() < 2 || now.stream().anyMatch(PipelineCheck::isPointer))) {
            errors.add("join takes several fields, or one OPTION_SET, not " + described());
        }
        now = List.of(ValueType.TEXT);
    }

    private void split(String separator) {
        boolean set = targets.size() == 1 && targets.getFirst().type() == ValueType.OPTION_SET;
        if (!set && targets.size() < 2) {
            errors.add("split gives several fields, or one OPTION_SET; the mapping names one "
                    + targets.getFirst().type());
        }
        if (separator.isEmpty()) {
            errors.add("split needs a separator, for example ' ' or ';'");
        }
        single("split", "a text", type -> isText(type) || type == ValueType.OPTION);
        now = set ? List.of(ValueType.OPTION_SET) : Collections.nCopies(targets.size(), ValueType.TEXT);
    }

    private void dateFormat(String pattern, String zone) {
        ValueType type = now.getFirst();
        boolean reads = isText(type);
        ValueType dated = reads ? targets.getFirst().type() : type;
        if (dated != ValueType.DATE && dated != ValueType.TIMESTAMP) {
            errors.add("date_format says a DATE or TIMESTAMP as text or reads one from a text; here it stands between "
                    + type + " and " + targets.getFirst().type());
            return;
        }
        single("date_format", "a DATE, TIMESTAMP or text", any -> true);
        if (!Dates.says(pattern, dated) || reads && !Dates.bothWays(pattern, dated)) {
            errors.add("'" + pattern + "' is no format for a " + dated + "; an example: "
                    + (dated == ValueType.DATE ? "dd.MM.yyyy" : "yyyy-MM-dd HH:mm:ss"));
        }
        if (dated == ValueType.TIMESTAMP) {
            zone(zone);
        }
        now = List.of(reads ? dated : ValueType.TEXT);
    }

    private void dayIn(String zone) {
        single("day_in", "a DATE or TIMESTAMP", type -> type == ValueType.DATE || type == ValueType.TIMESTAMP);
        zone(zone);
        now = List.of(now.getFirst() == ValueType.DATE ? ValueType.TIMESTAMP : ValueType.DATE);
    }

    private void zone(String zone) {
        if (!Dates.isZone(zone)) {
            errors.add("'" + zone + "' is no time zone; an example: Europe/Berlin");
        }
    }

    private void valueMap(Transform.ValueMap map, boolean last) {
        single("value_map", "a single value or an OPTION_SET", type -> !isPointer(type));
        if (map.values().isEmpty()) {
            errors.add("value_map needs at least one pair of values");
        }
        if (last) {
            Set<String> words = new TreeSet<>(map.values().values());
            map.otherwise().ifPresent(words::add);
            words.forEach(this::word);
        }
        now = List.of(now.getFirst() == ValueType.OPTION_SET ? ValueType.OPTION_SET : ValueType.TEXT);
    }

    private void defaulted(String value, boolean last) {
        single("default", "a single value", type -> !isPointer(type));
        if (last) {
            if (value.isBlank()) {
                errors.add("default needs a value");
            }
            word(value);
        } else {
            errors.add("default stands last: what it gives is in the target's words");
        }
    }

    /** Whether the target can hold the word. */
    private void word(String word) {
        ValueType type = targets.getFirst().type();
        if (word.isEmpty()) {
            return;
        }
        if (Conversion.to(type, new Value.Text(word)).isEmpty()) {
            errors.add("'" + word + "' is no " + type + " for '" + targets.getFirst().name() + "'");
        } else if ((type == ValueType.OPTION || type == ValueType.OPTION_SET) && !options.contains(word)) {
            errors.add("'" + word + "' is no option of '" + targets.getFirst().name() + "'; allowed: "
                    + new TreeSet<>(options));
        }
    }

    private void template(String text, boolean first) {
        if (!first) {
            errors.add("template stands first: it reads the fields, not what other steps made of them");
        }
        if (!Templates.closed(text)) {
            errors.add("the template has a brace without its other half; a brace that is meant is written twice");
        }
        List<String> known = sources.stream().map(MappedField::name).toList();
        for (String field : Templates.fields(text)) {
            if (!known.contains(field)) {
                errors.add("the template names '" + field + "', which is no field of this mapping; allowed: " + known);
            }
        }
        if (sources.stream().map(MappedField::type).anyMatch(type -> isPointer(type) || type == ValueType.OPTION_SET)) {
            errors.add("a template takes single values, not " + described());
        }
        now = List.of(ValueType.TEXT);
    }

    private void expression(String text) {
        switch (Expressions.compile(text)) {
            case Expressions.Compiled.Broken(String why) -> errors.add("the expression cannot be read: " + why);
            case Expressions.Compiled.Ready(var program, CelType type) -> given(type.kind());
        }
    }

    private void given(CelKind kind) {
        Optional<ValueType> type = switch (kind) {
            case STRING -> Optional.of(ValueType.TEXT);
            case BOOL -> Optional.of(ValueType.BOOLEAN);
            case INT, DOUBLE -> Optional.of(ValueType.DECIMAL);
            case TIMESTAMP -> Optional.of(ValueType.TIMESTAMP);
            // Known only when a record comes.
            case LIST, DYN, ANY, NULL_TYPE -> Optional.of(targets.getFirst().type());
            default -> Optional.empty();
        };
        if (type.isEmpty()) {
            errors.add("the expression gives " + kind + "; allowed: string, double, int, bool, timestamp, list");
        } else if (kind == CelKind.LIST || kind == CelKind.DYN || kind == CelKind.ANY) {
            now = targets.stream().map(MappedField::type).toList();
        } else {
            now = List.of(type.get());
        }
    }

    private void single(String step, String wanted, Predicate<ValueType> takes) {
        if (now.size() != 1 || !takes.test(now.getFirst())) {
            errors.add(step + " takes " + wanted + ", not " + described());
        }
    }

    private void checkEnd() {
        if (now.size() != targets.size()) {
            errors.add("it makes " + now.size() + " values for " + targets.size()
                    + " fields; several become one by join, template or expression, one becomes several by split");
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!becomes(now.get(i), targets.get(i).type())) {
                errors.add(now.get(i) + " does not become " + targets.get(i).type() + " for '" + targets.get(i).name()
                        + "'; allowed: " + allowed(now.get(i)));
            }
        }
    }

    private static String allowed(ValueType from) {
        return Arrays.stream(ValueType.values())
                .filter(to -> becomes(from, to))
                .map(ValueType::name)
                .collect(Collectors.joining(", "));
    }

    /** Whether a value of one type may be one of the other; a text may turn out not to be, and is held then. */
    private static boolean becomes(ValueType from, ValueType to) {
        if (from == to) {
            return true;
        }
        if (isPointer(from) || isPointer(to) || from == ValueType.OPTION_SET) {
            return false;
        }
        return isText(from) || isText(to) || to == ValueType.OPTION || from == ValueType.OPTION;
    }

    private static boolean isText(ValueType type) {
        return switch (type) {
            case TEXT, EMAIL, PHONE, URL -> true;
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP, OPTION, OPTION_SET, REFERENCE, REFERENCE_SET -> false;
        };
    }

    private static boolean isPointer(ValueType type) {
        return type == ValueType.REFERENCE || type == ValueType.REFERENCE_SET;
    }

    private String described() {
        return now.stream().map(ValueType::name).collect(Collectors.joining(" and "));
    }
}
