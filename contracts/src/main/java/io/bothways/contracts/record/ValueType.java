package io.bothways.contracts.record;

/** The type of a field, which decides its canonical form and what it can be mapped to. */
public enum ValueType {
    TEXT,
    EMAIL,
    PHONE,
    URL,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    OPTION,
    OPTION_SET,
    REFERENCE,
    REFERENCE_SET
}
