package io.bothways.simulation.app;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    private final Set<String> roots;
    private final List<AppRecord> absorbed = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();
    private String survivor = "";
    private boolean renamed;
    private boolean heirTold;
    private boolean heirPublished;
    private boolean blindTwin;
    private long readAt;

    /** @param roots the records that people made and that this one goes back to; none: it is one itself */
    AppRecord(ModelApp app, Field.Thing thing, String id, Set<String> roots) {
        this.app = app;
        this.thing = thing;
        this.id = id;
        this.roots = new TreeSet<>(roots.isEmpty() ? Set.of(id) : roots);
    }

    void become(Version version) {
        versions.add(version);
    }

    /** It lives on in another one. */
    void combineInto(AppRecord heir, boolean underNewId) {
        survivor = heir.id;
        renamed = underNewId;
        heir.roots.addAll(roots);
        heir.absorbed.add(this);
    }

    void restore() {
        survivor = "";
    }

    /** Whoever decides about the record knows what it held at that moment. */
    public void readAt(long moment) {
        readAt = Math.max(readAt, moment);
    }

    public long lastRead() {
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

    /** The merge knows that it lives on in another record. */
    public void tellHeir() {
        heirTold = true;
    }

    public boolean isHeirTold() {
        return heirTold;
    }

    /** The app has told that it lives on in another record, and somebody has read it. */
    public void publishHeir() {
        heirPublished = true;
    }

    public boolean isHeirPublished() {
        return heirPublished;
    }

    /** Nobody could know that there was one already when it was made. */
    public void becomeBlindTwin() {
        blindTwin = true;
    }

    /** Whether nobody had told the engine yet that two records became this one, or the one that it was made from. */
    public boolean isUntoldHeir() {
        return blindTwin || absorbed.stream().anyMatch(other -> !other.heirTold || other.isUntoldHeir());
    }

    /** The records that people made and that this one goes back to. */
    public Set<String> roots() {
        return roots;
    }

    /** Whether both go back to one record that a person made. */
    public boolean isSame(AppRecord other) {
        return roots.stream().anyMatch(other.roots::contains);
    }

    /** The same record under the id that it had next. */
    public Optional<AppRecord> next() {
        return renamed ? app.record(survivor) : Optional.empty();
    }

    /** The same record under this id and all that it had later. */
    public List<AppRecord> names() {
        List<AppRecord> names = new ArrayList<>(List.of(this));
        next().ifPresent(later -> names.addAll(later.names()));
        return names;
    }

    /** The same record under the id that it has now. */
    public AppRecord current() {
        return next().map(AppRecord::current).orElse(this);
    }

    public String name() {
        return app.name() + "/" + id;
    }

    public Optional<String> survivor() {
        return survivor.isEmpty() ? Optional.empty() : Optional.of(survivor);
    }

    /** Whether somebody has put it back, or one of those that were combined into it. */
    public boolean wasRestored() {
        return versions.subList(0, versions.size() - 1).stream().anyMatch(Version::deleted)
                || absorbed.stream().anyMatch(AppRecord::wasRestored);
    }

    /** Whether somebody has put it back since it was deleted at that moment. */
    public boolean stoodAfter(long moment) {
        return versions.stream().anyMatch(version -> !version.deleted() && version.at() > moment);
    }

    /** The record that it lives on in, or itself. */
    public AppRecord heir() {
        return survivor().flatMap(app::record).map(AppRecord::heir).orElse(this);
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

    /** Since when the field held a value that was replaced just now. */
    public long heldSince(Field field, FieldValue value) {
        long since = 0;
        for (int i = versions.size() - 2; i >= 0; i--) {
            if (!versions.get(i).fields().getOrDefault(field, FieldValue.CLEARED).equals(value)) {
                break;
            }
            since = versions.get(i).at();
        }
        return since;
    }

    /** Since when the set had a member that was removed just now. */
    public long memberSince(String name) {
        long since = 0;
        for (int i = versions.size() - 2; i >= 0; i--) {
            if (!Tags.of(versions.get(i).fields().getOrDefault(Field.TAGS, FieldValue.CLEARED)).contains(name)) {
                break;
            }
            since = versions.get(i).at();
        }
        return since;
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

    /**
     * Whether the field ever held exactly this, here or in a record that was combined into this one; of a set, whether it
     * held each member, because members are agreed one by one.
     */
    public boolean everHeld(Field field, FieldValue value) {
        if (value instanceof FieldValue.Present(Value.OptionSet(var names))) {
            return names.stream().allMatch(name -> heritage().stream().anyMatch(version ->
                    version.fields().get(field) instanceof FieldValue.Present(Value.OptionSet(var held))
                            && held.contains(name)));
        }
        return field == Field.TAGS && value.equals(FieldValue.CLEARED) || heritage().stream()
                .anyMatch(version ->
                        version.fields().getOrDefault(field, FieldValue.CLEARED).equals(value));
    }

    public List<Version> versions() {
        return versions;
    }

    /** What it held, and before that what the records held that were combined into it. */
    public List<Version> heritage() {
        if (absorbed.isEmpty()) {
            return versions;
        }
        List<Version> heritage = new ArrayList<>();
        absorbed.forEach(other -> heritage.addAll(other.heritage()));
        heritage.addAll(versions);
        return heritage;
    }

    /** The fields in the app's own words. */
    public Map<String, FieldValue> told(Version version) {
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
