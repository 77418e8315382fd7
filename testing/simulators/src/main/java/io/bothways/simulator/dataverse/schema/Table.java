package io.bothways.simulator.dataverse.schema;

import io.bothways.simulator.kit.store.ObjectType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table. The kit stores its rows under the name of its entity set. */
public final class Table {

    /** What a table offers beyond reading: {@code WRITE} by clients, {@code TRACK} changes, {@code MERGE} rows. */
    public enum Ability { WRITE, TRACK, MERGE }

    /** Its names: logical, of the schema, of the entity set, for one row and for many. */
    public record Names(String logical, String schema, String set, String one, String many) {
    }

    private final Names names;
    private final int typeCode;
    private final String primaryId;
    private final String primaryName;
    private final ObjectType.Kind kind;
    private final List<Ability> abilities;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<AlternateKey> keys;
    private @Nullable ObjectType stored;

    Table(Names names, int typeCode, String primaryName, ObjectType.Kind kind, List<Ability> abilities,
            List<Column> columns, AlternateKey... keys) {
        this.names = names;
        this.typeCode = typeCode;
        this.primaryId = names.logical() + "id";
        this.primaryName = primaryName;
        this.kind = kind;
        this.abilities = List.copyOf(abilities);
        columns.forEach(column -> this.columns.put(column.name(), column));
        this.keys = List.of(keys);
    }

    public String logicalName() {
        return names.logical();
    }

    public Names names() {
        return names;
    }

    public String setName() {
        return names.set();
    }

    public int typeCode() {
        return typeCode;
    }

    /** The column that holds a row's id. */
    public String primaryId() {
        return primaryId;
    }

    /** The column by which people call a row. */
    public String primaryName() {
        return primaryName;
    }

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    public boolean isCustom() {
        return names.logical().startsWith("new_");
    }

    public Collection<Column> columns() {
        return columns.values();
    }

    public List<AlternateKey> keys() {
        return keys;
    }

    /** The column of that logical name. */
    public Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** The column that rows show under that property, such as {@code jobtitle} or {@code _ownerid_value}. */
    public Optional<Column> property(String property) {
        return columns.values().stream().filter(column -> column.property().equals(property)).findFirst();
    }

    /** The lookup that a navigation property belongs to, and the one of its targets that is meant. Case matters. */
    public Optional<Navigation> navigation(String property) {
        for (Column column : columns.values()) {
            for (LookupTarget target : column.targets()) {
                if (target.navigation().equals(property)) {
                    return Optional.of(new Navigation(column, target));
                }
            }
        }
        return Optional.empty();
    }

    /** The type under which the kit stores the rows; always the same object. */
    public ObjectType stored() {
        ObjectType known = stored;
        if (known == null) {
            known = new ObjectType(setName(), names.many(), kind, columns.values().stream()
                    .filter(column -> column.createable() || column.updatable())
                    .map(Column::onEditingPage).toList());
            stored = known;
        }
        return Objects.requireNonNull(known);
    }

    /** A lookup seen from one of its navigation properties. */
    public record Navigation(Column column, LookupTarget target) {
    }

    @Override
    public String toString() {
        return names.logical();
    }
}
