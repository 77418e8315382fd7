package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Flight;
import io.bothways.merge.link.Link;
import io.bothways.merge.work.Departure;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Tags;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.memory.Staged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Watches every commit of the merge and every change in an app. */
public final class StepJudge {
    private final MemoryStore store;
    private final Function<RecordRef, Optional<AppRecord>> apps;
    private final Function<String, Optional<WriteCommand>> commands;
    private final Function<String, Decided> decided;
    private final Ways ways;
    private final Map<LinkKey, Long> pairedAt = new HashMap<>();
    private final Partners partners = new Partners();
    private final Set<AppRecord> twins = new HashSet<>();
    private int blindDuplicates;
    private final List<Finding> findings = new ArrayList<>();

    /** @param decided what was known when a command was decided */
    public StepJudge(MemoryStore store, Function<RecordRef, Optional<AppRecord>> apps,
            Function<String, Optional<WriteCommand>> commands, Function<String, Decided> decided,
            Ways ways) {
        this.ways = ways;
        this.store = store;
        this.apps = apps;
        this.commands = commands;
        this.decided = decided;
    }

    /** When a link became a pair; 0 where it never did. */
    public long pairedAt(LinkKey link) {
        return pairedAt.getOrDefault(link, 0L);
    }

    /** When the link that a command served became a pair; 0 where it never did. */
    public long pairedAt(String command) {
        return commands.apply(command).map(known -> pairedAt(LinkKey.of(known.head()))).orElse(0L);
    }

