package io.bothways.simulation.app;

import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of an app, with everything that it ever held. */
public final class AppRecord {
    /**
     * What a record held from a moment on.
     *
     * @param stamp the app's modified stamp; also of the moment when it was deleted
     */
    public record Version(long at, long stamp, Map<Field, FieldValue> fields, boolean deleted) {}

    private final ModelApp app;
    private final Field.Thing thing;
    private final String id;
    private final String root;
    private final List<Version> versions = new ArrayList<>();
    private String survivor = "";
    private long readAt;

    /** @param root the record that a person made and that this one goes back to */
    AppRecord(ModelApp app, Field.Thing thing, String id, String root) {
        this.app = app;
        this.thing = thing;
        this.id = id;
        this.root = root;
    }

    void become(Version version) {
        versions.add(version);
    }

    void combineInto(String other) {
        survivor = other;
    }

    void restore() {
        survivor = "";
    }

    /** Whoever decides about the record knows what it held at that moment. */
    public void readAt(long moment) {
        readAt = Math.max(readAt, moment);
    }

    long lastRead() {
        return readAt;
    }

    public ModelApp app() {
        return app;
    }

    public Field.Thing thing() {
        return thing;
    }

    public String id() {
        return id;
    }

    public String root() {
        return root;
    }

    public String name() {
        return app.name() + "/" + id;
    }

    public Optional<String> survivor() {
        return survivor.isEmpty() ? Optional.empty() : Optional.of(survivor);
    }

    public Version now() {
        return versions.getLast();
    }

    public boolean alive() {
        return !now().deleted();
    }

    public FieldValue value(Field field) {
        return now().fields().getOrDefault(field, FieldValue.CLEARED);
    }

    /** What it held at a moment; empty where it was not there yet. */
    public Optional<Version> at(long moment) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).at() <= moment) {
                return Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether the field ever held exactly this. */
    public boolean everHeld(Field field, FieldValue value) {
        return versions.stream()
                .anyMatch(version ->
                        version.fields().getOrDefault(field, FieldValue.CLEARED).equals(value));
    }

    public List<Version> versions() {
        return versions;
    }

    /** The fields in the app's own words. */
    Map<String, FieldValue> told(Version version) {
        Map<String, FieldValue> told = new HashMap<>();
        for (Field field : Field.of(thing)) {
            told.put(app.nameOf(field), version.fields().getOrDefault(field, FieldValue.CLEARED));
        }
        return told;
    }

    static Map<Field, FieldValue> copy(Map<Field, FieldValue> fields) {
        return fields.isEmpty() ? new EnumMap<>(Field.class) : new EnumMap<>(fields);
    }
}
