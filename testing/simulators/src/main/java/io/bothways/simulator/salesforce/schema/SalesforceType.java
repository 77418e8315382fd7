package io.bothways.simulator.salesforce.schema;

import io.bothways.simulator.kit.store.ObjectType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One object type: its fields in the order in which describe lists them, found by name without regard to case. */
public final class SalesforceType {
    private final String name;
    private final String pluralLabel;
    private final String keyPrefix;
    private final List<SalesforceField> fields;
    private final Map<String, SalesforceField> byName = new HashMap<>();

    SalesforceType(String name, String pluralLabel, String keyPrefix, List<SalesforceField> fields) {
        this.name = name;
        this.pluralLabel = pluralLabel;
        this.keyPrefix = keyPrefix;
        this.fields = List.copyOf(fields);
        fields.forEach(field -> byName.put(field.name().toLowerCase(Locale.ROOT), field));
    }

    public String name() {
        return name;
    }

    public String pluralLabel() {
        return pluralLabel;
    }

    /** The type as the kit stores and shows it: what people see, without the fields that the organization keeps. */
    public ObjectType onEditingPage(ObjectType.Kind kind) {
        return new ObjectType(name, pluralLabel, kind,
                fields.stream().filter(SalesforceField::writable).map(SalesforceField::onEditingPage).toList());
    }

    /** The first three characters of every id of this type. */
    public String keyPrefix() {
        return keyPrefix;
    }

    public List<SalesforceField> fields() {
        return fields;
    }

    public Optional<SalesforceField> field(String fieldName) {
        SalesforceField exact = byName.get(fieldName.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(exact);
    }

    public Optional<SalesforceField> relationship(String relationshipName) {
        return fields.stream()
                .filter(field -> field.lookup().isPresent()
                        && field.lookup().get().relationshipName().equalsIgnoreCase(relationshipName))
                .findFirst();
    }

    /** The fields that point to records of another type. */
    public List<SalesforceField> lookupsTo(String parentType) {
        List<SalesforceField> lookups = new ArrayList<>();
        for (SalesforceField field : fields) {
            if (field.writable() && field.lookup().isPresent()
                    && field.lookup().get().parentType().equals(parentType)) {
                lookups.add(field);
            }
        }
        return lookups;
    }
}
