package io.bothways.simulator.dataverse.schema;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name its logical name, always in lower case
 * @param label its display name
 * @param type its type
 * @param maxLength the most characters of a text; 0 where it means nothing
 * @param required how much it is required
 * @param createable whether a create may set it; where not, a value sent is ignored
 * @param updatable whether an update may set it; where not, a value sent is ignored
 * @param options its choices
 * @param targets the tables that it may point to
 * @param trait what it holds of an invented person or company
 */
public record Column(String name, String label, ColumnType type, int maxLength, Required required, boolean createable,
        boolean updatable, List<Option> options, List<LookupTarget> targets, Optional<Trait> trait) {

    /** Only {@code SYSTEM} is enforced by the API; {@code APPLICATION} is a matter of the app's own forms. */
    public enum Required {
        NONE("None"), RECOMMENDED("Recommended"), APPLICATION("ApplicationRequired"), SYSTEM("SystemRequired");

        private final String word;

        Required(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Column {
        options = List.copyOf(options);
        targets = List.copyOf(targets);
    }

    static Column of(String name, String label, ColumnType type, int maxLength) {
        return new Column(name, label, type, maxLength, Required.NONE, true, true, List.of(), List.of(),
                Optional.empty());
    }

    static Column choice(String name, String label, ColumnType type, Option... options) {
        return new Column(name, label, type, 0, Required.NONE, true, true, List.of(options), List.of(),
                Optional.empty());
    }

    static Column lookup(String name, String label, ColumnType type, LookupTarget... targets) {
        return new Column(name, label, type, 0, Required.NONE, true, true, List.of(), List.of(targets),
                Optional.empty());
    }

    Column readOnly() {
        return new Column(name, label, type, maxLength, required, false, false, options, targets, trait);
    }

    Column onlyOnUpdate() {
        return new Column(name, label, type, maxLength, required, false, true, options, targets, trait);
    }

    Column onlyOnCreate() {
        return new Column(name, label, type, maxLength, required, true, false, options, targets, trait);
    }

    Column required(Required level) {
        return new Column(name, label, type, maxLength, level, createable, updatable, options, targets, trait);
    }

    Column filledWith(Trait invented) {
        return new Column(name, label, type, maxLength, required, createable, updatable, options, targets,
                Optional.of(invented));
    }

    public boolean isCustom() {
        return name.startsWith("new_");
    }

    /** The property under which rows show it: lookups by their value alone. */
    public String property() {
        return type.isLookup() ? "_" + name + "_value" : name;
    }

    public Optional<Option> option(int value) {
        return options.stream().filter(option -> option.value() == value).findFirst();
    }

    public Optional<Option> option(@Nullable String label) {
        return options.stream().filter(option -> option.label().equalsIgnoreCase(label)).findFirst();
    }

    FieldDefinition onEditingPage() {
        return new FieldDefinition(name, label, type.onEditingPage(), trait.orElse(null),
                options.stream().map(Option::label).toList(), createable || updatable,
                required == Required.APPLICATION);
    }
}
