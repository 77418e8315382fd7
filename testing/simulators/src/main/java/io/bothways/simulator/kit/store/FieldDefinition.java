package io.bothways.simulator.kit.store;

import io.bothways.simulator.kit.people.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object type.
 *
 * @param name the vendor's name of the field
 * @param label what the editing page calls it
 * @param kind how its values look
 * @param trait what it holds of an invented person or company, or {@code null} where nothing
 * @param options the values allowed where the kind is {@code OPTION}
 * @param editable whether a client or a person may write it
 * @param required whether it must not be blank
 */
public record FieldDefinition(String name, String label, Kind kind, @Nullable Trait trait, List<String> options,
        boolean editable, boolean required) {

    /** How the values of a field look. */
    public enum Kind { TEXT, LONG_TEXT, EMAIL, PHONE, URL, NUMBER, DATE, INSTANT, OPTION, BOOLEAN, REFERENCE }

    public FieldDefinition {
        options = List.copyOf(options);
    }

    /** A field that people and clients write and that the population fills with the given trait. */
    public static FieldDefinition editable(String name, String label, Kind kind, Trait trait, String... options) {
        return new FieldDefinition(name, label, kind, trait, List.of(options), true, false);
    }

    /** A field that people and clients write and that the population knows nothing of. */
    public static FieldDefinition plain(String name, String label, Kind kind, String... options) {
        return new FieldDefinition(name, label, kind, null, List.of(options), true, false);
    }

    /** A field that the app keeps by itself. */
    public static FieldDefinition readOnly(String name, String label, Kind kind) {
        return new FieldDefinition(name, label, kind, null, List.of(), false, false);
    }

    /** The same field, required. */
    public FieldDefinition asRequired() {
        return new FieldDefinition(name, label, kind, trait, options, editable, true);
    }
}
