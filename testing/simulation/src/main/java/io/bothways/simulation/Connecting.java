package io.bothways.simulation;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.app.Tags;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.script.Script.Shape;
import io.bothways.simulation.service.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Which apps are connected, and which policies their mappings have. */
final class Connecting {
    private static final Policy[] POLICIES = {
        Policy.NEWEST, Policy.NEWEST, Policy.SIDE_A, Policy.SIDE_B, Policy.REVIEW
    };

    private Connecting() {}

    static List<ConnectionConfiguration> of(Script script, List<ModelApp> apps) {
        Shape shape = script.shape();
        SplittableRandom random = script.luck(2);
        List<ConnectionConfiguration> connections = new ArrayList<>();
        connections.add(connection("x-y", apps.get(0), apps.get(1), shape, random));
        if (shape != Shape.PAIR) {
            connections.add(connection("y-z", apps.get(1), apps.get(2), shape, random));
        }
        if (shape == Shape.RING) {
            connections.add(connection("x-z", apps.get(0), apps.get(2), shape, random));
        }
        Set<Feature> features = script.features();
        SplittableRandom more = script.luck(7);
        SplittableRandom ways = script.luck(8);
        SplittableRandom scopes = script.luck(9);
        return connections.stream()
                .map(connection -> features.contains(Feature.DELETES)
                        ? withDeletes(connection, apps, more) : connection)
                .map(connection -> features.contains(Feature.WAYS)
                        ? withContacts(connection, contacts -> ways(contacts, ways)) : connection)
                .map(connection -> features.contains(Feature.SETS)
                        ? withContacts(connection, contacts -> withTags(contacts, connection, apps)) : connection)
                .map(connection -> features.contains(Feature.SCOPES)
                        ? withContacts(connection, contacts -> scoped(contacts, connection, apps, scopes)) : connection)
                .toList();
    }

    private static ConnectionConfiguration withContacts(
            ConnectionConfiguration connection, UnaryOperator<ObjectSync> rules) {
        return new ConnectionConfiguration(connection.tenant(), connection.connection(), connection.version(),
                connection.accountA(), connection.accountB(), connection.objects().stream()
                        .map(object -> object.object().equals(Thing.CONTACT.object()) ? rules.apply(object) : object)
                        .toList());
    }

    /** Most of the fields that are no key are carried one way only, into blanks only, or into new records only. */
    private static ObjectSync ways(ObjectSync contacts, SplittableRandom random) {
        return contacts.withMappings(contacts.mappings().stream()
                .map(mapping -> {
                    Direction way = switch (random.nextInt(5)) {
                        case 0, 1 -> Direction.A_TO_B;
                        case 2, 3 -> Direction.B_TO_A;
                        default -> Direction.TWO_WAY;
                    };
                    Policy policy = switch (random.nextInt(4)) {
                        case 0 -> Policy.FILL_ONLY;
                        case 1 -> Policy.CREATE_ONLY;
                        default -> mapping.policy();
                    };
                    return mapping.name().equals(Field.EMAIL.mapping())
                            ? mapping
                            : new Mapping(mapping.name(), mapping.a(), mapping.b(), way, policy, Map.of());
                })
                .toList());
    }

    private static ObjectSync withTags(ObjectSync contacts, ConnectionConfiguration connection, List<ModelApp> apps) {
        List<Mapping> mappings = new ArrayList<>(contacts.mappings());
        mappings.add(new Mapping(Field.TAGS.mapping(), end(app(connection, Side.A, apps), Field.TAGS),
                end(app(connection, Side.B, apps), Field.TAGS), Direction.TWO_WAY, Policy.REVIEW,
                Tags.ALL.stream().collect(Collectors.toMap(Function.identity(), Function.identity()))));
        return contacts.withMappings(mappings);
    }

    /** Contacts of one side are kept in step while they have a city. */
    private static ObjectSync scoped(
            ObjectSync contacts, ConnectionConfiguration connection, List<ModelApp> apps, SplittableRandom random) {
        Side side = random.nextBoolean() ? Side.A : Side.B;
        Mapping city = contacts.mappings().stream()
                .filter(mapping -> mapping.name().equals(Field.CITY.mapping()))
                .findFirst()
                .orElseThrow();
        ScopeRule rule = new ScopeRule("has a city", new Condition.Test(
                city.on(side).name(), city.on(side).type(), Condition.Operator.FILLED, List.of()),
                switch (random.nextInt(4)) {
                    case 0 -> new LeaveScope.Freeze();
                    case 1 -> new LeaveScope.Unlink();
                    case 2 -> new LeaveScope.Tag(
                            new Mark(end(app(connection, side.other(), apps), Field.MARK), "left"));
                    default -> new LeaveScope.Delete();
                });
        return contacts.withScope(
                side == Side.A ? List.of(rule) : List.of(), side == Side.B ? List.of(rule) : List.of());
    }

    /** Contacts' deletes are carried; those of companies are not. */
    private static ConnectionConfiguration withDeletes(
            ConnectionConfiguration connection, List<ModelApp> apps, SplittableRandom random) {
        OnDelete onA = onDelete(app(connection, Side.B, apps), random);
        OnDelete onB = onDelete(app(connection, Side.A, apps), random);
        return withContacts(connection, contacts -> contacts.withDeletes(onA, onB));
    }

    private static ModelApp app(ConnectionConfiguration connection, Side side, List<ModelApp> apps) {
        return apps.stream().filter(app -> app.account().equals(connection.account(side))).findFirst().orElseThrow();
    }

    private static OnDelete onDelete(ModelApp follower, SplittableRandom random) {
        Mark mark = new Mark(end(follower, Field.MARK), "gone");
        return switch (random.nextInt(8)) {
            case 0 -> new OnDelete.Ignore();
            case 1 -> new OnDelete.Archive(mark);
            case 2 -> new OnDelete.Tag(mark);
            default -> new OnDelete.Delete();
        };
    }

    private static ConnectionConfiguration connection(
            String id, ModelApp a, ModelApp b, Shape shape, SplittableRandom random) {
        List<ObjectSync> objects = new ArrayList<>();
        for (Thing thing : Thing.values()) {
            List<Mapping> mappings = new ArrayList<>();
            for (Field field : Field.of(thing).stream().filter(Field::isPlain).toList()) {
                // In a ring, policies that point round in a circle are refused at save.
                Policy policy = shape == Shape.RING ? Policy.NEWEST : POLICIES[random.nextInt(POLICIES.length)];
                mappings.add(new Mapping(field.mapping(), end(a, field), end(b, field), Direction.TWO_WAY, policy,
                        Map.of()));
            }
            Field key = thing == Thing.CONTACT ? Field.EMAIL : Field.DOMAIN;
            objects.add(new ObjectSync(thing.object(), a.typeOf(thing), b.typeOf(thing),
                    List.of(new MatchKey(key.mapping(), a.nameOf(key), b.nameOf(key),
                            thing == Thing.CONTACT ? Normaliser.EMAIL : Normaliser.DOMAIN)),
                    mappings));
        }
        return new ConnectionConfiguration(Words.TENANT, new ConnectionId(id), 1, a.account(), b.account(), objects);
    }

    private static MappedField end(ModelApp app, Field field) {
        return new MappedField(app.nameOf(field), field.type(), true, true, false);
    }
}
