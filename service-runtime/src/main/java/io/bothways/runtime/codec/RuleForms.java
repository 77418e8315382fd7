package io.bothways.runtime.codec;

import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.configuration.ScopeRule;
import java.util.List;
import java.util.Optional;

/** The forms of a configuration's rules: scope, deletes, marks, what restricts more; and of the fields they name. */
final class RuleForms {
    private static final Form<Condition.Operator> OPERATOR =
            Forms.codes(Condition.Operator.class, operator -> switch (operator) {
                case IS -> "is";
                case IS_NOT -> "is_not";
                case HOLDS_ALL -> "holds_all";
                case CONTAINS -> "contains";
                case STARTS_WITH -> "starts_with";
                case ENDS_WITH -> "ends_with";
                case LESS -> "less";
                case AT_MOST -> "at_most";
                case GREATER -> "greater";
                case AT_LEAST -> "at_least";
                case FILLED -> "filled";
                case EMPTY -> "empty";
            });
    static final Shape<MappedField> MAPPED_FIELD = mappedField();
    static final Shape<Mark> MARK = mark();
    static final Form<Restrictive> RESTRICTIVE = restrictive();
    static final Form<OnDelete> ON_DELETE = onDelete();
    private static final Form<LeaveScope> LEAVE_SCOPE = leaveScope();
    private static final Form<Condition> CONDITION = condition();
    static final Shape<ScopeRule> SCOPE_RULE = scopeRule();

    private RuleForms() {}

    private static Shape<MappedField> mappedField() {
        var shape = Shape.<MappedField>of("mapped field");
        var name = shape.required("name", MappedField::name, Forms.TEXT);
        var type = shape.required("type", MappedField::type, RecordForms.VALUE_TYPE);
        var creatable = shape.required("creatable", MappedField::creatable, Forms.BOOLEAN);
        var updatable = shape.required("updatable", MappedField::updatable, Forms.BOOLEAN);
        var required = shape.required("required", MappedField::required, Forms.BOOLEAN);
        return shape.madeBy(read -> new MappedField(
                read.get(name),
                read.get(type),
                read.get(creatable),
                read.get(updatable),
                read.get(required)));
    }

    private static Shape<Mark> mark() {
        var shape = Shape.<Mark>of("mark");
        var field = shape.required("field", Mark::field, MAPPED_FIELD);
        var value = shape.required("value", Mark::value, Forms.TEXT);
        return shape.madeBy(read -> new Mark(read.get(field), read.get(value)));
    }

    private static Form<Restrictive> restrictive() {
        var shape = Shape.<Restrictive.Ranked>of("ranking");
        var values = shape.required("values", Restrictive.Ranked::values, Forms.listOf(Forms.TEXT));
        var ranked = new OneOf.Case<>("ranked", shape.madeBy(read -> new Restrictive.Ranked(read.get(values))));
        var lowest = new OneOf.Case<>("lowest", Shape.<Restrictive.Lowest>of("order")
                .madeBy(read -> new Restrictive.Lowest()));
        var highest = new OneOf.Case<>("highest", Shape.<Restrictive.Highest>of("order")
                .madeBy(read -> new Restrictive.Highest()));
        return new OneOf<>("what restricts more", value -> switch (value) {
            case Restrictive.Ranked is -> ranked;
            case Restrictive.Lowest is -> lowest;
            case Restrictive.Highest is -> highest;
        }, List.of(ranked, lowest, highest));
    }

    private static Form<OnDelete> onDelete() {
        var ignore = new OneOf.Case<>("ignore", Shape.<OnDelete.Ignore>of("delete policy")
                .madeBy(read -> new OnDelete.Ignore()));
        var delete = new OneOf.Case<>("delete", Shape.<OnDelete.Delete>of("delete policy")
                .madeBy(read -> new OnDelete.Delete()));
        var archiving = Shape.<OnDelete.Archive>of("delete policy");
        var archived = archiving.required("mark", OnDelete.Archive::mark, MARK);
        var archive = new OneOf.Case<>("archive", archiving.madeBy(read -> new OnDelete.Archive(read.get(archived))));
        var tagging = Shape.<OnDelete.Tag>of("delete policy");
        var tagged = tagging.required("mark", OnDelete.Tag::mark, MARK);
        var tag = new OneOf.Case<>("tag", tagging.madeBy(read -> new OnDelete.Tag(read.get(tagged))));
        return new OneOf<>("a delete policy", value -> switch (value) {
            case OnDelete.Ignore is -> ignore;
            case OnDelete.Delete is -> delete;
            case OnDelete.Archive is -> archive;
            case OnDelete.Tag is -> tag;
        }, List.of(ignore, delete, archive, tag));
    }

