package io.bothways.simulator.kit.people;

import io.bothways.simulator.kit.AppDefinition;
import io.bothways.simulator.kit.InstalledApp;
import io.bothways.simulator.kit.SimulatorOptions;
import io.bothways.simulator.kit.store.FieldDefinition;
import io.bothways.simulator.kit.store.ObjectType;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills an empty store with the part of the population that the options name, as if entered over two years. */
public final class Seeding {
    private static final long OLDEST = Duration.ofDays(730).toMillis();
    private static final long YOUNGEST = Duration.ofDays(1).toMillis();

    private final AppDefinition app;
    private final SimulatorOptions options;
    private final Population population;
    private final Draws draws;

    public Seeding(AppDefinition app, SimulatorOptions options, Population population) {
        this.app = app;
        this.options = options;
        this.population = population;
        this.draws = new Draws(options.seed());
    }

    /** Companies first, then the persons, who work at company (index mod number of companies) where it exists. */
    public void fill(RecordStore store, InstalledApp installed) {
        Map<Integer, StoredRecord> companies = new HashMap<>();
        for (int index = options.companiesFrom(); index < options.companiesFrom() + options.companies(); index++) {
            companies.put(index, seed(store, app.typeOf(ObjectType.Kind.COMPANY), index,
                    population.company(index, options.profile(), app.hand())));
        }
        for (int index = options.contactsFrom(); index < options.contactsFrom() + options.contacts(); index++) {
            StoredRecord person = seed(store, app.typeOf(ObjectType.Kind.PERSON), index,
                    population.person(index, options.profile(), app.hand()));
            StoredRecord employer = options.companies() == 0 ? null : companies.get(index % options.companies());
            if (employer != null) {
                installed.seedEmployment(person, employer);
            }
        }
    }

    private StoredRecord seed(RecordStore store, ObjectType type, int index, Map<Trait, String> traits) {
        long now = store.now();
        long age = YOUNGEST + draws.below((int) (OLDEST / 60_000), type.name() + " age", index) * 60_000L;
        return store.seed(type, fields(type, traits), now - age - YOUNGEST, now - age);
    }

    /** The fields of the type that hold the traits. */
    public static Map<String, @Nullable Object> fields(ObjectType type, Map<Trait, String> traits) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        traits.forEach((trait, text) -> type.fieldOf(trait).ifPresent(field ->
                fields.put(field.name(), value(field, text))));
        return fields;
    }

    /** The text of a trait as a value of a field: an option as the app spells it, all else as it is. */
    public static String value(FieldDefinition field, String text) {
        return field.options().stream().filter(option -> option.equalsIgnoreCase(text)).findFirst().orElse(text);
    }
}
