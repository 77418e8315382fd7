package io.bothways.simulation;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.core.merge.CreatePlan;
import io.bothways.core.merge.CreateView;
import io.bothways.core.merge.LinkView;
import io.bothways.core.merge.MergePlan;
import io.bothways.core.merge.SideView;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.batch.Syncs;
import io.bothways.merge.decide.LinkPlanner;
import io.bothways.merge.link.Link;
import io.bothways.merge.link.Links;
import io.bothways.merge.work.Departure;
import io.bothways.merge.work.Session;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.service.PageSteps;
import io.bothways.simulation.service.WriterRules;
import io.bothways.writer.call.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Each rule of the merge, broken: what the simulation has to catch. */
enum Broken {
    /** A base moves when a command is sent, not when the app has told. */
    BASE_ADVANCED_ON_SEND(() -> sessions(session -> new Bent(session) {
        @Override
        public Untold write(Workspace workspace) {
            for (Departure departure : workspace.departures()) {
                WriteCommand command = departure.command();
                workspace.links().get(LinkKey.of(command.head()))
                        .ifPresent(link -> link.moveBase(command.head().side(), command.fields()));
            }
            return super.write(workspace);
        }
    })),
    /** A side is compared with the other side instead of its own base. */
    SIDES_COMPARED_WITH_EACH_OTHER(() -> planner((sync, view) -> new LinkView(
            new SideView(view.a().now(), said(sync, Side.B, view.b().now()), view.a().edited(), view.a().edits()),
            new SideView(view.b().now(), view.b().base(), view.b().edited(), view.b().edits()),
            view.differences(), view.references(), view.region()))),
    /** A blank of either side overwrites the other's value. */
    BLANK_OVERWRITES(() -> planner((sync, view) -> new LinkView(view.a(), new SideView(view.b().now(),
            remembered(view.b().now()), view.b().edited(), view.b().edits()),
            view.differences(), view.references(), view.region()))),
    /** A linked record whose key no longer agrees with its counterpart's is matched anew. */
    MATCHED_BY_KEY_AFTER_LINKING(() -> sessions(session -> new Bent(session) {
        @Override
        public Untold write(Workspace workspace) {
            workspace.links().all().stream().filter(Broken::keyChanges).forEach(Link::remove);
            return super.write(workspace);
        }
    })),
    /** A change does not wait for the command under way. */
    NO_COALESCING(() -> sessions(session -> new Bent(session) {
        @Override
        public void linksOf(Collection<RecordKey> records, Syncs syncs, Links links, boolean whole) {
            super.linksOf(records, syncs, links, whole);
            for (Link link : links.all()) {
                for (Side side : Side.values()) {
                    link.land(side);
                }
            }
        }
    })),
    /** A lost answer counts as a failure: the command is sent again without looking. */
    SENT_AGAIN_WITHOUT_LOOKING(() -> Parts.REAL.withWriter(new WriterRules(Duration.ofSeconds(30),
            entry -> Optional.of(new Verdict.Retry(new Failure("LOST", "The answer was lost.", "", "", 0)))))),
    /** The position is stored before what it covers is published. */
    CURSOR_BEFORE_PUBLISHING(() -> Parts.REAL.withPages(new PageSteps() {
        private int pages;

        // Reading again what overlaps heals most of it, so that Kafka has to fail more often than a process dies.
        @Override
        public void handle(Runnable publish, BooleanSupplier dies, Runnable store) {
            store.run();
            if (!dies.getAsBoolean() && ++pages % 5 != 0) {
                publish.run();
            }
        }
    })),
    /** Whatever arrives last is taken for the newest. */
    LAST_ARRIVED_IS_NEWEST(() -> Parts.REAL.withReadings(new UnaryOperator<>() {
        private long last = 1_000_000_000;

        @Override
        public synchronized ChangeEvent apply(ChangeEvent change) {
            if (!(change instanceof ChangeEvent.RecordChanged(var head, Snapshot read))) {
                return change;
            }
            last += 2;
            return new ChangeEvent.RecordChanged(head, new Snapshot(
                    read.ref(), read.fields(), new Evidence(0, last, last + 1, false), read.whole()));
        }
    })),
    /** What an app made of our write is not told, so that its echo passes for an edit. */
    ECHO_IS_AN_EDIT(() -> Parts.REAL.withResults(result -> result.outcome() instanceof Outcome.Applied applied
            ? new WriteResult(result.command(), result.operation(), result.sent(), result.sourceValues(),
                    new Outcome.Applied(applied.ref(), applied.told().map(Broken::untold), false))
            : result)),
    /** What an app says to a write is not what it holds but what it was sent. */
    SENT_TAKEN_FOR_TOLD(() -> Parts.REAL.withResults(result -> result.outcome() instanceof Outcome.Applied applied
            ? new WriteResult(result.command(), result.operation(), result.sent(), result.sourceValues(),
                    new Outcome.Applied(applied.ref(), applied.told().map(told -> new Snapshot(
                            told.ref(), result.sent(), told.evidence(), told.whole())), true))
            : result)),
    /** An aged decision is sent without another look at its target. */
    NEVER_CHECKED(() -> Parts.REAL.withWriter(
            new WriterRules(Duration.ofDays(100), entry -> Optional.empty()))),
    /** A combined record counts as deleted. */
    COMBINE_MOVES_NO_LINK(() -> Parts.REAL.withReadings(change ->
            change instanceof ChangeEvent.RecordsCombined combined
                    ? new ChangeEvent.RecordDeleted(combined.head(), combined.loser(), combined.evidence())
                    : change)),
    /** A field that is carried one way goes both ways. */
    ONE_WAY_WRITTEN_BACK(() -> mappings(mapping -> new Mapping(mapping.name(), mapping.a(), mapping.b(),
            Direction.TWO_WAY, mapping.policy(), Map.of()))),
    /** A field that is carried one way is carried no way. */
    ONE_WAY_IS_CLOSED(() -> mappings(mapping -> mapping.direction() == Direction.TWO_WAY ? mapping
            : new Mapping(mapping.name(), mapping.a(), mapping.b(), Direction.OFF, mapping.policy(), Map.of()))),
    /** What shall fill blanks only, or new records only, overwrites. */
    GIFT_OVERWRITES(() -> mappings(mapping -> switch (mapping.policy()) {
        case FILL_ONLY, CREATE_ONLY -> mapping.withPolicy(Policy.NEWEST);
        case SIDE_A, SIDE_B, NEWEST, MOST_RESTRICTIVE, REVIEW -> mapping;
    })),
    /** Records that are out of scope are kept in step all the same. */
    SCOPE_IGNORED(() -> objects(sync -> sync.withScope(List.of(), List.of()))),
    /** Nothing is ever in scope. */
    SCOPE_SHUT(() -> objects(sync -> sync.withScope(shut(sync, Side.A), shut(sync, Side.B)))),
    /** What was agreed of a set is forgotten, so that members are only ever added. */
    MEMBERS_NEVER_REMOVED(() -> planner((sync, view) -> new LinkView(
            new SideView(view.a().now(), withoutTags(view.a().base()), view.a().edited(), view.a().edits()),
            new SideView(view.b().now(), withoutTags(view.b().base()), view.b().edited(), view.b().edits()),
            view.differences(), view.rewrites(), view.chosen(), view.references(), view.region()))),
    /** Deletes go out however many they are. */
    DELETES_PASS_THE_BRAKE(() -> Parts.REAL.withBrake(new DeleteBrake(1_000, 100))),
    /** What rewrites our writes is never stopped. */
    BREAKER_SWITCHED_OFF(() -> planner((sync, view) -> new LinkView(view.a(), view.b(), view.differences(), Map.of(),
            view.chosen(), view.references(), view.region()))),
    /** A losing value is thrown away. */
    LOSING_VALUE_DROPPED(() -> sessions(session -> new Bent(session) {
        @Override
        public Untold write(Workspace workspace) {
            workspace.lostValues().clear();
            return super.write(workspace);
        }
    }));

