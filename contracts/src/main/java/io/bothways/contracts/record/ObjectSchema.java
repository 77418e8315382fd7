package io.bothways.contracts.record;

import java.util.List;

/**
 * An object type as an app describes it.
 *
 * @param type the app's own name, for example {@code contacts}
 * @param label what people see
 * @param kind the standard word that connectors share: {@code contact}, {@code company}, …; the type itself for custom
 *     objects
 */
public record ObjectSchema(String type, String label, String kind, List<FieldSchema> fields) {
    public ObjectSchema {
        fields = List.copyOf(fields);
    }
}
