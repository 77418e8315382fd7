package io.bothways.simulation.app;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.simulation.app.AppRecord.Version;
import io.bothways.simulation.app.Change.Author;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** An app: its records, its habits, its people. What the engine sees of it is its {@link AppApi}. */
public final class ModelApp {
    private static final String[] NAMES = {"X", "Y", "Z"};

    private final int number;
    private final Traits traits;
    private final Customs customs;
    private final Timeline timeline;
    private final Faults faults;
    private final AppLog log;
    private final CanonicalForm form = new CanonicalForm("US");
    private final Map<String, AppRecord> records = new LinkedHashMap<>();
    private final List<Consumer<AppRecord>> pushes = new ArrayList<>();
    private int lastId = 100;
    private int rewritten;

    public ModelApp(int number, SplittableRandom random, Customs customs, Timeline timeline, Faults faults,
            AppLog log) {
        this.number = number;
        this.traits = Traits.of(random);
        this.customs = customs;
        this.timeline = timeline;
        this.faults = faults;
        this.log = log;
    }

    public String name() {
        return NAMES[number];
    }

    public AccountId account() {
        return new AccountId("account-" + name());
    }

    public Traits traits() {
        return traits;
    }

    public Customs customs() {
        return customs;
    }

    /** The app's name of a field; apps differ in it. */
    public String nameOf(Field field) {
        String plain = field.mapping();
        return switch (number) {
            case 0 -> plain;
            case 1 -> Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
            default -> plain.toUpperCase(Locale.ROOT) + "__c";
        };
    }

    /** The app's name of an object type. */
    public String typeOf(Thing thing) {
        return thing.object() + "s-of-" + name();
    }