    private static Form<LeaveScope> leaveScope() {
        var freeze = new OneOf.Case<>("freeze", Shape.<LeaveScope.Freeze>of("leaving")
                .madeBy(read -> new LeaveScope.Freeze()));
        var unlink = new OneOf.Case<>("unlink", Shape.<LeaveScope.Unlink>of("leaving")
                .madeBy(read -> new LeaveScope.Unlink()));
        var delete = new OneOf.Case<>("delete", Shape.<LeaveScope.Delete>of("leaving")
                .madeBy(read -> new LeaveScope.Delete()));
        var tagging = Shape.<LeaveScope.Tag>of("leaving");
        var tagged = tagging.required("mark", LeaveScope.Tag::mark, MARK);
        var tag = new OneOf.Case<>("tag", tagging.madeBy(read -> new LeaveScope.Tag(read.get(tagged))));
        return new OneOf<>("what leaving the scope does", value -> switch (value) {
            case LeaveScope.Freeze is -> freeze;
            case LeaveScope.Unlink is -> unlink;
            case LeaveScope.Delete is -> delete;
            case LeaveScope.Tag is -> tag;
        }, List.of(freeze, unlink, delete, tag));
    }

    private static Form<Condition> condition() {
        Recursive<Condition> itself = new Recursive<>();
        Form<List<Condition>> several = Forms.listOf(itself);
        var allOf = Shape.<Condition.All>of("condition");
        var everyOne = allOf.required("conditions", Condition.All::conditions, several);
        var all = new OneOf.Case<>("all", allOf.madeBy(read -> new Condition.All(read.get(everyOne))));
        var anyOf = Shape.<Condition.Any>of("condition");
        var oneOfThem = anyOf.required("conditions", Condition.Any::conditions, several);
        var any = new OneOf.Case<>("any", anyOf.madeBy(read -> new Condition.Any(read.get(oneOfThem))));
        var opposite = Shape.<Condition.Not>of("condition");
        var denied = opposite.required("condition", Condition.Not::condition, itself);
        var not = new OneOf.Case<>("not", opposite.madeBy(read -> new Condition.Not(read.get(denied))));
        var single = Shape.<Condition.Test>of("condition");
        var field = single.required("field", Condition.Test::field, Forms.TEXT);
        var type = single.required("field_type", Condition.Test::type, RecordForms.VALUE_TYPE);
        var operator = single.required("operator", Condition.Test::operator, OPERATOR);
        var values = single.optional("values", asked -> Optional.of(asked.values()).filter(given -> !given.isEmpty()),
                Forms.listOf(Forms.TEXT));
        var test = new OneOf.Case<>("test", single.madeBy(read -> new Condition.Test(
                read.get(field), read.get(type), read.get(operator), read.find(values).orElse(List.of()))));
        itself.form = new OneOf<>("a condition", value -> switch (value) {
            case Condition.All is -> all;
            case Condition.Any is -> any;
            case Condition.Not is -> not;
            case Condition.Test is -> test;
        }, List.of(all, any, not, test));
        return itself;
    }

    private static Shape<ScopeRule> scopeRule() {
        var shape = Shape.<ScopeRule>of("scope rule");
        var name = shape.required("name", ScopeRule::name, Forms.TEXT);
        var condition = shape.required("condition", ScopeRule::condition, CONDITION);
        var onLeave = shape.required("on_leave", ScopeRule::onLeave, LEAVE_SCOPE);
        return shape.madeBy(read -> new ScopeRule(read.get(name), read.get(condition), read.get(onLeave)));
    }
}
