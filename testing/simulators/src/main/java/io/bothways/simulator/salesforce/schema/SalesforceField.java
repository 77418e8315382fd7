package io.bothways.simulator.salesforce.schema;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import java.util.List;
import java.util.Optional;

/**
 * One field of an object type. {@code length} is that of a text or the digits of a number, 0 where it means nothing. A
 * field is required on create when it is createable, neither nillable nor defaulted.
 *
 * @param standard what the field holds where a create does not name it
 * @param restricted whether only the options are taken; else any text is
 */
public record SalesforceField(
        String name,
        String label,
        FieldType type,
        int length,
        int scale,
        Access access,
        boolean nillable,
        Optional<Object> standard,
        Key key,
        List<String> options,
        boolean restricted,
        Optional<Lookup> lookup,
        Optional<Trait> trait) {

    /** Who writes a field. {@code SYSTEM}: the organization, when a record is created. */
    public enum Access { SYSTEM, READ_ONLY, AUTO_NUMBER, CREATE_ONLY, READ_WRITE }

    /** Whether records can be addressed by the field, and whether only one record may have a value. */
    public enum Key { NONE, EXTERNAL, UNIQUE }

    /** What becomes of a record when the one that it refers to is deleted. */
    public enum WhenDeleted {
        /** The reference is cleared, in silence. */
        CLEAR,
        /** The record goes along. */
        CASCADE,
        /** The other record cannot be deleted. */
        RESTRICT,
        /** The reference keeps leading nowhere. */
        STAY
    }

    /** The parent type of a reference and the name by which SOQL and nested writes reach it. */
    public record Lookup(String parentType, String relationshipName, WhenDeleted whenDeleted) {}

    private static final int OPTION_LENGTH = 255;
    private static final int OPTIONS_LENGTH = 4_099;
    private static final int SHORT_TEXT_AREA = 255;

    public SalesforceField {
        options = List.copyOf(options);
    }

    static SalesforceField of(String name, String label, FieldType type, int length) {
        int scale = type.isNumber() && type != FieldType.INT ? 2 : 0;
        return new SalesforceField(name, label, type, length, scale, Access.READ_WRITE, true, Optional.empty(),
                Key.NONE, List.of(), false, Optional.empty(), Optional.empty());
    }

    static SalesforceField picklist(String name, String label, String... options) {
        return choice(name, label, FieldType.PICKLIST, OPTION_LENGTH, List.of(options));
    }

    static SalesforceField multipicklist(String name, String label, String... options) {
        return choice(name, label, FieldType.MULTIPICKLIST, OPTIONS_LENGTH, List.of(options));
    }

    static SalesforceField choice(String name, String label, FieldType type, int length, List<String> options) {
        return new SalesforceField(name, label, type, length, 0, Access.READ_WRITE, true, Optional.empty(), Key.NONE,
                options, true, Optional.empty(), Optional.empty());
    }

    static SalesforceField reference(String name, String label, String parentType, String relationshipName,
            WhenDeleted whenDeleted) {
        return new SalesforceField(name, label, FieldType.REFERENCE, 18, 0, Access.READ_WRITE, true, Optional.empty(),
                Key.NONE, List.of(), false, Optional.of(new Lookup(parentType, relationshipName, whenDeleted)),
                Optional.empty());
    }

    SalesforceField required() {
        return new SalesforceField(name, label, type, length, scale, access, false, standard, key, options, restricted,
                lookup, trait);
    }

    SalesforceField readOnly() {
        return with(Access.READ_ONLY, nillable);
    }

    /** Can be set when a record is created and never changes. */
    SalesforceField createOnly() {
        return with(Access.CREATE_ONLY, nillable);
    }

    SalesforceField autoNumber() {
        return with(Access.AUTO_NUMBER, false);
    }

    /** Set by the organization itself when a record is created. */
    SalesforceField system() {
        return with(Access.SYSTEM, false);
    }

    private SalesforceField with(Access given, boolean blank) {
        return new SalesforceField(name, label, type, length, scale, given, blank, standard, key, options, restricted,
                lookup, trait);
    }

    /** What a create that does not name the field gives it; it cannot be blank from then on. */
    SalesforceField standard(Object value) {
        return new SalesforceField(name, label, type, length, scale, access, false, Optional.of(value), key, options,
                restricted, lookup, trait);
    }

    SalesforceField whole() {
        return new SalesforceField(name, label, type, length, 0, access, nillable, standard, key, options, restricted,
                lookup, trait);
    }

    /** The options are proposals. */
    SalesforceField unrestricted() {
        return new SalesforceField(name, label, type, length, scale, access, nillable, standard, key, options, false,
                lookup, trait);
    }

    SalesforceField asExternalId(boolean onlyOnce) {
        return new SalesforceField(name, label, type, length, scale, access, nillable, standard,
                onlyOnce ? Key.UNIQUE : Key.EXTERNAL, options, restricted, lookup, trait);
    }

    /** Filled from the population of invented people and companies, or shown as a name is. */
    SalesforceField filledWith(Trait invented) {
        return new SalesforceField(name, label, type, length, scale, access, nillable, standard, key, options,
                restricted, lookup, Optional.of(invented));
    }

    FieldDefinition onEditingPage() {
        FieldDefinition.Kind kind = switch (type) {
            case STRING, ID, MULTIPICKLIST -> FieldDefinition.Kind.TEXT;
            case TEXTAREA -> FieldDefinition.Kind.LONG_TEXT;
            case EMAIL -> FieldDefinition.Kind.EMAIL;
            case PHONE -> FieldDefinition.Kind.PHONE;
            case URL -> FieldDefinition.Kind.URL;
            case PICKLIST -> FieldDefinition.Kind.OPTION;
            case REFERENCE -> FieldDefinition.Kind.REFERENCE;
            case DOUBLE, CURRENCY, PERCENT, INT -> FieldDefinition.Kind.NUMBER;
            case BOOLEAN -> FieldDefinition.Kind.BOOLEAN;
            case DATE -> FieldDefinition.Kind.DATE;
            case DATETIME -> FieldDefinition.Kind.INSTANT;
        };
        return new FieldDefinition(name, label, kind, trait.orElse(null), options, writable(), requiredOnCreate());
    }

    /** Whether a create may name the field. */
    public boolean writable() {
        return access == Access.READ_WRITE || access == Access.CREATE_ONLY;
    }

    public boolean updateable() {
        return access == Access.READ_WRITE;
    }

    public boolean defaultedOnCreate() {
        return access == Access.SYSTEM || access == Access.AUTO_NUMBER || standard.isPresent();
    }

    public boolean externalId() {
        return key != Key.NONE;
    }

    public boolean unique() {
        return key == Key.UNIQUE;
    }

    public boolean requiredOnCreate() {
        return writable() && !nillable && !defaultedOnCreate();
    }

    /** Long text and multiple choices cannot be sorted by, long text not filtered by either. */
    public boolean sortable() {
        return filterable() && type != FieldType.MULTIPICKLIST;
    }

    public boolean filterable() {
        return type != FieldType.TEXTAREA || length <= SHORT_TEXT_AREA;
    }

    public boolean isCustom() {
        return name.endsWith("__c");
    }
}
