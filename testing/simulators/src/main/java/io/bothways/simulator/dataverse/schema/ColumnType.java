package io.bothways.simulator.dataverse.schema;

import io.bothways.simulator.kit.store.FieldDefinition;

/** The column types that the environment uses, with their names in metadata. */
public enum ColumnType {
    UNIQUEIDENTIFIER("Uniqueidentifier", "UniqueidentifierType", "UniqueIdentifierAttributeMetadata", "Edm.Guid"),
    STRING("String", "StringType", "StringAttributeMetadata", "Edm.String"),
    MEMO("Memo", "MemoType", "MemoAttributeMetadata", "Edm.String"),
    INTEGER("Integer", "IntegerType", "IntegerAttributeMetadata", "Edm.Int32"),
    BIGINT("BigInt", "BigIntType", "BigIntAttributeMetadata", "Edm.Int64"),
    DECIMAL("Decimal", "DecimalType", "DecimalAttributeMetadata", "Edm.Decimal"),
    MONEY("Money", "MoneyType", "MoneyAttributeMetadata", "Edm.Decimal"),
    BOOLEAN("Boolean", "BooleanType", "BooleanAttributeMetadata", "Edm.Boolean"),
    DATE_ONLY("DateTime", "DateTimeType", "DateTimeAttributeMetadata", "Edm.Date"),
    DATE_TIME("DateTime", "DateTimeType", "DateTimeAttributeMetadata", "Edm.DateTimeOffset"),
    PICKLIST("Picklist", "PicklistType", "PicklistAttributeMetadata", "Edm.Int32"),
    MULTI_SELECT("Virtual", "MultiSelectPicklistType", "MultiSelectPicklistAttributeMetadata", "Edm.String"),
    STATE("State", "StateType", "StateAttributeMetadata", "Edm.Int32"),
    STATUS("Status", "StatusType", "StatusAttributeMetadata", "Edm.Int32"),
    LOOKUP("Lookup", "LookupType", "LookupAttributeMetadata", "Edm.Guid"),
    CUSTOMER("Customer", "CustomerType", "LookupAttributeMetadata", "Edm.Guid"),
    OWNER("Owner", "OwnerType", "LookupAttributeMetadata", "Edm.Guid");

    private final String attributeType;
    private final String typeName;
    private final String metadataType;
    private final String edmType;

    ColumnType(String attributeType, String typeName, String metadataType, String edmType) {
        this.attributeType = attributeType;
        this.typeName = typeName;
        this.metadataType = metadataType;
        this.edmType = edmType;
    }

    /** {@code AttributeType} in metadata. */
    public String attributeType() {
        return attributeType;
    }

    /** {@code AttributeTypeName} in metadata, which tells multi-selects from other virtual columns. */
    public String typeName() {
        return typeName;
    }

    /** The metadata type to cast attributes to, without its namespace. */
    public String metadataType() {
        return metadataType;
    }

    public String edmType() {
        return edmType;
    }

    /** Whether values point to rows of other tables. */
    public boolean isLookup() {
        return this == LOOKUP || this == CUSTOMER || this == OWNER;
    }

    /** Whether a value is one of a set of options. */
    public boolean isChoice() {
        return this == PICKLIST || this == STATE || this == STATUS;
    }

    public boolean isNumber() {
        return this == INTEGER || this == BIGINT || this == DECIMAL || this == MONEY;
    }

    /** Text that the environment compares without regard to case. */
    public boolean isText() {
        return this == STRING || this == MEMO || this == MULTI_SELECT;
    }

    FieldDefinition.Kind onEditingPage() {
        return switch (this) {
            case UNIQUEIDENTIFIER, STRING, MULTI_SELECT -> FieldDefinition.Kind.TEXT;
            case MEMO -> FieldDefinition.Kind.LONG_TEXT;
            case INTEGER, BIGINT, DECIMAL, MONEY -> FieldDefinition.Kind.NUMBER;
            case BOOLEAN -> FieldDefinition.Kind.BOOLEAN;
            case DATE_ONLY -> FieldDefinition.Kind.DATE;
            case DATE_TIME -> FieldDefinition.Kind.INSTANT;
            case PICKLIST, STATE, STATUS -> FieldDefinition.Kind.OPTION;
            case LOOKUP, CUSTOMER, OWNER -> FieldDefinition.Kind.REFERENCE;
        };
    }
}
