package io.bothways.simulator.salesforce.schema;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import java.util.List;
import java.util.Optional;

/**
 * One field of an object type. {@code length} is 0 where it means nothing. A field is required on create when it is
 * createable, neither nillable nor defaulted.
 */
public record SalesforceField(
        String name,
        String label,
        FieldType type,
        int length,
        boolean nillable,
        boolean writable,
        boolean defaultedOnCreate,
        boolean externalId,
        boolean unique,
        List<String> options,
        Optional<Lookup> lookup,
        Optional<Trait> trait) {

    /** The parent type of a reference and the name by which SOQL and nested writes reach it. */
    public record Lookup(String parentType, String relationshipName) {}

    public SalesforceField {
        options = List.copyOf(options);
    }

    static SalesforceField of(String name, String label, FieldType type, int length) {
        return new SalesforceField(
                name, label, type, length, true, true, false, false, false, List.of(), Optional.empty(),
                Optional.empty());
    }

    static SalesforceField picklist(String name, String label, String... options) {
        return new SalesforceField(name, label, FieldType.PICKLIST, 255, true, true, false, false, false,
                List.of(options), Optional.empty(), Optional.empty());
    }

    static SalesforceField reference(String name, String label, String parentType, String relationshipName) {
        return new SalesforceField(name, label, FieldType.REFERENCE, 18, true, true, false, false, false,
                List.of(), Optional.of(new Lookup(parentType, relationshipName)), Optional.empty());
    }

    SalesforceField required() {
        return new SalesforceField(name, label, type, length, false, writable, defaultedOnCreate, externalId, unique,
                options, lookup, trait);
    }

    SalesforceField readOnly() {
        return new SalesforceField(name, label, type, length, nillable, false, defaultedOnCreate, externalId, unique,
                options, lookup, trait);
    }

    /** Set by the organization itself when a record is created. */
    SalesforceField system() {
        return new SalesforceField(name, label, type, length, false, false, true, externalId, unique,
                options, lookup, trait);
    }

    SalesforceField asExternalId(boolean onlyOnce) {
        return new SalesforceField(name, label, type, length, nillable, writable, defaultedOnCreate, true, onlyOnce,
                options, lookup, trait);
    }

    /** Filled from the population of invented people and companies. */
    SalesforceField filledWith(Trait invented) {
        return new SalesforceField(name, label, type, length, nillable, writable, defaultedOnCreate, externalId, unique,
                options, lookup, Optional.of(invented));
    }

    FieldDefinition onEditingPage() {
        FieldDefinition.Kind kind = switch (type) {
            case STRING, ID -> FieldDefinition.Kind.TEXT;
            case EMAIL -> FieldDefinition.Kind.EMAIL;
            case PHONE -> FieldDefinition.Kind.PHONE;
            case URL -> FieldDefinition.Kind.URL;
            case PICKLIST -> FieldDefinition.Kind.OPTION;
            case REFERENCE -> FieldDefinition.Kind.REFERENCE;
            case DOUBLE -> FieldDefinition.Kind.NUMBER;
            case BOOLEAN -> FieldDefinition.Kind.BOOLEAN;
            case DATE -> FieldDefinition.Kind.DATE;
            case DATETIME -> FieldDefinition.Kind.INSTANT;
        };
        return new FieldDefinition(name, label, kind, trait.orElse(null), options, writable, requiredOnCreate());
    }

    public boolean requiredOnCreate() {
        return writable && !nillable && !defaultedOnCreate;
    }

    public boolean isCustom() {
        return name.endsWith("__c");
    }
}