    private final Supplier<Parts> parts;

    Broken(Supplier<Parts> parts) {
        this.parts = parts;
    }

    Parts parts() {
        return parts.get();
    }

    /** What a history has to have, so that the rule counts in it. */
    Set<Feature> features() {
        return switch (this) {
            case DELETES_PASS_THE_BRAKE -> Set.of(Feature.DELETES);
            case COMBINE_MOVES_NO_LINK -> Set.of(Feature.COMBINES);
            case ONE_WAY_WRITTEN_BACK, ONE_WAY_IS_CLOSED, GIFT_OVERWRITES -> Set.of(Feature.WAYS);
            case MEMBERS_NEVER_REMOVED -> Set.of(Feature.SETS);
            case SCOPE_IGNORED, SCOPE_SHUT -> Set.of(Feature.SCOPES);
            default -> Set.of();
        };
    }

    private static Parts sessions(Function<Session, Session> bend) {
        return Parts.REAL.withSessions(real -> new BentSessions(real, bend));
    }

    /** The engine takes people's rules for other ones. */
    private static Parts objects(UnaryOperator<ObjectSync> rules) {
        return Parts.REAL.withConnections(connection -> new ConnectionConfiguration(connection.tenant(),
                connection.connection(), connection.version(), connection.accountA(), connection.accountB(),
                connection.objects().stream().map(rules).toList()));
    }

