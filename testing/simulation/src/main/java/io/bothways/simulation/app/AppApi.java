package io.bothways.simulation.app;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Found;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import io.bothways.simulation.app.AppRecord.Version;
import io.bothways.simulation.app.Change.Author;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.wire.FaultKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an app offers to the engine, in the words of the connector SPI. Each method is one call, as it is served. */
public final class AppApi {
    private static final int PAGE = 4;

    private final ModelApp app;

    public AppApi(ModelApp app) {
        this.app = app;
    }

    /**
     * A position in the list of changes: everything with a lower stamp, or the same stamp and a lower id, is known.
     */
    public record Position(long stamp, String id) {}

    /**
     * A part of the list of changes.
     *
     * @param shows the moment that it shows; earlier than now where the app reads it from its index
     */
    public record Page(List<SourceRecord> records, List<String> deleted, Map<String, String> combined, Position next,
            boolean more, long shows) {}

    /** An update of one record. */
    public record Update(String id, Map<String, FieldValue> fields, Map<String, FieldValue> expected, String command,
            long knownAt) {}

    /** What was modified at or after a position. */
    public Page changes(Thing thing, Position from) {
        long shows = app.timeline().now() - app.traits().indexLag();
        List<SourceRecord> records = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Map<String, String> combined = new HashMap<>();
        Position next = from;
        boolean more = false;
        List<AppRecord> modified = app.records().stream()
                .filter(record -> record.thing() == thing)
                .filter(record -> record.at(shows).filter(version -> after(record, version, from)).isPresent())
                .sorted(Comparator.comparing((AppRecord record) -> stamp(record.at(shows).orElseThrow()))
                        .thenComparing(AppRecord::id))
                .toList();
        for (AppRecord record : modified) {
            if (records.size() + deleted.size() + combined.size() == PAGE) {
                more = true;
                break;
            }
            Version version = record.at(shows).orElseThrow();
            if (version.deleted() && record.survivor().isPresent() && app.customs().tellsCombines()) {
                combined.put(record.id(), record.survivor().orElseThrow());
            } else if (version.deleted()) {
                deleted.add(record.id());
            } else {
                records.add(told(record, version));
            }
            next = new Position(stamp(version), record.id());
        }
        return new Page(records, deleted, combined, next, more, shows);
    }

    private boolean after(AppRecord record, Version version, Position from) {
        long stamp = stamp(version);
        return stamp > from.stamp() || stamp == from.stamp() && record.id().compareTo(from.id()) > 0;
    }

    /** What the list of changes is sorted by; an app without stamps sorts by its clock all the same. */
    private long stamp(Version version) {
        return app.traits().tick() == 0 ? version.at() + app.traits().skew() : version.stamp();
    }

    /** All records after an id, in their order. */
    public Page list(Thing thing, String after) {
        List<AppRecord> all = app.alive(thing).stream()
                .filter(record -> record.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(AppRecord::id))
                .toList();
        List<SourceRecord> page = all.stream().limit(PAGE).map(record -> told(record, record.now())).toList();
        Position next = new Position(0, page.isEmpty() ? after : page.getLast().id());
        return new Page(page, List.of(), Map.of(), next, all.size() > PAGE, app.timeline().now());
    }

    public Found readByIds(Collection<String> ids) {
        List<SourceRecord> records = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        Map<String, String> moved = new HashMap<>();
        for (String id : ids) {
            Optional<AppRecord> record = app.record(id);
            if (record.isPresent() && record.get().alive()) {
                records.add(told(record.get(), record.get().now()));
            } else if (record.flatMap(AppRecord::survivor).isPresent()) {
                moved.put(id, lastSurvivor(record.get()));
            } else {
                missing.add(id);
            }
        }
        return new Found(records, missing, moved, true);
    }

    private String lastSurvivor(AppRecord record) {
        return record.survivor().flatMap(app::record).map(this::lastSurvivor).orElse(record.id());
    }

    /** Living records by a key, from the index where the lookup is not reliable. */
    public Found findByKey(Thing thing, String field, Collection<String> values) {
        boolean reliable = app.traits().reliableLookup();
        long shows = app.timeline().now() - (reliable ? 0 : app.traits().indexLag());
        Set<String> wanted = new HashSet<>();
        values.forEach(value -> wanted.add(value.toLowerCase(Locale.ROOT)));
        List<SourceRecord> records = new ArrayList<>();
        for (AppRecord record : app.records()) {
            Optional<Version> version = record.at(shows).filter(held -> record.thing() == thing && !held.deleted());
            if (version.isPresent()
                    && version.get().fields().get(app.field(thing, field)) instanceof FieldValue.Present(Value held)
                    && held instanceof Value.Text(String text) && wanted.contains(text.toLowerCase(Locale.ROOT))) {
                records.add(told(record, version.get()));
            }
        }
        return new Found(records, Set.of(), Map.of(), reliable);
    }

