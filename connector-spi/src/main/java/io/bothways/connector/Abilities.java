package io.bothways.connector;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one account of an app can do: at most one object per ability. Immutable. */
public final class Abilities {
    private final Map<Class<? extends Ability>, Ability> byType;

    private Abilities(Map<Class<? extends Ability>, Ability> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * Every ability that one of the objects has; an object may have several.
     *
     * @throws IllegalArgumentException if two objects have the same ability
     */
    public static Abilities of(Ability... objects) {
        Map<Class<? extends Ability>, Ability> byType = new HashMap<>();
        for (Ability object : objects) {
            for (Class<? extends Ability> type : of(object.getClass())) {
                if (byType.putIfAbsent(type, object) != null) {
                    throw new IllegalArgumentException("two objects have the ability " + type.getSimpleName());
                }
            }
        }
        return new Abilities(byType);
    }

    /** The ability, where the app has it. */
    public <T extends Ability> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }

    /** Which abilities there are. */
    public Set<Class<? extends Ability>> types() {
        return byType.keySet();
    }

    private static Set<Class<? extends Ability>> of(Class<?> type) {
        Set<Class<? extends Ability>> found = new HashSet<>();
        for (Class<?> parent : type.getInterfaces()) {
            if (parent != Ability.class && Ability.class.isAssignableFrom(parent)) {
                found.add(parent.asSubclass(Ability.class));
            }
            found.addAll(of(parent));
        }
        found.addAll(type.getSuperclass() == null ? Collections.emptySet() : of(type.getSuperclass()));
        return found;
    }
}
