package io.bothways.simulator.pipedrive.schema;

import io.bothways.simulator.kit.store.ObjectType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object type: the plural in addresses, the singular in webhooks and messages, and its fields. */
public final class PipedriveType {
    private final String singular;
    private final Map<String, PipedriveField> fields = new LinkedHashMap<>();
    private final ObjectType stored;

    PipedriveType(String plural, String singular, String label, ObjectType.Kind kind, List<PipedriveField> all) {
        this.singular = singular;
        all.forEach(field -> fields.put(field.code(), field));
        stored = new ObjectType(plural, label, kind, all.stream().map(PipedriveField::definition).toList());
    }

    public String plural() {
        return stored.name();
    }

    public String singular() {
        return singular;
    }

    /** As messages begin: {@code Person not found}. */
    public String title() {
        return Character.toUpperCase(singular.charAt(0)) + singular.substring(1);
    }

    public ObjectType stored() {
        return stored;
    }

    public Collection<PipedriveField> fields() {
        return fields.values();
    }

    /** The field of that code, or {@code null}. */
    public @Nullable PipedriveField field(String code) {
        return fields.get(code);
    }
}
