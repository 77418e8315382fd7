package io.bothways.simulation;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Policy;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.script.Feature;
import io.bothways.simulation.script.Script;
import io.bothways.simulation.script.Script.Shape;
import io.bothways.simulation.service.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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
        SplittableRandom more = script.luck(7);
        return script.features().contains(Feature.DELETES)
                ? connections.stream().map(connection -> withDeletes(connection, apps, more)).toList()
                : connections;
    }

    /** Contacts' deletes are carried; those of companies are not. */
    private static ConnectionConfiguration withDeletes(
            ConnectionConfiguration connection, List<ModelApp> apps, SplittableRandom random) {
        OnDelete onA = onDelete(app(connection, Side.B, apps), random);
        OnDelete onB = onDelete(app(connection, Side.A, apps), random);
        return new ConnectionConfiguration(connection.tenant(), connection.connection(), connection.version(),
                connection.accountA(), connection.accountB(), connection.objects().stream()
                        .map(object -> object.object().equals(Thing.CONTACT.object())
                                ? object.withDeletes(onA, onB)
                                : object)
                        .toList());
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
            for (Field field : Field.of(thing).stream().filter(Field::isMapped).toList()) {
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
