package io.bothways.contracts.configuration;

import io.bothways.contracts.Side;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One object type of each side, kept in step.
 *
 * @param object the name of the sync within its connection, for example {@code contact}
 * @param matchKeys in order of trust: the first key that finds a candidate decides
 * @param scopeA which of side A's records are kept in step; no rule: all
 * @param scopeB which of side B's records are kept in step; no rule: all
 * @param deletedOnA what happens on side B when a record was deleted on side A
 * @param deletedOnB what happens on side A when a record was deleted on side B
 */
public record ObjectSync(
        String object,
        String typeA,
        String typeB,
        List<MatchKey> matchKeys,
        List<Mapping> mappings,
        List<ScopeRule> scopeA,
        List<ScopeRule> scopeB,
        OnDelete deletedOnA,
        OnDelete deletedOnB) {
    public ObjectSync {
        matchKeys = List.copyOf(matchKeys);
        mappings = List.copyOf(mappings);
        scopeA = List.copyOf(scopeA);
        scopeB = List.copyOf(scopeB);
    }

    /** All records of both types; deletes are ignored. */
    public ObjectSync(String object, String typeA, String typeB, List<MatchKey> matchKeys, List<Mapping> mappings) {
        this(object, typeA, typeB, matchKeys, mappings, List.of(), List.of(), new OnDelete.Ignore(),
                new OnDelete.Ignore());
    }

    public String type(Side side) {
        return side == Side.A ? typeA : typeB;
    }

    /** The rules that a record of {@code side} has to meet. */
    public List<ScopeRule> scope(Side side) {
        return side == Side.A ? scopeA : scopeB;
    }

    /** What happens to the other side's record when one of {@code side} was deleted. */
    public OnDelete deletedOn(Side side) {
        return side == Side.A ? deletedOnA : deletedOnB;
    }

    public ObjectSync withMappings(List<Mapping> next) {
        return new ObjectSync(object, typeA, typeB, matchKeys, next, scopeA, scopeB, deletedOnA, deletedOnB);
    }

    public ObjectSync withScope(List<ScopeRule> nextA, List<ScopeRule> nextB) {
        return new ObjectSync(object, typeA, typeB, matchKeys, mappings, nextA, nextB, deletedOnA, deletedOnB);
    }

    public ObjectSync withDeletes(OnDelete onA, OnDelete onB) {
        return new ObjectSync(object, typeA, typeB, matchKeys, mappings, scopeA, scopeB, onA, onB);
    }

    /** The fields of one side that have to be read: mapped ones, match keys, and what the scope asks for. */
    public SortedSet<String> fields(Side side) {
        SortedSet<String> fields = new TreeSet<>();
        for (Mapping mapping : mappings) {
            fields.add(mapping.on(side).name());
            mapping.more(side).forEach(field -> fields.add(field.name()));
        }
        matchKeys.forEach(key -> fields.add(key.field(side)));
        scope(side).forEach(rule -> addFields(rule.condition(), fields));
        addMark(deletedOn(side.other()), fields);
        scope(side.other()).forEach(rule -> addMark(rule.onLeave(), fields));
        return fields;
    }

    private static void addFields(Condition condition, SortedSet<String> fields) {
        switch (condition) {
            case Condition.All(List<Condition> all) -> all.forEach(each -> addFields(each, fields));
            case Condition.Any(List<Condition> any) -> any.forEach(each -> addFields(each, fields));
            case Condition.Not(Condition not) -> addFields(not, fields);
            case Condition.Test test -> fields.add(test.field());
        }
    }

    /** A mark is written, and what is written is compared with what was read. */
    private static void addMark(OnDelete onDelete, SortedSet<String> fields) {
        switch (onDelete) {
            case OnDelete.Archive(Mark mark) -> fields.add(mark.field().name());
            case OnDelete.Tag(Mark mark) -> fields.add(mark.field().name());
            case OnDelete.Ignore ignore -> {}
            case OnDelete.Delete delete -> {}
        }
    }

    private static void addMark(LeaveScope onLeave, SortedSet<String> fields) {
        switch (onLeave) {
            case LeaveScope.Tag(Mark mark) -> fields.add(mark.field().name());
            case LeaveScope.Freeze freeze -> {}
            case LeaveScope.Unlink unlink -> {}
            case LeaveScope.Delete delete -> {}
        }
    }
}