    private static List<ScopeRule> shut(ObjectSync sync, Side side) {
        return sync.scope(side).stream()
                .map(rule -> new ScopeRule(rule.name(), new Condition.Any(List.of()), rule.onLeave()))
                .toList();
    }

    private static Parts mappings(UnaryOperator<Mapping> rules) {
        return objects(sync -> sync.withMappings(sync.mappings().stream().map(rules).toList()));
    }

    private static Parts planner(BiFunction<ObjectSync, LinkView, LinkView> bend) {
        return Parts.REAL.withPlanner(new LinkPlanner() {
            @Override
            public MergePlan plan(ObjectSync sync, LinkView view) {
                return CORE.plan(sync, bend.apply(sync, view));
            }

            @Override
            public CreatePlan planCreate(ObjectSync sync, Side source, CreateView view) {
                return CORE.planCreate(sync, source, view);
            }
        });
    }

    private static Map<String, FieldValue> withoutTags(Map<String, FieldValue> base) {
        Map<String, FieldValue> rest = new HashMap<>(base);
        rest.keySet().removeIf(field -> field.toLowerCase(Locale.ROOT).startsWith(Field.TAGS.mapping()));
        return rest;
    }

    private static Snapshot untold(Snapshot told) {
        return new Snapshot(told.ref(), Map.of(), told.evidence(), false);
    }

    /** What {@code from} holds, under the other side's field names. */
    private static Map<String, FieldValue> said(ObjectSync sync, Side from, Map<String, FieldValue> now) {
        Map<String, FieldValue> said = new HashMap<>();
        sync.mappings().forEach(mapping -> said.put(mapping.on(from.other()).name(),
                now.getOrDefault(mapping.on(from).name(), FieldValue.UNREAD)));
        return said;
    }

    /** As if every blank had been a value once. */
    private static Map<String, FieldValue> remembered(Map<String, FieldValue> now) {
        Map<String, FieldValue> remembered = new HashMap<>(now);
        remembered.replaceAll((field, value) -> value instanceof FieldValue.Cleared ? FieldValue.text("?") : value);
        return remembered;
    }

    /** Whether the key of a linked record is being changed. */
    private static boolean keyChanges(Link link) {
        return link.full() && link.live() && link.sync().object().matchKeys().stream()
                .anyMatch(key -> writes(link, Side.A, key.fieldA()) || writes(link, Side.B, key.fieldB()));
    }

    private static boolean writes(Link link, Side side, String field) {
        return link.flight(side).filter(flight -> flight.fields().contains(field)).isPresent();
    }
}
