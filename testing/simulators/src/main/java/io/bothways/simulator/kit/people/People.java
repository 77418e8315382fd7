package io.bothways.simulator.kit.people;

import io.bothways.simulator.kit.AppContext;
import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.SimulatorClock;
import io.bothways.simulator.kit.store.Editor;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordRefused;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Simulated users of an app: they edit, clear and now and then create records, at a steady pace, drawn by a seed. */
public final class People {
    private static final int FIRST_NEWCOMER = 10_000_000;
    private static final int NEWCOMERS_PER_APP = 1_000_000;
    private static final int CREATE_PERCENT = 6;
    private static final int CLEAR_PERCENT = 12;
    private static final int COMPANY_PERCENT = 15;
    private static final int TRIES = 20;
    private static final List<Trait> EDITED_OF_PERSONS = List.of(Trait.PHONE, Trait.TITLE, Trait.CITY, Trait.NOTES,
            Trait.HEALTH_SCORE, Trait.RENEWAL_DATE, Trait.TIER, Trait.WEBSITE);
    private static final List<Trait> EDITED_OF_COMPANIES = List.of(Trait.PHONE, Trait.CITY, Trait.NOTES,
            Trait.HEALTH_SCORE, Trait.RENEWAL_DATE, Trait.TIER, Trait.INDUSTRY);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AppDefinition app;
    private final RecordStore store;
    private final SimulatorClock clock;
    private final Population population;
    private final Random random;
    private Settings settings = new Settings(false, 20, Set.of());
    private SimulatorClock.@Nullable Task next;
    private int newcomers;

    /** Whether they work, how fast, and which records they do not touch. */
    public record Settings(boolean running, double editsPerMinute, Set<String> leaveAlone) {
        public Settings {
            leaveAlone = Set.copyOf(leaveAlone);
            if (!(editsPerMinute > 0 && editsPerMinute <= 60_000)) {
                throw new IllegalArgumentException("edits_per_minute must be above 0 and at most 60000");
            }
        }
    }

    public People(AppDefinition app, AppContext context, Population population) {
        this.app = app;
        this.store = context.store();
        this.clock = context.clock();
        this.population = population;
        this.random = new Random(context.options().seed() * 31 + app.name().hashCode());
    }

    public Settings settings() {
        return settings;
    }

    public void settings(Settings replacement) {
        settings = replacement;
        if (next != null) {
            clock.cancel(next);
            next = null;
        }
        plan();
    }

    private void plan() {
        if (settings.running()) {
            long pause = Math.max(1, Math.round(MINUTE.toMillis() / settings.editsPerMinute()));
            next = clock.schedule(Duration.ofMillis(pause), () -> {
                try {
                    act();
                } catch (RecordRefused refused) {
                    // A person whose input the app does not take gives up.
                }
                plan();
            });
        }
    }

    private void act() {
        if (random.nextInt(100) < CREATE_PERCENT) {
            ObjectType persons = app.typeOf(ObjectType.Kind.PERSON);
            // A range per app: two apps whose people create somebody never mean the same person.
            int range = Math.floorMod(app.name().hashCode(), 1000) * NEWCOMERS_PER_APP;
            int index = FIRST_NEWCOMER + range + newcomers++;
            Map<String, @Nullable Object> fields = Seeding.fields(persons, population.person(index));
            persons.fieldOf(Trait.EMAIL).map(FieldDefinition::name).map(fields::get).map(Objects::toString)
                    .filter(email -> store.records(persons).values().stream().noneMatch(known ->
                            known.fields().containsValue(email)))
                    .ifPresent(fresh -> store.create(persons, fields, Editor.PERSON));
            return;
        }
        ObjectType type = app.typeOf(random.nextInt(100) < COMPANY_PERCENT
                ? ObjectType.Kind.COMPANY : ObjectType.Kind.PERSON);
        StoredRecord target = anyOf(type);
        if (target != null) {
            edit(target);
        }
    }

    private void edit(StoredRecord target) {
        List<Trait> edited = target.type().kind() == ObjectType.Kind.PERSON ? EDITED_OF_PERSONS : EDITED_OF_COMPANIES;
        Trait trait = edited.get(random.nextInt(edited.size()));
        boolean clear = random.nextInt(100) < CLEAR_PERCENT;
        int draw = random.nextInt(FIRST_NEWCOMER);
        target.type().fieldOf(trait).ifPresent(field -> {
            Object value = clear && !field.required() ? null : Seeding.value(field, population.otherValue(trait, draw));
            store.update(target, Collections.singletonMap(field.name(), value), Editor.PERSON);
        });
    }

    private @Nullable StoredRecord anyOf(ObjectType type) {
        List<StoredRecord> all = List.copyOf(store.records(type).values());
        for (int attempt = 0; attempt < TRIES && !all.isEmpty(); attempt++) {
            StoredRecord candidate = all.get(random.nextInt(all.size()));
            if (!candidate.deleted() && !settings.leaveAlone().contains(candidate.id())) {
                return candidate;
            }
        }
        return null;
    }
}
