package io.bothways.simulator.pipedrive.schema;

import io.bothways.simulator.kit.store.FieldDefinition.Kind;

/** How the values of a field look; the word is Pipedrive's {@code field_type}. */
public enum FieldType {
    VARCHAR("varchar", Kind.TEXT),
    TEXT("text", Kind.LONG_TEXT),
    NUMBER("double", Kind.NUMBER),
    WHOLE("int", Kind.NUMBER),
    OPTION("enum", Kind.OPTION),
    OPTIONS("set", Kind.TEXT),
    DATE("date", Kind.DATE),
    DATE_RANGE("daterange", Kind.TEXT),
    TIME("time", Kind.TEXT),
    MONEY("monetary", Kind.TEXT),
    ADDRESS("address", Kind.TEXT),
    FLAG("boolean", Kind.BOOLEAN),
    WORD("status", Kind.OPTION),
    USER("user", Kind.REFERENCE),
    PERSON("people", Kind.REFERENCE),
    ORGANIZATION("org", Kind.REFERENCE),
    STAGE("stage", Kind.REFERENCE),
    PIPELINE("pipeline", Kind.REFERENCE),
    EMAILS("varchar", Kind.TEXT),
    PHONES("phone", Kind.TEXT);

    private final String word;
    private final Kind kind;

    FieldType(String word, Kind kind) {
        this.word = word;
        this.kind = kind;
    }

    public String word() {
        return word;
    }

    /** How the editing page shows it. */
    public Kind kind() {
        return kind;
    }
}
