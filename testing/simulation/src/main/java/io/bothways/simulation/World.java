package io.bothways.simulation;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.MergeFlow;
import io.bothways.merge.MergeMeters;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.decide.Grounds;
import io.bothways.simulation.app.AppLog;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Customs;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.judge.Decided;
import io.bothways.simulation.memory.Crash;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.memory.Telling;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.service.ModelMerge;
import io.bothways.simulation.service.ModelPoller;
import io.bothways.simulation.service.ModelRemovals;
import io.bothways.simulation.service.ModelWebhook;
import io.bothways.simulation.service.ModelWriter;
import io.bothways.simulation.service.Words;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Timeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Apps and services of one history, put together and connected. */
public final class World implements Telling {
    private static final String REGION = "US";

    private final Timeline timeline;
    private final Faults faults = new Faults();
    private final AppLog log = new AppLog();
    private final List<ModelApp> apps = new ArrayList<>();
    private final Map<AccountId, ModelApp> appOf = new LinkedHashMap<>();
    private final Map<AccountId, ModelPoller> pollers = new LinkedHashMap<>();
    private final Map<AccountId, ModelWriter> writers = new LinkedHashMap<>();
    private final List<ModelWebhook> webhooks = new ArrayList<>();
    private final Map<String, WriteCommand> commands = new HashMap<>();
    private final Map<String, Decided> decided = new HashMap<>();
    private final List<Consumer<WriteCommand>> told = new ArrayList<>();
    private final MemoryStore store = new MemoryStore(this, REGION);
    private final List<ConnectionConfiguration> connections;
    private final ModelMerge merge;
    private final Optional<ModelRemovals> removals;

    public World(Script script, Parts parts) {
        timeline = new Timeline(script.luck(1));
        Words words = new Words(timeline);
        for (int number = 0; number < script.shape().apps(); number++) {
            ModelApp app = new ModelApp(number, script.luck(10 + number),
                    Customs.of(script.features(), script.luck(20 + number)), timeline, faults, log);
            apps.add(app);
            appOf.put(app.account(), app);
        }
        connections = Connecting.of(script, apps);
        Channel<ChangeEvent> changes = new Channel<>(timeline, faults, false);
        Channel<ChangeEvent> backfill = new Channel<>(timeline, faults, true);
        Channel<WriteResult> results = new Channel<>(timeline, faults, false);
        for (ModelApp app : apps) {
            Calls calls = new Calls(timeline, faults, Math.max(1, app.traits().tick()));
            pollers.put(app.account(),
                    new ModelPoller(app, calls, timeline, faults, words, parts.pages(), changes, backfill));
            webhooks.add(new ModelWebhook(app, calls, timeline, faults, words, changes));
            writers.put(app.account(),
                    new ModelWriter(app, calls, timeline, faults, words, parts.writer(), results, this::roots));
        }
        merge = new ModelMerge(timeline, faults, connections.stream().map(parts.connections()).toList(), changes,
                backfill, results, parts.readings(), parts.results(),
                () -> store.unanswered().forEach(this::command));
        Grounds grounds = new Grounds(REGION, parts.planner(), () -> words.next("n"), () -> Words.EPOCH);
        merge.witness(this::known);
        MergeFlow flow = new MergeFlow(parts.sessions().apply(store), merge::syncs, grounds,
                new MergeMeters(new SimpleMeterRegistry()), timeline);
        merge.run(store, flow);
        removals = script.features().contains(Feature.DELETES) || script.features().contains(Feature.SCOPES)
                ? Optional.of(new ModelRemovals(timeline, store, flow, merge::syncs, words, parts.brake()))
                : Optional.empty();
    }

