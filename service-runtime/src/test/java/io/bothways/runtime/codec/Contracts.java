package io.bothways.runtime.codec;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where the contracts module keeps its files, and what it knows. */
final class Contracts {
    private Contracts() {}

    /** A file of the contracts module; tests run in their own module's folder. */
    static Path path(String file) {
        return Path.of(System.getProperty("basedir", "."), "..", "contracts").resolve(file);
    }

    /** Every type of message that can stand on a topic, as the code knows them. */
    static Set<String> messageTypes() {
        Set<String> types = new HashSet<>(Set.of("hint", "mirrored", "write_result", "dead_letter"));
        types.addAll(EventForms.CHANGE_EVENT.codes());
        types.addAll(WriteForms.WRITE_COMMAND.codes());
        types.addAll(ActivityForms.ACTIVITY.codes());
        types.addAll(RequestForms.REQUEST.codes());
        return types;
    }

    static <K, V> Map<K, V> typed(Map<?, ?> map, Class<K> key, Class<V> value) {
        Map<K, V> typed = new LinkedHashMap<>();
        map.forEach((name, each) -> typed.put(key.cast(name), value.cast(each)));
        return typed;
    }
}
