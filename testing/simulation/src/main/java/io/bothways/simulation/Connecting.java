package io.bothways.simulation;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
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

    static List<ConnectionConfiguration> of(Shape shape, List<ModelApp> apps, SplittableRandom random) {
        List<ConnectionConfiguration> connections = new ArrayList<>();
        connections.add(connection("x-y", apps.get(0), apps.get(1), shape, random));
        if (shape != Shape.PAIR) {
            connections.add(connection("y-z", apps.get(1), apps.get(2), shape, random));
        }
        if (shape == Shape.RING) {
            connections.add(connection("x-z", apps.get(0), apps.get(2), shape, random));
        }
        return connections;
    }

    private static ConnectionConfiguration connection(
            String id, ModelApp a, ModelApp b, Shape shape, SplittableRandom random) {
        List<ObjectSync> objects = new ArrayList<>();
        for (Thing thing : Thing.values()) {
            List<Mapping> mappings = new ArrayList<>();
            for (Field field : Field.of(thing)) {
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
