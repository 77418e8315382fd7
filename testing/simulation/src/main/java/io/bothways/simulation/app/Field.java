package io.bothways.simulation.app;

import io.bothways.contracts.record.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The fields that people and apps know; each app names them in its own way. */
public enum Field {
    EMAIL(Thing.CONTACT, ValueType.EMAIL),
    NAME(Thing.CONTACT, ValueType.TEXT),
    PHONE(Thing.CONTACT, ValueType.PHONE),
    CITY(Thing.CONTACT, ValueType.TEXT),
    NOTE(Thing.CONTACT, ValueType.TEXT),
    COMPANY(Thing.CONTACT, ValueType.REFERENCE),
    /** A set: what people add and remove is carried, not the whole. */
    TAGS(Thing.CONTACT, ValueType.OPTION_SET),
    DOMAIN(Thing.COMPANY, ValueType.URL),
    TITLE(Thing.COMPANY, ValueType.TEXT),
    /** Says that the record is out of use; no mapping carries it. */
    MARK(Thing.CONTACT, ValueType.TEXT);

    /** What records are about. */
    public enum Thing {
        CONTACT,
        COMPANY;

        /** The name of its object sync. */
        public String object() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Thing thing;
    private final ValueType type;

    Field(Thing thing, ValueType type) {
        this.thing = thing;
        this.type = type;
    }

    public Thing thing() {
        return thing;
    }

    public ValueType type() {
        return type;
    }

    /** The name of its mapping. */
    public String mapping() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field that two records of the same thing have in common. */
    public boolean isKey() {
        return this == EMAIL || this == DOMAIN;
    }

    /** Whether every connection keeps it in step as one value. */
    public boolean isPlain() {
        return isMapped() && this != TAGS;
    }

    /** Whether connections may keep it in step. */
    public boolean isMapped() {
        return this != MARK;
    }

    public static List<Field> all() {
        return List.of(values());
    }

    public static List<Field> of(Thing thing) {
        return Arrays.stream(values()).filter(field -> field.thing == thing).toList();
    }
}
