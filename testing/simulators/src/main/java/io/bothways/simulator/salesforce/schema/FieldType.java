package io.bothways.simulator.salesforce.schema;

/** The field types that the organization uses, with their names in describe and in SOAP. */
public enum FieldType {
    ID("id", "tns:ID"),
    STRING("string", "xsd:string"),
    TEXTAREA("textarea", "xsd:string"),
    EMAIL("email", "xsd:string"),
    PHONE("phone", "xsd:string"),
    URL("url", "xsd:string"),
    PICKLIST("picklist", "xsd:string"),
    /** Several options in one text, with a semicolon between them. */
    MULTIPICKLIST("multipicklist", "xsd:string"),
    REFERENCE("reference", "tns:ID"),
    DOUBLE("double", "xsd:double"),
    CURRENCY("currency", "xsd:double"),
    PERCENT("percent", "xsd:double"),
    INT("int", "xsd:int"),
    BOOLEAN("boolean", "xsd:boolean"),
    DATE("date", "xsd:date"),
    DATETIME("datetime", "xsd:dateTime");

    private final String describedAs;
    private final String soapType;

    FieldType(String describedAs, String soapType) {
        this.describedAs = describedAs;
        this.soapType = soapType;
    }

    public String describedAs() {
        return describedAs;
    }

    public String soapType() {
        return soapType;
    }

    /** Text that Salesforce compares without regard to case. */
    public boolean isText() {
        return switch (this) {
            case STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, MULTIPICKLIST -> true;
            case ID, REFERENCE, DOUBLE, CURRENCY, PERCENT, INT, BOOLEAN, DATE, DATETIME -> false;
        };
    }

    public boolean isNumber() {
        return this == DOUBLE || this == CURRENCY || this == PERCENT || this == INT;
    }

    public boolean isId() {
        return this == ID || this == REFERENCE;
    }

    /** Whether the values are some of the field's options. */
    public boolean isChoice() {
        return this == PICKLIST || this == MULTIPICKLIST;
    }
}
