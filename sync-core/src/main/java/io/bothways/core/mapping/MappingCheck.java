package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.transform.PipelineCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What in one mapping cannot work with the two apps' fields. */
final class MappingCheck {
    private final Mapping mapping;
    private final ObjectSync sync;
    private final Map<Side, Map<String, FieldSchema>> fields;
    private final List<ConfigurationError> errors = new ArrayList<>();

    private MappingCheck(Mapping mapping, ObjectSync sync, Map<Side, Map<String, FieldSchema>> fields) {
        this.mapping = mapping;
        this.sync = sync;
        this.fields = fields;
    }

    static List<ConfigurationError> check(
            Mapping mapping, ObjectSync sync, Map<Side, Map<String, FieldSchema>> fields) {
        return new MappingCheck(mapping, sync, fields).run();
    }

    private List<ConfigurationError> run() {
        if (fieldsAreKnown()) {
            checkSeveral();
            if (Compatibility.isPlain(mapping)) {
                checkTypes();
            } else {
                checkTransforms();
            }
            checkDirection();
            checkRestrictive();
        }
        if (mapping.derived() && mapping.direction() == Direction.TWO_WAY) {
            error(".derived", "a derived mapping reads what another one keeps; its direction is A_TO_B or B_TO_A");
        }
        return errors;
    }

    private boolean fieldsAreKnown() {
        boolean known = true;
        for (Side side : Side.values()) {
            Set<String> named = new HashSet<>();
            for (MappedField end : mapping.fields(side)) {
                String path = "." + side.name().toLowerCase(Locale.ROOT);
                FieldSchema field = fields.get(side).get(end.name());
                if (field == null) {
                    error(path, "'" + end.name() + "' is no field of '" + sync.type(side) + "'");
                    known = false;
                } else if (!DefaultMappings.end(field).equals(end)) {
                    error(path, "'" + end.name() + "' is described by the app as " + describe(field)
                            + "; use the app's description");
                }
                if (!named.add(end.name())) {
                    error(path, "'" + end.name() + "' is named twice");
                }
            }
        }
        return known;
    }

    private void checkSeveral() {
        if (!mapping.moreA().isEmpty() && !mapping.moreB().isEmpty()) {
            error("", "only one side has several fields; split it into mappings of several to one");
        }
    }

    private void checkTypes() {
        ValueType a = mapping.a().type();
        ValueType b = mapping.b().type();
        if (Compatibility.common(a, b).isEmpty()) {
            error("", a + " '" + mapping.a().name() + "' cannot be mapped to " + b + " '" + mapping.b().name()
                    + "'; allowed for " + a + ": " + allowed(a) + ", or a transform");
        } else if (hasOptions(a)) {
            checkOptions();
        } else if (!mapping.options().isEmpty()) {
            error(".options", "only OPTION and OPTION_SET fields have options");
        }
        if (mapping.derived() && isPointer(a)) {
            error(".derived", "a reference is carried by one mapping only");
        }
    }

    private void checkTransforms() {
        for (Side from : Side.values()) {
            Side to = from.other();
            String path = ".to" + to;
            if (!mapping.carriesFrom(from)) {
                continue;
            }
            boolean asItIs = mapping.to(to).isEmpty() && mapping.moreA().isEmpty() && mapping.moreB().isEmpty();
            if (!asItIs) {
                Set<String> options = fields.get(to).get(mapping.on(to).name()).options().keySet();
                PipelineCheck.errors(mapping, from, options).forEach(line -> error(path, line));
            } else if (Compatibility.common(mapping.a().type(), mapping.b().type()).isEmpty()) {
                error(path, mapping.on(from).type() + " cannot be mapped to " + mapping.on(to).type()
                        + " as it is; this way needs transforms too, or the mapping one direction");
            } else if (hasOptions(mapping.on(from).type())) {
                checkOptions();
            }
        }
        boolean used = Arrays.stream(Side.values())
                .anyMatch(from -> mapping.carriesFrom(from) && mapping.to(from.other()).isEmpty());
        if (!mapping.options().isEmpty() && !used) {
            error(".options", "the transforms say the values; options would not be used");
        }
    }