    public Answer create(Thing thing, Map<String, FieldValue> fields, String command, Set<String> roots) {
        if (app.faults().strikes(FaultKind.PART_FAILED)) {
            return locked();
        }
        Map<Field, FieldValue> named = named(thing, fields);
        Optional<AppRecord> made = app.create(thing, named, Author.ENGINE, command, roots);
        if (made.isEmpty()) {
            Map<Field, FieldValue> kept = new EnumMap<>(Field.class);
            named.forEach((field, value) -> kept.put(field, app.kept(field, value)));
            Optional<String> existing = app.twin(thing, kept, "").map(AppRecord::id);
            return new Answer.Duplicate(app.traits().namesDuplicate() ? existing : Optional.empty(), new Failure(
                    FailureCodes.DUPLICATE_VALUE, "There is a record with this key.", "", "", 409));
        }
        app.log().written();
        return done(made.get(), fields.keySet());
    }

    public Answer update(Update update) {
        Optional<AppRecord> found = app.record(update.id());
        if (found.isEmpty() || !found.get().alive()) {
            return found.filter(gone -> gone.survivor().isPresent())
                    .<Answer>map(gone -> new Answer.Moved(lastSurvivor(gone)))
                    .orElseGet(Answer.Missing::new);
        }
        AppRecord record = found.get();
        if (app.faults().strikes(FaultKind.PART_FAILED)) {
            return locked();
        }
        if (app.faults().strikes(FaultKind.REFUSED)) {
            return new Answer.Failed(FailureKind.REJECTED,
                    new Failure(FailureCodes.RULE_REFUSED, "A rule of the app forbids it.", "no", "", 400));
        }
        Map<String, FieldValue> now = record.told(record.now());
        if (app.traits().conditional() && !now.entrySet().containsAll(update.expected().entrySet())) {
            return new Answer.Failed(FailureKind.STALE_VERSION,
                    new Failure(FailureCodes.REQUEST_REFUSED, "It was changed meanwhile.", "", "", 412));
        }
        if (!app.edit(record, named(record.thing(), update.fields()), Author.ENGINE, update.command(),
                app.traits().conditional() ? Long.MAX_VALUE : update.knownAt())) {
            return new Answer.Duplicate(Optional.empty(), new Failure(
                    FailureCodes.DUPLICATE_VALUE, "There is a record with this key.", "", "", 409));
        }
        app.log().written();
        return done(record, update.fields().keySet());
    }

    /** @param knownAt as in {@link AppLog.Removed} */
    public Answer archive(String id, String command, long knownAt) {
        Optional<AppRecord> found = app.record(id).filter(AppRecord::alive);
        if (found.isEmpty()) {
            return app.record(id).filter(gone -> gone.survivor().isPresent())
                    .<Answer>map(gone -> new Answer.Moved(lastSurvivor(gone)))
                    .orElseGet(Answer.Missing::new);
        }
        app.delete(found.get(), Author.ENGINE, command, knownAt);
        app.log().written();
        return new Answer.Done(id, Optional.empty());
    }

    /** The writer has an answer that shows these records as they were at that moment. */
    public void seen(Collection<SourceRecord> records, long shows) {
        records.forEach(record -> app.record(record.id()).ifPresent(known -> known.readAt(shows)));
    }

    /** When the engine had last read the record. */
    public long lastRead(String id) {
        return app.record(id).map(AppRecord::lastRead).orElse(0L);
    }

    public ModelApp app() {
        return app;
    }

    private Answer done(AppRecord record, Set<String> written) {
        if (!app.traits().tellsInAnswer()) {
            return new Answer.Done(record.id(), Optional.empty());
        }
        SourceRecord told = told(record, record.now());
        if (app.traits().tellsAll()) {
            return new Answer.Done(record.id(), Optional.of(told));
        }
        Map<String, FieldValue> some = new HashMap<>(told.fields());
        some.keySet().retainAll(written);
        return new Answer.Done(record.id(), Optional.of(new SourceRecord(record.id(), some, told.version())));
    }

    private static Answer locked() {
        return new Answer.Failed(FailureKind.RETRY,
                new Failure(FailureCodes.RECORD_LOCKED, "Somebody is at it.", "", "", 423));
    }

    private Map<Field, FieldValue> named(Thing thing, Map<String, FieldValue> fields) {
        Map<Field, FieldValue> named = new EnumMap<>(Field.class);
        fields.forEach((name, value) -> named.put(app.field(thing, name), value));
        return named;
    }

    private static SourceRecord told(AppRecord record, Version version) {
        return new SourceRecord(record.id(), record.told(version), version.stamp());
    }
}
