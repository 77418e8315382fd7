package io.bothways.simulator.salesforce.schema;

import io.bothways.simulator.kit.store.ObjectType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One object type: its fields in the order in which describe lists them, found by name without regard to case. */
public final class SalesforceType {
    /** What can be done with the records of a type. {@code NOTIFY}: an Outbound Message tells of them. */
    public enum Ability { WRITE, MERGE, REPLICATE, NOTIFY }

    /** A type in words; the key prefix is the first three characters of every id. */
    public record Names(String name, String label, String pluralLabel, String keyPrefix) {}

    private final Names names;
    private final Set<Ability> abilities;
    private final List<SalesforceField> fields;
    private final Map<String, SalesforceField> byName = new HashMap<>();

    SalesforceType(Names names, Set<Ability> abilities, List<SalesforceField> fields) {
        this.names = names;
        this.abilities = abilities.isEmpty() ? EnumSet.noneOf(Ability.class) : EnumSet.copyOf(abilities);
        this.fields = List.copyOf(fields);
        fields.forEach(field -> byName.put(field.name().toLowerCase(Locale.ROOT), field));
    }

    public String name() {
        return names.name();
    }

    public String label() {
        return names.label();
    }

    public String pluralLabel() {
        return names.pluralLabel();
    }

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    public boolean isCustom() {
        return name().endsWith("__c");
    }

    /** The type as the kit stores and shows it: what people see, without the fields that the organization keeps. */
    public ObjectType onEditingPage(ObjectType.Kind kind) {
        return new ObjectType(name(), names.pluralLabel(), kind,
                fields.stream().filter(SalesforceField::writable).map(SalesforceField::onEditingPage).toList());
    }

    /** The first three characters of every id of this type. */
    public String keyPrefix() {
        return names.keyPrefix();
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

    /** The fields that point to records of another type; not the one that says into which record this was merged. */
    public List<SalesforceField> lookupsTo(String parentType) {
        List<SalesforceField> lookups = new ArrayList<>();
        for (SalesforceField field : fields) {
            if (!field.name().equals(SystemFields.MASTER) && field.lookup().isPresent()
                    && field.lookup().get().parentType().equals(parentType)) {
                lookups.add(field);
            }
        }
        return lookups;
    }

    @Override
    public String toString() {
        return name();
    }
}
