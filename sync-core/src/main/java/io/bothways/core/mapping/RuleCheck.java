package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ValueType;
import io.bothways.core.canonical.Word;
import io.bothways.core.scope.ScopeCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What in the rules about whole records cannot work: scope, and what leaving it or a delete does. */
final class RuleCheck {
    private static final int MOST_RULES = 100;

    private final ObjectSync sync;
    private final Map<Side, Map<String, FieldSchema>> fields;
    private final List<ConfigurationError> errors = new ArrayList<>();

    private RuleCheck(ObjectSync sync, Map<Side, Map<String, FieldSchema>> fields) {
        this.sync = sync;
        this.fields = fields;
    }

    static List<ConfigurationError> check(ObjectSync sync, Map<Side, Map<String, FieldSchema>> fields) {
        RuleCheck check = new RuleCheck(sync, fields);
        for (Side side : Side.values()) {
            check.checkScope(side);
            check.checkDelete(side);
        }
        return check.errors;
    }

    private void checkScope(Side side) {
        if (sync.scope(side).size() > MOST_RULES) {
            error("scope" + side, "a side has at most " + MOST_RULES + " rules");
        }
        Set<String> names = new HashSet<>();
        for (ScopeRule rule : sync.scope(side)) {
            String path = "scope" + side + "[" + rule.name() + "]";
            if (rule.name().isBlank() || !names.add(rule.name())) {
                error(path, "each rule of a side has a name of its own: it is said where a record is left out");
            }
            ScopeCheck.errors(rule.condition(), fields.get(side)).forEach(line -> error(path, line));
            if (rule.onLeave() instanceof LeaveScope.Tag(Mark mark)) {
                checkMark(path + ".onLeave", side.other(), mark);
            }
        }
    }

    private void checkDelete(Side side) {
        String path = "deletedOn" + side;
        switch (sync.deletedOn(side)) {
            case OnDelete.Archive(Mark mark) -> checkMark(path, side.other(), mark);
            case OnDelete.Tag(Mark mark) -> checkMark(path, side.other(), mark);
            case OnDelete.Ignore ignore -> {}
            case OnDelete.Delete delete -> {}
        }
    }

    private void checkMark(String path, Side marked, Mark mark) {
        String name = mark.field().name();
        FieldSchema field = fields.get(marked).get(name);
        if (field == null) {
            error(path, "'" + name + "' is no field of '" + sync.type(marked) + "'");
            return;
        }
        if (!DefaultMappings.end(field).equals(mark.field())) {
            error(path, "'" + name + "' is described by the app as " + MappingCheck.describe(field)
                    + "; use the app's description");
        }
        if (!field.updatable()) {
            error(path, "'" + name + "' is read-only, no mark can be put there");
        }
        boolean mapped = sync.mappings().stream()
                .anyMatch(mapping -> mapping.direction() != Direction.OFF && mapping.has(marked, name));
        if (mapped) {
            error(path, "'" + name + "' is mapped, so the mark would travel; a mark needs a field of its own");
        }
        checkValue(path, field, mark.value());
    }

    private void checkValue(String path, FieldSchema field, String value) {
        boolean fits = switch (field.type()) {
            case TEXT, EMAIL, PHONE, URL -> !value.isBlank();
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> Word.parse(field.type(), value).isPresent();
            case OPTION, OPTION_SET -> field.options().containsKey(value);
            case REFERENCE, REFERENCE_SET -> false;
        };
        if (!fits) {
            boolean options = field.type() == ValueType.OPTION || field.type() == ValueType.OPTION_SET;
            error(path, "'" + value + "' is no " + field.type() + " for '" + field.name() + "'"
                    + (options ? "; allowed: " + new TreeSet<>(field.options().keySet()) : ""));
        }
    }

    private void error(String path, String message) {
        errors.add(new ConfigurationError(path, message));
    }
}
