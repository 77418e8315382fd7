package io.bothways.simulation.script;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change.Author;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.app.Tags;
import io.bothways.simulation.wire.Timeline;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/** Does what a script says people do. An act that finds nothing to do is left out. */
public final class People {
    private static final List<Field> PLAIN = List.of(Field.NAME, Field.PHONE, Field.CITY, Field.NOTE);
    private static final CanonicalForm FORM = new CanonicalForm("US");

    private final List<ModelApp> apps;
    private final Timeline timeline;
    private final LongPredicate decider;
    private final Map<EditKind, Integer> done = new EnumMap<>(EditKind.class);
    private int person;
    private int value;

    /** @param decider decides about deletes that wait for a person; false where none does */
    public People(List<ModelApp> apps, Timeline timeline, LongPredicate decider) {
        this.apps = apps;
        this.timeline = timeline;
        this.decider = decider;
    }

    /** A salt like that one, with which an edit falls on that field. */
    static long onField(Field field, long salt) {
        return salt - salt % PLAIN.size() + PLAIN.indexOf(field);
    }

    /** How often each kind of act has found something to do. */
    public Map<EditKind, Integer> done() {
        return done;
    }

    /** What the apps hold before they are connected: some people are in more than one, and not all of it agrees. */
    public void populate(SplittableRandom random) {
        List<Map<Field, FieldValue>> both = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            both.add(contact(random.nextLong(1_000_000)));
        }
        for (ModelApp app : apps) {
            app.create(Thing.COMPANY, company(random.nextLong(1_000)), Author.PERSON, "", Set.of());
            int own = random.nextInt(3);
            for (int i = 0; i < own; i++) {
                app.create(Thing.CONTACT, contact(random.nextLong(1_000_000)), Author.PERSON, "", Set.of());
            }
            for (Map<Field, FieldValue> shared : both) {
                if (random.nextInt(3) > 0) {
                    Map<Field, FieldValue> fields = new EnumMap<>(shared);
                    PLAIN.forEach(field -> {
                        switch (random.nextInt(4)) {
                            case 0 -> fields.remove(field);
                            case 1 -> fields.put(field, fresh(field, random.nextLong(1_000)));
                            default -> {}
                        }
                    });
                    app.create(Thing.CONTACT, fields, Author.PERSON, "", Set.of());
                }
            }
        }
    }

    public void act(Act.Edit act) {
        ModelApp app = apps.get(act.app());
        long salt = act.salt();
        switch (act.kind()) {
            case CREATE -> {
                Thing thing = salt % 4 == 0 ? Thing.COMPANY : Thing.CONTACT;
                counts(act.kind(), app.create(thing, thing == Thing.CONTACT ? contact(salt) : company(salt),
                        Author.PERSON, "", Set.of()).isPresent());
            }
            case TWINS -> twins(act, app, contact(salt));
            case DELETE -> pick(app, act.pick()).ifPresent(record -> delete(act, app, record));
            case RESTORE -> restore(act, app);
            case COMBINE -> combine(act, app);
            case MASS_DELETE -> app.alive(Thing.CONTACT).stream().limit(3 + salt % 3).forEach(record ->
                    timeline.in(1 + salt % 20_000, () -> delete(act, app, record)));
            case DELETE_EDITED -> pick(app, act.pick()).ifPresent(record -> counterpart(app, record, salt)
                    .ifPresent(other -> {
                        set(act, other, PLAIN.get((int) (salt % PLAIN.size())),
                                fresh(PLAIN.get((int) (salt % PLAIN.size())), salt));
                        timeline.in(1 + salt % 400_000, () -> delete(act, app, record));
                    }));
            case TAG -> pick(app, act.pick()).ifPresent(record -> tag(act, record, salt));
            case TAG_BOTH -> pick(app, act.pick()).ifPresent(record -> counterpart(app, record, salt)
                    .ifPresent(other -> {
                        tag(act, record, salt);
                        timeline.in(1 + salt * 3 / 2, () -> tag(act, other, salt / 5));
                    }));
            case DECIDE -> counts(act.kind(), decider.test(salt));
            default -> pick(app, act.pick()).ifPresent(record -> change(act, app, record));
        }
    }

    private void delete(Act.Edit act, ModelApp app, AppRecord record) {
        if (record.alive() && app.alive(Thing.CONTACT).size() > 1) {
            app.delete(record, Author.PERSON, "", 0);
            counts(act.kind(), true);
        }
    }

    private void change(Act.Edit act, ModelApp app, AppRecord record) {
        long salt = act.salt();
        Field field = PLAIN.get((int) (salt % PLAIN.size()));
        FieldValue now = record.value(field);
        switch (act.kind()) {
            case EDIT -> set(act, record, field, fresh(field, salt));
            case CLEAR -> {
                if (now instanceof FieldValue.Present) {
                    set(act, record, field, FieldValue.CLEARED);
                }
            }
            case FILL -> PLAIN.stream()
                    .filter(any -> record.value(any) instanceof FieldValue.Cleared)
                    .findFirst()
                    .ifPresent(empty -> set(act, record, empty, fresh(empty, salt)));
            case CLASH, SAME -> counterpart(app, record, salt).ifPresent(other -> {
                FieldValue one = fresh(field, salt);
                FieldValue two = act.kind() == EditKind.SAME ? one : fresh(field, salt / 7);
                set(act, record, field, one);
                timeline.in(1 + salt * 3 / 2, () -> set(act, other, field, two));
            });
            case BURST -> {
                for (int i = 0; i < 3; i++) {
                    timeline.in(1 + i * (300 + salt % 4_000), () -> set(act, record, field, fresh(field, salt)));
                }
            }
            case REVERT -> {
                set(act, record, field, fresh(field, salt));
                timeline.in(500 + salt % 200_000, () -> set(act, record, field, now));
            }
            case REKEY -> set(act, record, Field.EMAIL, fresh(Field.EMAIL, salt));
            case REFORMAT -> reformatted(field, now).ifPresent(same -> set(act, record, field, same));
            case REFER -> {
                List<AppRecord> companies = app.alive(Thing.COMPANY);
                set(act, record, Field.COMPANY, salt % 5 == 0 || companies.isEmpty()
                        ? FieldValue.CLEARED
                        : FieldValue.of(new Value.Reference(app.typeOf(Thing.COMPANY),
                                companies.get((int) (salt % companies.size())).id())));
            }
            default -> throw new IllegalArgumentException(act.kind() + " is no change of a record");
        }
    }

    /** A member that was there is removed, another one is added. */
    private void tag(Act.Edit act, AppRecord record, long salt) {
        SortedSet<String> tags = new TreeSet<>(Tags.of(record.value(Field.TAGS)));
        String tag = Tags.ALL.get((int) (salt % Tags.ALL.size()));
        if (!tags.remove(tag)) {
            tags.add(tag);
        }
        set(act, record, Field.TAGS, tags.isEmpty() ? FieldValue.CLEARED : FieldValue.of(new Value.OptionSet(tags)));
    }

    private void set(Act.Edit act, AppRecord record, Field field, FieldValue to) {
        if (record.alive() && !record.value(field).equals(record.app().kept(field, to))) {
            counts(act.kind(), record.app().edit(record, Map.of(field, to), Author.PERSON, "", 0));
        }
    }

    private void twins(Act.Edit act, ModelApp app, Map<Field, FieldValue> fields) {
        ModelApp other = apps.get((act.app() + 1) % apps.size());
        counts(act.kind(), app.create(Thing.CONTACT, fields, Author.PERSON, "", Set.of()).isPresent());
        Map<Field, FieldValue> there = new EnumMap<>(fields);
        there.put(Field.CITY, fresh(Field.CITY, act.salt()));
        timeline.in(1 + act.salt() % 300_000, () ->
                counts(act.kind(), other.create(Thing.CONTACT, there, Author.PERSON, "", Set.of()).isPresent()));
    }

    private void restore(Act.Edit act, ModelApp app) {
        List<AppRecord> gone = app.records().stream()
                .filter(record -> !record.alive() && record.survivor().isEmpty())
                .filter(record -> app.alive(record.thing()).stream()
                        .noneMatch(other -> other.isSame(record)))
                .toList();
        if (!gone.isEmpty()) {
            app.restore(gone.get(act.pick() % gone.size()));
            counts(act.kind(), true);
        }
    }

    private void combine(Act.Edit act, ModelApp app) {
        pick(app, act.pick()).ifPresent(loser -> {
            List<AppRecord> others = app.alive(Thing.CONTACT).stream().filter(other -> other != loser).toList();
            if (!others.isEmpty()) {
                app.combine(loser, others.get((int) (act.salt() % others.size())));
                counts(act.kind(), true);
            }
        });
    }

    private void counts(EditKind kind, boolean happened) {
        if (happened) {
            done.merge(kind, 1, Integer::sum);
        }
    }

    private static Optional<AppRecord> pick(ModelApp app, int pick) {
        List<AppRecord> alive = app.alive(Thing.CONTACT);
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(pick % alive.size()));
    }

    /** The same person in another app. */
    private Optional<AppRecord> counterpart(ModelApp app, AppRecord record, long salt) {
        ModelApp other = apps.get((apps.indexOf(app) + 1 + (int) (salt % (apps.size() - 1))) % apps.size());
        return other.alive(record.thing()).stream()
                .filter(there -> there.isSame(record) || record.value(Field.EMAIL)
                        instanceof FieldValue.Present && FORM.same(
                                record.value(Field.EMAIL), there.value(Field.EMAIL), Field.EMAIL.type()))
                .findFirst();
    }

    private static Optional<FieldValue> reformatted(Field field, FieldValue now) {
        if (!(now instanceof FieldValue.Present(Value.Text(String text)))) {
            return Optional.empty();
        }
        String digits = text.replaceAll("\\D", "");
        return field == Field.PHONE && digits.length() >= 10
                ? Optional.of(FieldValue.text("+1 " + digits.substring(digits.length() - 10)))
                : Optional.empty();
    }

    private Map<Field, FieldValue> contact(long salt) {
        Map<Field, FieldValue> fields = new EnumMap<>(Field.class);
        if (salt % 12 != 0) {
            fields.put(Field.EMAIL, fresh(Field.EMAIL, salt));
        }
        fields.put(Field.NAME, fresh(Field.NAME, salt));
        if (salt % 3 > 0) {
            fields.put(Field.PHONE, fresh(Field.PHONE, salt));
        }
        if (salt % 5 > 1) {
            fields.put(Field.CITY, fresh(Field.CITY, salt));
        }
        return fields;
    }

    private Map<Field, FieldValue> company(long salt) {
        Map<Field, FieldValue> fields = new EnumMap<>(Field.class);
        fields.put(Field.DOMAIN, fresh(Field.DOMAIN, salt));
        fields.put(Field.TITLE, fresh(Field.TITLE, salt));
        return fields;
    }

    /** A value that no field has held before, so that the log tells whose it was. */
    private FieldValue fresh(Field field, long salt) {
        int number = ++value;
        return FieldValue.text(switch (field) {
            case EMAIL -> (salt % 2 == 0 ? "Person" : "person") + ++person + "@Example.org";
            case NAME -> number + " Ann Clarke";
            case PHONE -> String.format(salt % 2 == 0 ? "+1415555%04d" : "(415) 555-%04d", number);
            case CITY -> number + (salt % 2 == 0 ? " Rome" : " Santa Cruz de Tenerife");
            case NOTE -> number + " met at the fair";
            case DOMAIN -> "company" + number + ".example.com";
            case TITLE -> number + " Acme Limited";
            case COMPANY, MARK, TAGS -> throw new IllegalArgumentException(field + " is not made up by people");
        });
    }
}
