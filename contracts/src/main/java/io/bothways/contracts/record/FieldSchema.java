package io.bothways.contracts.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field as an app describes it.
 *
 * @param name the app's internal name
 * @param label what people see
 * @param meaning the standard word for it that connectors share ({@code email}, {@code first_name}, …); empty for custom
 *     fields
 * @param creatable a value can be given on create
 * @param updatable a value can be changed later
 * @param required a create without it is refused
 * @param unique no two records hold the same value
 * @param options internal value to label, for picklists
 * @param referenceTo the types that a reference may point to
 */
public record FieldSchema(
        String name,
        String label,
        ValueType type,
        Optional<String> meaning,
        boolean creatable,
        boolean updatable,
        boolean required,
        boolean unique,
        Map<String, String> options,
        List<String> referenceTo) {
    public FieldSchema {
        options = Map.copyOf(options);
        referenceTo = List.copyOf(referenceTo);
    }
}