    public Field field(Thing thing, String name) {
        return Field.of(thing).stream()
                .filter(field -> nameOf(field).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this.name() + " has no field " + name));
    }

    public Thing thing(String type) {
        return typeOf(Thing.CONTACT).equals(type) ? Thing.CONTACT : Thing.COMPANY;
    }

    public Optional<AppRecord> record(String id) {
        return Optional.ofNullable(records.get(id));
    }

    public Collection<AppRecord> records() {
        return records.values();
    }

    public List<AppRecord> alive(Thing thing) {
        return records.values().stream()
                .filter(record -> record.thing() == thing && record.alive())
                .toList();
    }

    /** Somebody who is told of every change at once: webhooks begin here. */
    public void push(Consumer<AppRecord> hook) {
        pushes.add(hook);
    }

    /** How the app would keep a value. */
    public FieldValue kept(Field field, FieldValue value) {
        return switch (value) {
            case FieldValue.Present(Value.Text(String text)) ->
                FieldValue.text(traits.habits().get(field).apply(text.strip()));
            case FieldValue.Present(Value.OptionSet(var names)) when names.isEmpty() -> FieldValue.CLEARED;
            default -> value;
        };
    }

    /** A new record; empty where the app refuses a second one with the same key. */
    public Optional<AppRecord> create(Thing thing, Map<Field, FieldValue> fields, Author author, String command,
            Set<String> roots) {
        Map<Field, FieldValue> kept = new EnumMap<>(Field.class);
        fields.forEach((field, value) -> {
            FieldValue held = kept(field, value);
            if (held instanceof FieldValue.Present) {
                kept.put(field, held);
            }
        });
        if (twin(thing, kept, "").isPresent()) {
            return Optional.empty();
        }
        String id = name() + ++lastId;
        AppRecord record = new AppRecord(this, thing, id, roots);
        records.put(id, record);
        record.become(new Version(timeline.now(), stamp(record), kept, false));
        kept.forEach((field, value) -> log.add(new Change(log.nextOrder(), timeline.now(), record, field,
                FieldValue.CLEARED, value, author, command, 0, 0)));
        changed(record);
        return Optional.of(record);
    }

    /** Gives fields other values; false where the app refuses them. */
    public boolean edit(AppRecord record, Map<Field, FieldValue> fields, Author author, String command, long knownAt) {
        Map<Field, FieldValue> next = AppRecord.copy(record.now().fields());
        Map<Field, FieldValue> changed = new EnumMap<>(Field.class);
        fields.forEach((field, value) -> {
            FieldValue held = kept(field, value);
            if (!held.equals(record.value(field))) {
                changed.put(field, held);
                next.put(field, held);
            }
        });
        next.values().removeIf(FieldValue.Cleared.class::isInstance);
        if (!record.alive() || changed.keySet().stream().anyMatch(Field::isKey)
                && twin(record.thing(), next, record.id()).isPresent()) {
            return false;
        }
        if (changed.isEmpty()) {
            return true;
        }
        Map<Field, FieldValue> before = new HashMap<>();
        changed.forEach((field, value) -> before.put(field, record.value(field)));
        record.become(new Version(timeline.now(), stamp(record), next, false));
        changed.forEach((field, value) -> log.add(new Change(log.nextOrder(), timeline.now(), record, field,
                before.get(field), value, author, command, knownAt, 0)));
        changed(record);
        automate(record, changed);
        if (author == Author.ENGINE) {
            rewrite(record, changed);
        }
        return true;
    }

    /** The app's own automation answers whatever is written to it. */
    private void rewrite(AppRecord record, Map<Field, FieldValue> changed) {
        if (customs.automation() != Automation.NONE
                && changed.get(Field.NOTE) instanceof FieldValue.Present(Value.Text(String text))) {
            String rewrite = customs.automation().rewrite(text, name(), ++rewritten);
            if (!rewrite.equals(text)) {
                faults.count(FaultKind.REWRITTEN_EACH_TIME);
                timeline.between(500, 20_000, () ->
                        edit(record, Map.of(Field.NOTE, FieldValue.text(rewrite)), Author.AUTOMATION, "", 0));
            }
        }
    }

    /** Two records become one: what the second lacks it takes from the first, which is gone. */
    public void combine(AppRecord loser, AppRecord winner) {
        Map<Field, FieldValue> fields = AppRecord.copy(winner.now().fields());
        Map<Field, FieldValue> taken = new EnumMap<>(Field.class);
        loser.now().fields().forEach((field, value) -> {
            if (fields.putIfAbsent(field, value) == null) {
                taken.put(field, value);
            }
        });
        AppRecord heir = winner;
        if (customs.combinesAnew()) {
            heir = new AppRecord(this, winner.thing(), name() + ++lastId, winner.roots());
            records.put(heir.id(), heir);
            winner.combineInto(heir, true);
            bury(winner);
        }
        loser.combineInto(heir, false);
        bury(loser);
        AppRecord combined = heir;
        log.combined(timeline.now(), loser, combined, fields);
        combined.become(new Version(timeline.now(), stamp(combined), fields, false));
        taken.forEach((field, value) -> log.add(new Change(log.nextOrder(), timeline.now(), combined, field,
                FieldValue.CLEARED, value, Author.PERSON, "", 0, log.last(loser, field))));
        changed(combined);
    }

    /** Somebody's automation rewrites the value a moment later; once, so that it comes to rest. */
    private void automate(AppRecord record, Map<Field, FieldValue> changed) {
        if (changed.get(Field.NOTE) instanceof FieldValue.Present(Value.Text(String text))
                && faults.strikes(FaultKind.REWRITTEN)) {
            timeline.between(500, 20_000, () ->
                    edit(record, Map.of(Field.NOTE, FieldValue.text("* " + text)), Author.AUTOMATION, "", 0));
        }
    }

    /** Deletes a record; {@code knownAt} as in {@link AppLog.Removed}. */
    public void delete(AppRecord record, Author author, String command, long knownAt) {
        log.removed(new AppLog.Removed(log.nextOrder(), timeline.now(), record, author, command, knownAt));
        bury(record);
    }

    private void bury(AppRecord record) {
        record.become(new Version(timeline.now(), stamp(record), record.now().fields(), true));
        changed(record);
    }

    public void restore(AppRecord record) {
        record.restore();
        record.become(new Version(timeline.now(), stamp(record), record.now().fields(), false));
        changed(record);
    }

    /** Another living record with the same key, where the app wants it to be unique. */
    Optional<AppRecord> twin(Thing thing, Map<Field, FieldValue> fields, String self) {
        if (!traits.unique()) {
            return Optional.empty();
        }
        return Field.of(thing).stream()
                .filter(Field::isKey)
                .filter(field -> fields.get(field) instanceof FieldValue.Present)
                .flatMap(field -> alive(thing).stream()
                        .filter(record -> !record.id().equals(self))
                        .filter(record -> form.same(record.value(field), fields.get(field), field.type())))
                .findFirst();
    }

    private void changed(AppRecord record) {
        pushes.forEach(hook -> hook.accept(record));
    }

    /** The modified stamp of a change that happens now; never lower than the last one of the record. */
    private long stamp(AppRecord record) {
        long last = record.versions().isEmpty() ? 0 : record.now().stamp();
        long time = timeline.now() + traits.skew();
        return traits.tick() == 0 ? 0 : Math.max(last, time - Math.floorMod(time, traits.tick()));
    }

    Timeline timeline() {
        return timeline;
    }

    Faults faults() {
        return faults;
    }

    AppLog log() {
        return log;
    }
}
