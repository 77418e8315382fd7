package io.bothways.simulator.salesforce.schema;

/** The field types that the organization uses, with their names in describe and in SOAP. */
public enum FieldType {
    ID("id", "tns:ID"),
    STRING("string", "xsd:string"),
    EMAIL("email", "xsd:string"),
    PHONE("phone", "xsd:string"),
    URL("url", "xsd:string"),
    PICKLIST("picklist", "xsd:string"),
    REFERENCE("reference", "tns:ID"),
    DOUBLE("double", "xsd:double"),
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
            case STRING, EMAIL, PHONE, URL, PICKLIST -> true;
            case ID, REFERENCE, DOUBLE, BOOLEAN, DATE, DATETIME -> false;
        };
    }

    public boolean isId() {
        return this == ID || this == REFERENCE;
    }
}