    /** Tells what happens from now on, line by line. */
    public void tell(Consumer<String> teller) {
        apps.forEach(app -> teller.accept(app.name() + " is " + app.traits() + " " + app.customs()));
        connections.forEach(connection -> connection.objects().forEach(object -> teller.accept(
                connection.connection().value() + " carries of " + object.object() + object.mappings().stream()
                        .map(mapping -> " " + mapping.name() + " " + mapping.direction() + " " + mapping.policy())
                        .collect(Collectors.joining(",")))));
        log.witness(change -> teller.accept(time() + change));
        log.witnessRemovals(removed -> teller.accept(time() + removed));
        merge.witness(batch -> {
            batch.changes().forEach(change -> teller.accept(time() + describe(change)));
            batch.results().forEach(result -> teller.accept(time() + describe(result)));
        });
        told.add(command -> teller.accept(time() + "command " + describe(command)));
        store.inspect(staged -> staged.links().forEach(link -> teller.accept(time() + "link " + link.key().link()
                + " " + link.state().idA().orElse("-") + " " + link.state().idB().orElse("-") + " "
                + link.state().state() + link.reasons().stream().map(reason -> " " + reason.code() + ":"
                        + reason.field()).collect(Collectors.joining())
                + link.rewrites().entrySet().stream().map(seen -> " " + seen.getKey() + " rewritten "
                        + seen.getValue().rounds()).collect(Collectors.joining()))));
    }

    private static String describe(ChangeEvent change) {
        return switch (change) {
            case ChangeEvent.RecordChanged changed -> "reading by " + changed.head().cause().kind() + " of "
                    + describe(changed.snapshot());
            case ChangeEvent.RecordDeleted deleted -> "deleted " + deleted.ref().id() + " " + deleted.evidence();
            case ChangeEvent.RecordsCombined combined ->
                "combined " + combined.loser().id() + " into " + combined.survivor().id();
            case ChangeEvent.ListingFinished finished -> "listed " + finished.type();
        };
    }

    private static String describe(WriteResult result) {
        String told = switch (result.outcome()) {
            case Outcome.Applied applied -> applied.told().map(World::describe).orElse("untold")
                    + (applied.inAnswer() ? "" : ", read back");
            case Outcome.Stale stale -> stale.why();
            default -> "";
        };
        return "result of " + result.command().id() + " " + result.outcome().getClass().getSimpleName() + " " + told;
    }

    private static String describe(Snapshot snapshot) {
        return snapshot.ref().id() + " v" + snapshot.evidence().version() + " " + snapshot.evidence().asked() + "-"
                + snapshot.evidence().answered() + (snapshot.evidence().indexed() ? " indexed" : "")
                + describe(snapshot.fields());
    }