    private void checkOptions() {
        Set<String> namesA = fields.get(Side.A).get(mapping.a().name()).options().keySet();
        Set<String> namesB = fields.get(Side.B).get(mapping.b().name()).options().keySet();
        if (mapping.options().isEmpty() && mapping.direction() != Direction.OFF) {
            error(".options", "at least one pair of options is needed");
        }
        Map<String, String> taken = new HashMap<>();
        new TreeMap<>(mapping.options()).forEach((optionA, optionB) -> {
            if (!namesA.contains(optionA)) {
                error(".options", "'" + optionA + "' is no option of '" + mapping.a().name() + "'; allowed: "
                        + new TreeSet<>(namesA));
            }
            if (!namesB.contains(optionB)) {
                error(".options", "'" + optionB + "' is no option of '" + mapping.b().name() + "'; allowed: "
                        + new TreeSet<>(namesB));
            }
            String other = taken.put(optionB, optionA);
            if (other != null && mapping.carriesFrom(Side.B)) {
                error(".options", "'" + optionB + "' is the partner of '" + other + "' and '" + optionA
                        + "'; a mapping that carries from B to A needs one partner each");
            }
        });
    }

    private void checkDirection() {
        for (Side source : Side.values()) {
            Side to = source.other();
            boolean only = mapping.carriesFrom(source) && !mapping.carriesFrom(to);
            for (MappedField target : mapping.fields(to)) {
                boolean writable = target.updatable() || target.creatable();
                boolean together = mapping.more(to).isEmpty() || target.updatable() && target.creatable();
                if (only && !writable || mapping.carriesFrom(source) && !together) {
                    error(".direction", "'" + target.name() + "' of '" + sync.type(to)
                            + "' is read-only, nothing can be carried to it");
                }
            }
        }
    }

    private void checkRestrictive() {
        boolean wanted = mapping.policy() == Policy.MOST_RESTRICTIVE;
        if (wanted != mapping.restrictive().isPresent()) {
            error(".restrictive", wanted
                    ? "the policy MOST_RESTRICTIVE needs to know what restricts more: ranked values, lowest or highest"
                    : "only the policy MOST_RESTRICTIVE asks what restricts more");
        }
        mapping.restrictive().filter(any -> wanted).ifPresent(this::checkOrder);
    }

    private void checkOrder(Restrictive restrictive) {
        ValueType type = mapping.a().type();
        boolean numbers = type == ValueType.DECIMAL || type == ValueType.DATE || type == ValueType.TIMESTAMP;
        boolean words = !numbers && !isPointer(type) && type != ValueType.OPTION_SET;
        if (!mapping.moreA().isEmpty() || !mapping.moreB().isEmpty()) {
            error(".restrictive", "values of several fields have no order");
            return;
        }
        switch (restrictive) {
            case Restrictive.Lowest any when !numbers -> error(".restrictive", noOrder(type));
            case Restrictive.Highest any when !numbers -> error(".restrictive", noOrder(type));
            case Restrictive.Ranked any when !words -> error(".restrictive", type
                    + (numbers ? " is ordered by lowest or highest" : " is merged by its members and has no order"));
            case Restrictive.Ranked(List<String> values) -> checkRanks(type, values);
            case Restrictive.Lowest fits -> {}
            case Restrictive.Highest fits -> {}
        }
    }

    private static String noOrder(ValueType type) {
        return type + " has no lowest or highest; rank its values";
    }

    private void checkRanks(ValueType type, List<String> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            error(".restrictive", "the ranking names at least one value, and each once");
        }
        Set<String> known = switch (type) {
            case BOOLEAN -> Set.of("true", "false");
            case OPTION -> fields.get(Side.A).get(mapping.a().name()).options().keySet();
            default -> new HashSet<>(values);
        };
        for (String value : values) {
            if (!value.isEmpty() && !known.contains(value)) {
                error(".restrictive", "'" + value + "' is no value of '" + mapping.a().name() + "'; allowed: "
                        + new TreeSet<>(known));
            }
        }
    }

    private static boolean hasOptions(ValueType type) {
        return type == ValueType.OPTION || type == ValueType.OPTION_SET;
    }

    private static boolean isPointer(ValueType type) {
        return type == ValueType.REFERENCE || type == ValueType.REFERENCE_SET;
    }

    private static String allowed(ValueType type) {
        return Arrays.stream(ValueType.values())
                .filter(other -> Compatibility.common(type, other).isPresent())
                .map(ValueType::name)
                .collect(Collectors.joining(", "));
    }

    static String describe(FieldSchema field) {
        return field.type() + (field.creatable() ? ", creatable" : "") + (field.updatable() ? ", updatable" : "")
                + (field.required() ? ", required" : "");
    }

    private void error(String member, String message) {
        errors.add(new ConfigurationError("mappings[" + mapping.name() + "]" + member, message));
    }
}