    public Partners partners() {
        return partners;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** The merge has committed something. */
    public void committed(Staged staged) {
        for (Link link : staged.links()) {
            if (!link.removed()) {
                if (link.full()) {
                    pairedAt.putIfAbsent(link.key(), staged.workspace().now().toEpochMilli());
                    record(link, Side.A).ifPresent(a -> record(link, Side.B).ifPresent(b -> {
                        partners.pair(a, b);
                        if (link.live()) {
                            partners.link(a, b, staged.workspace().now().toEpochMilli());
                        }
                    }));
                }
                basesWereTold(link);
                oneCommandUnderWay(link);
            }
        }
    }

    private Optional<AppRecord> record(Link link, Side side) {
        return link.record(side).map(RecordKey::ref).flatMap(apps);
    }

    private void basesWereTold(Link link) {
        for (Side side : Side.values()) {
            Optional<AppRecord> record = record(link, side);
            if (record.isPresent()) {
                for (Map.Entry<String, FieldValue> base : link.base(side).entrySet()) {
                    Field field = record.get().app().field(record.get().thing(), base.getKey());
                    if (!record.get().everHeld(field, base.getValue())) {
                        findings.add(new Finding(Invariant.BASE_IS_TOLD, link.key().link() + ": the base of "
                                + record.get().name() + "." + field.mapping() + " is none of its values"));
                    }
                }
            }
        }
    }

    private void oneCommandUnderWay(Link link) {
        for (Side side : Side.values()) {
            String known = link.flight(side).map(Flight::command).orElse("");
            for (Departure departure : store.departures()) {
                var head = departure.command().head();
                if (LinkKey.of(head).equals(link.key()) && head.side() == side && !head.id().equals(known)) {
                    findings.add(new Finding(Invariant.ONE_COMMAND,
                            link.key().link() + " has forgotten " + head.id() + " to side " + side));
                }
            }
        }
    }

    /** Something was changed in an app. */
    public void changed(Change change) {
        if (change.author() != Change.Author.ENGINE) {
            return;
        }
        WriteCommand command = commands.apply(change.command()).orElseThrow();
        Optional<AppRecord> source = source(command);
        ways.wrong(change, command).ifPresent(why ->
                findings.add(new Finding(Invariant.NO_WRONG_WAY, change + ", " + why)));
        if (command instanceof WriteCommand.CreateRecord) {
            source.filter(outsider -> !everInScope(outsider, command)).ifPresent(outsider -> findings.add(new Finding(
                    Invariant.NO_OUTSIDER, change + ", but " + outsider.name() + " was never in scope")));
        }
        if (command instanceof WriteCommand.CreateRecord && decided.apply(command.head().id()).untoldHeir()) {
            change.record().becomeBlindTwin();
        }
        if (command instanceof WriteCommand.CreateRecord && source.filter(StepJudge::rekeyed).isEmpty()) {
            madeOnce(change.record(), source, command.head().id());
        }
        if (source.isPresent() && change.field() == Field.TAGS) {
            membersStood(change, source.get());
        }
        if (source.isEmpty() || change.field() == Field.COMPANY || !change.field().isPlain()) {
            return;
        }
        if (change.after() instanceof FieldValue.Cleared && !everCleared(source.get(), change.field())) {
            findings.add(new Finding(Invariant.NO_BLANK, change + ", but " + source.get().name()
                    + " was never cleared there"));
        }
        if (change.after() instanceof FieldValue.Present && !everHeld(source.get(), change)) {
            findings.add(new Finding(Invariant.NO_INVENTION, change + ", which " + source.get().name()
                    + " never held"));
        }
    }

    /** A member is added only where the source ever had it, and removed only where the source did. */
    private void membersStood(Change change, AppRecord source) {
        for (String name : LostMembers.changed(change)) {
            boolean held = false;
            boolean removed = false;
            for (AppRecord.Version version : source.heritage()) {
                boolean holds = Tags.of(version.fields().getOrDefault(Field.TAGS, FieldValue.CLEARED)).contains(name);
                removed |= held && !holds;
                held |= holds;
            }
            boolean adds = Tags.of(change.after()).contains(name);
            // What was added since the last reading, in an app that takes no condition, nobody can spare.
            if (adds ? !held : !removed && change.record().memberSince(name) <= change.knownAt()) {
                findings.add(new Finding(adds ? Invariant.NO_INVENTION : Invariant.NO_BLANK,
                        change + " (" + name + "), which " + source.name() + " never did"));
            }
        }
    }

    private boolean everInScope(AppRecord source, WriteCommand command) {
        return source.heritage().stream().anyMatch(version -> ScopeJudge.missed(
                ways, LinkKey.of(command.head()), command.head().side().other(), source, version).isEmpty());
    }

    private Optional<AppRecord> source(WriteCommand command) {
        return switch (command) {
            case WriteCommand.CreateRecord create -> apps.apply(create.source());
            case WriteCommand.UpdateRecord update -> store.link(LinkKey.of(update.head()))
                    .flatMap(link -> link.record(update.head().side().other()))
                    .map(RecordKey::ref)
                    .flatMap(apps);
            case WriteCommand.DeleteRecord delete -> Optional.empty();
        };
    }

    private static boolean everCleared(AppRecord source, Field field) {
        boolean held = false;
        for (AppRecord.Version version : source.heritage()) {
            boolean holds = version.fields().containsKey(field);
            if (held && !holds) {
                return true;
            }
            held = holds;
        }
        return false;
    }

    private static boolean everHeld(AppRecord source, Change change) {
        return source.heritage().stream()
                .map(version -> version.fields().getOrDefault(change.field(), FieldValue.CLEARED))
                .anyMatch(value -> change.record().app().kept(change.field(), value).equals(change.after()));
    }

    /** Whether a person gave the record another key since it was made: then it is meant to be somebody else. */
    private static boolean rekeyed(AppRecord record) {
        return Field.of(record.thing()).stream().filter(Field::isKey).anyMatch(key -> record.versions().stream()
                .anyMatch(version -> !version.fields().getOrDefault(key, FieldValue.CLEARED)
                        .equals(record.versions().getFirst().fields().getOrDefault(key, FieldValue.CLEARED))));
    }

    /** Records that were made twice because no app had told that two others had become one. */
    public int blindDuplicates() {
        return blindDuplicates;
    }

    /**
     * Blind is a create only for a record that never had a counterpart: another one for the same record is a fault, and
     * so is one beside a record that was made with the same key for another one.
     */
    private void madeOnce(AppRecord made, Optional<AppRecord> source, String command) {
        made.app().alive(made.thing()).stream()
                .filter(other -> other != made && !rekeyed(other))
                .filter(other -> other.isSame(made) || isEngineMade(other) && hasOneKey(made, other))
                .findFirst()
                .ifPresent(other -> {
                    boolean untold = decided.apply(command).untoldHeir() || other.isUntoldHeir();
                    if (!untold || source.filter(record -> partners.had(record, other)).isPresent()) {
                        findings.add(new Finding(Invariant.NO_DUPLICATE,
                                made.name() + " was made although there is " + other.name()));
                    } else if (twins.add(made)) {
                        blindDuplicates++;
                    }
                });
    }

    private static boolean isEngineMade(AppRecord record) {
        return !record.roots().contains(record.id());
    }

    private static boolean hasOneKey(AppRecord one, AppRecord other) {
        return Field.of(one.thing()).stream()
                .filter(key -> key.isKey() && one.value(key) instanceof FieldValue.Present)
                .anyMatch(key -> one.value(key).equals(other.value(key)));
    }
}