    private static String describe(Map<String, FieldValue> fields) {
        return new TreeMap<>(fields).entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + Change.text(field.getValue()))
                .collect(Collectors.joining());
    }

    private static String describe(WriteCommand command) {
        return command.head().id() + " of " + command.head().link() + " to " + command.head().message().account() + " "
                + command.getClass().getSimpleName() + describe(command.fields());
    }

    private String time() {
        return Duration.ofMillis(timeline.now() - Timeline.BEGIN.toEpochMilli()) + " ";
    }

    /** What is merged is known from then on: a command that is sent later could have heeded it. */
    private void known(Batch batch) {
        batch.changes().forEach(change -> {
            switch (change) {
                case ChangeEvent.RecordChanged changed -> known(changed.snapshot());
                case ChangeEvent.RecordsCombined combined -> record(combined.loser()).ifPresent(AppRecord::tellHeir);
                case ChangeEvent.RecordDeleted deleted -> {}
                case ChangeEvent.ListingFinished finished -> {}
            }
        });
        batch.results().forEach(result -> {
            switch (result.outcome()) {
                case Outcome.Applied applied -> applied.told().ifPresent(this::known);
                case Outcome.Stale stale -> stale.now().ifPresent(this::known);
                default -> {}
            }
        });
    }

    private void known(Snapshot snapshot) {
        long served = timeline.servedAt(snapshot.evidence().answered());
        record(snapshot.ref()).ifPresent(record -> record.readAt(
                snapshot.evidence().indexed() ? served - record.app().traits().indexLag() : served));
    }

    /** Begins to list; from now on everything is kept in step. */
    public void connect() {
        pollers.values().forEach(ModelPoller::start);
    }

    /** Lists everything again. */
    public void listAgain() {
        for (ModelPoller poller : pollers.values()) {
            for (Thing thing : Thing.values()) {
                poller.list(thing);
            }
        }
    }

    /** Whether anything is under way besides the next poll. */
    public boolean busy() {
        return merge.busy() || !merge.open()
                || pollers.values().stream().anyMatch(ModelPoller::busy)
                || webhooks.stream().anyMatch(ModelWebhook::busy)
                || writers.values().stream().anyMatch(ModelWriter::busy);
    }

    @Override
    public void command(WriteCommand command) {
        if (commands.put(command.head().id(), command) == null) {
            source(command).ifPresent(source -> decided.put(command.head().id(), new Decided(
                    Set.copyOf(source.roots()), source.isUntoldHeir(), source.isHeirTold(), source.lastRead())));
        }
        told.forEach(witness -> witness.accept(command));
        writer(command).command(command);
    }

    private ModelWriter writer(WriteCommand command) {
        return Optional.ofNullable(writers.get(command.head().message().account())).orElseThrow();
    }

    @Override
    public void mirrored(Mirrored mirrored) {
        Optional.ofNullable(pollers.get(mirrored.ref().account())).orElseThrow().learn(mirrored);
    }

    @Override
    public void reread(RecordKey record) {
        Optional.ofNullable(pollers.get(record.ref().account())).orElseThrow().wish(record.ref());
    }

    @Override
    public void reached(Crash.Point point) {
        merge.reached(point);
    }

    private Optional<AppRecord> source(WriteCommand command) {
        return switch (command) {
            case WriteCommand.CreateRecord create -> record(create.source());
            case WriteCommand.UpdateRecord update -> partner(update.head());
            case WriteCommand.DeleteRecord delete -> partner(delete.head());
        };
    }

    private Optional<AppRecord> partner(CommandHead head) {
        return store.link(LinkKey.of(head)).flatMap(link -> link.record(head.side().other()))
                .map(RecordKey::ref)
                .flatMap(this::record);
    }

    /** What the source of a create went back to when it was decided. */
    private Set<String> roots(WriteCommand command) {
        return decided(command.head().id()).roots();
    }

    /** The app's record of that name. */
    public Optional<AppRecord> record(RecordRef ref) {
        return Optional.ofNullable(appOf.get(ref.account())).flatMap(app -> app.record(ref.id()));
    }

    /** What people want of the links of an object sync. */
    public ObjectSync rules(LinkKey link) {
        return connections.stream()
                .filter(connection -> connection.connection().equals(link.connection()))
                .flatMap(connection -> connection.object(link.object()).stream())
                .findFirst()
                .orElseThrow();
    }

    /** A command that was told, whether answered or not. */
    public Optional<WriteCommand> commandOf(String id) {
        return Optional.ofNullable(commands.get(id));
    }

    public Timeline timeline() {
        return timeline;
    }

    public Faults faults() {
        return faults;
    }

    public AppLog log() {
        return log;
    }

    public List<ModelApp> apps() {
        return apps;
    }

    public MemoryStore store() {
        return store;
    }

    public ModelMerge merge() {
        return merge;
    }

    /** A person decides about deletes that wait; false where there are none. */
    public boolean decide(long salt) {
        return removals.filter(open -> open.decide(salt)).isPresent();
    }

    /** When a person last approved that the record of a link is deleted. */
    public Optional<Long> approvedAt(LinkKey link) {
        return removals.flatMap(open -> open.approvedAt(link));
    }

    /** What was known of the source of a command when it was decided. */
    public Decided decided(String command) {
        return Optional.ofNullable(decided.get(command)).orElse(Decided.NOTHING);
    }
}
