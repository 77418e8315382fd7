package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.scope.Scope;
import io.bothways.core.scope.ScopeVerdict;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Codes;
import io.bothways.merge.link.Link;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks the apps which records meet the scope rules, and whether those that do not are dealt with as the rules say. */
public final class ScopeJudge {
    private static final CanonicalForm FORM = new CanonicalForm("US");

    private final MemoryStore store;
    private final List<ModelApp> apps;
    private final Function<RecordRef, Optional<AppRecord>> records;
    private final Ways ways;

    public ScopeJudge(MemoryStore store, List<ModelApp> apps, Function<RecordRef, Optional<AppRecord>> records,
            Ways ways) {
        this.apps = apps;
        this.store = store;
        this.records = records;
        this.ways = ways;
    }

    /** The rule that a record's content does not meet. */
    static Optional<ScopeRule> missed(Ways ways, LinkKey link, Side side, AppRecord record, AppRecord.Version version) {
        return Scope.of(ways.rules(link).scope(side), record.told(version), "US") instanceof ScopeVerdict.Out out
                ? Optional.of(out.rule())
                : Optional.empty();
    }

    /** What is wrong at rest. */
    List<Finding> judge() {
        List<Finding> findings = new ArrayList<>();
        for (Link link : store.links()) {
            boolean excluded = link.reasons().stream().anyMatch(reason -> reason.code().equals(Codes.OUT_OF_SCOPE));
            if (excluded && stale(link)) {
                findings.add(finding(link, "everything is in scope"));
            }
            if (link.live() && link.full() && !excluded && link.reasons().isEmpty() && rule(link).isPresent()) {
                findings.add(finding(link, "is in step, and out of scope"));
            }
            if (link.live() && link.full() && excluded && unmarked(link)) {
                findings.add(finding(link, "leaves a record unmarked"));
            }
        }
        return findings;
    }

    /** The links that wait for a field to be read, which another listing has read. */
    public List<Finding> undecided() {
        return store.links().stream()
                .filter(link -> link.live()
                        && link.reasons().stream().anyMatch(reason -> reason.code().equals(Codes.SCOPE_UNDECIDED)))
                .map(link -> finding(link, "everything was read"))
                .toList();
    }

    private static Finding finding(Link link, String what) {
        return new Finding(Invariant.SCOPE, link.key().connection() + "/" + link.key().link() + " "
                + link.state().state() + ": " + what);
    }

    /** Whether the link says that a record is out of scope, none is, and none has another link that goes on. */
    private boolean stale(Link link) {
        boolean there = true;
        for (Side side : Side.values()) {
            there &= record(link, side).map(AppRecord::alive).orElse(!link.full());
            there &= link.live() || store.links().stream().noneMatch(other -> other.live()
                    && other.sync().same(link.sync()) && other.id(side).isPresent()
                    && other.id(side).equals(link.id(side)));
        }
        return there && rule(link).isEmpty() && (link.full() || !matchesOneOutside(link));
    }

    /** Whether the record would have a counterpart, were that in scope: then it gets no other one beside it. */
    private boolean matchesOneOutside(Link half) {
        Side other = half.onlySide().other();
        AppRecord record = record(half, half.onlySide()).orElseThrow();
        return apps.stream()
                .filter(app -> app.account().equals(half.sync().connection().account(other)))
                .flatMap(app -> app.alive(record.thing()).stream())
                .filter(there -> Field.of(record.thing()).stream().filter(Field::isKey).anyMatch(key ->
                        record.value(key) instanceof FieldValue.Present
                                && FORM.same(record.value(key), there.value(key), key.type())))
                .anyMatch(there -> missed(ways, half.key(), other, there, there.now()).isPresent());
    }

    private Optional<ScopeRule> rule(Link link) {
        Optional<ScopeRule> missed = Optional.empty();
        for (Side side : Side.values()) {
            Optional<AppRecord> record = record(link, side).filter(AppRecord::alive);
            missed = missed.or(() -> record.flatMap(there -> missed(ways, link.key(), side, there, there.now())));
        }
        return missed;
    }

    private boolean unmarked(Link link) {
        for (Side side : Side.values()) {
            Optional<AppRecord> left = record(link, side).filter(AppRecord::alive)
                    .filter(record -> missed(ways, link.key(), side, record, record.now())
                            .filter(rule -> rule.onLeave() instanceof LeaveScope.Tag)
                            .isPresent());
            Optional<AppRecord> other = record(link, side.other()).filter(AppRecord::alive)
                    .filter(record -> record.value(Field.MARK) instanceof FieldValue.Cleared);
            if (left.isPresent() && other.isPresent() && link.refusal(side.other()).isEmpty()) {
                return true;
            }
            if (left.isPresent()) {
                return false;
            }
        }
        return false;
    }

    private Optional<AppRecord> record(Link link, Side side) {
        return link.record(side).map(RecordKey::ref).flatMap(records);
    }
}
