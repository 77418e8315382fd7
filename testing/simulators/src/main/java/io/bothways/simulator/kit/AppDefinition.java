package io.bothways.simulator.kit;

import io.bothways.simulator.kit.people.Population;
import io.bothways.simulator.kit.store.ObjectType;
import java.time.Duration;
import java.util.List;

/**
 * What an app is.
 *
 * @param name its name on the command line and in the start line
 * @param title its name on the editing page
 * @param color the colour of its editing page, as CSS
 * @param hand how its users write what the population holds
 * @param stampResolution the resolution of its modified stamps
 * @param types its object types, in the order of the editing page
 */
public record AppDefinition(String name, String title, String color, Population.Hand hand,
        Duration stampResolution, List<ObjectType> types) {
    public AppDefinition {
        types = List.copyOf(types);
    }

    /** The type that stands for persons or companies. */
    public ObjectType typeOf(ObjectType.Kind kind) {
        return types.stream().filter(type -> type.kind() == kind).findFirst().orElseThrow();
    }
}
