package io.bothways.chaos.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.Side;
import io.bothways.endtoend.Canonical;
import io.bothways.endtoend.Pairing;
import io.bothways.endtoend.Pairing.Pair;
import io.bothways.launcher.LauncherException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The users of both apps, one act at a time: they edit, clear, create, delete, move people to other companies and give
 * them other e-mails. Nearly every value is used once, so that everybody can tell whose edit it was. What an app refuses
 * did not happen.
 */
public final class People {
    private static final int RELOAD_EVERY = 12;
    private static final LocalDate FIRST_RENEWAL = LocalDate.of(2027, 1, 1);
    private static final List<String> TIERS = List.of("gold", "silver", "bronze");
    private static final List<String> INDUSTRIES =
            List.of("Technology", "Manufacturing", "Retail", "Healthcare", "Finance", "Education");
    private static final List<String> OF_PERSONS = List.of("jobtitle", "city", "phone", "website", "customer_notes",
            "health_score", "renewal_date", "customer_tier", "firstname", "lastname", "country");
    private static final List<String> OF_COMPANIES = List.of("name", "phone", "city", "customer_notes", "health_score",
            "renewal_date", "customer_tier", "industry", "country");
    private static final List<String> NEVER_CLEARED = List.of("lastname", "name");

    private final Map<Side, Desk> desks;
    private final long seed;
    private final Random random;
    private final Map<Side, List<Person>> persons = new HashMap<>();
    private final Map<Side, List<String>> companies = new HashMap<>();
    private @Nullable Edit last;
    private int serial;
    private int edits;
    private int deletes;

    /** What a person can do in an app. */
    public interface Desk {
        Map<String, JsonNode> records(String type);

        void edit(String type, String id, Map<String, Object> fields, Optional<String> company);

        String create(String type, Map<String, String> fields, Optional<String> company);

        void delete(String type, String id);
    }

    private record Person(String id, String email) {}

    private record Edit(Side side, String email, String field) {}

    public People(long seed, Map<Side, Desk> desks) {
        this.seed = seed;
        this.desks = Map.copyOf(desks);
        this.random = new Random(seed * 7_919 + 3);
    }

    /** Acts that the apps took. */
    public int edits() {
        return edits;
    }

    public int deletes() {
        return deletes;
    }

    /** Somebody does something. */
    public void act() {
        if (serial++ % RELOAD_EVERY == 0) {
            for (Side side : Side.values()) {
                look(side);
            }
        }
        Side side = random.nextBoolean() ? Side.A : Side.B;
        int kind = random.nextInt(100);
        try {
            if (kind < 8) {
                create(side);
            } else if (kind < 9) {
                createInBoth();
            } else if (kind < 12) {
                delete(side);
            } else if (kind < 14) {
                changeEmail(side);
            } else if (kind < 17) {
                move(side);
            } else if (kind < 27) {
                editCompany(side);
            } else if (kind < 31) {
                answerTheLastEdit();
            } else {
                editPerson(side);
            }
        } catch (LauncherException refused) {
            // The record is gone, or the app does not take the value: the person gives up.
        }
    }

    private void look(Side side) {
        List<Person> found = new ArrayList<>();
        desks.get(side).records(type(Pairing.CONTACTS, side)).forEach((id, fields) ->
                found.add(new Person(id, Canonical.of(fields.path(name(Pairing.CONTACTS.key(), side))))));
        persons.put(side, found);
        companies.put(side, List.copyOf(desks.get(side).records(type(Pairing.COMPANIES, side)).keySet()));
    }

    private void create(Side side) {
        desks.get(side).create(type(Pairing.CONTACTS, side), newcomer(side, serial), company(side));
        edits++;
    }

    /** Two people who do not know of each other enter the same person, each with something of their own. */
    private void createInBoth() {
        int number = serial;
        desks.get(Side.B).create(type(Pairing.CONTACTS, Side.B), newcomer(Side.B, number), Optional.empty());
        edits++;
        desks.get(Side.A).create(type(Pairing.CONTACTS, Side.A), newcomer(Side.A, number), Optional.empty());
        edits++;
    }

    private Map<String, String> newcomer(Side side, int number) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, side, "firstname", "New");
        put(fields, side, "lastname", "Comer " + number);
        put(fields, side, "email", "new." + seed + "." + number + "@example.com");
        String extra = side == Side.A ? "jobtitle" : "city";
        put(fields, side, extra, value(side, extra));
        return fields;
    }

    private static void put(Map<String, String> fields, Side side, String field, String value) {
        fields.put(name(pair(Pairing.CONTACTS, field), side), value);
    }

    private void delete(Side side) {
        Person gone = any(side);
        desks.get(side).delete(type(Pairing.CONTACTS, side), gone.id());
        persons.get(side).remove(gone);
        edits++;
        deletes++;
    }

    private void changeEmail(Side side) {
        edit(side, Pairing.CONTACTS, any(side).id(), "email", "other." + seed + "." + serial + "@example.com");
    }

    private void move(Side side) {
        desks.get(side).edit(type(Pairing.CONTACTS, side), any(side).id(), Map.of(), company(side));
        edits++;
    }

    private void editCompany(Side side) {
        List<String> known = companies.get(side);
        String field = OF_COMPANIES.get(random.nextInt(OF_COMPANIES.size()));
        edit(side, Pairing.COMPANIES, known.get(random.nextInt(known.size())), field, valueOrNothing(side, field));
    }

    private void editPerson(Side side) {
        Person person = any(side);
        String field = OF_PERSONS.get(random.nextInt(OF_PERSONS.size()));
        edit(side, Pairing.CONTACTS, person.id(), field, valueOrNothing(side, field));
        last = new Edit(side, person.email(), field);
    }

    /** Somebody in the other app edits the same person at about the same time, half of the time the same field. */
    private void answerTheLastEdit() {
        Edit answered = last;
        if (answered == null) {
            return;
        }
        Side side = answered.side().other();
        Optional<Person> same = persons.get(side).stream()
                .filter(person -> !person.email().isEmpty() && person.email().equals(answered.email()))
                .findFirst();
        if (same.isPresent()) {
            String field = random.nextBoolean() ? answered.field() : OF_PERSONS.get(random.nextInt(OF_PERSONS.size()));
            edit(side, Pairing.CONTACTS, same.get().id(), field, value(side, field));
        }
    }

    private void edit(Side side, Pairing of, String id, String field, @Nullable String value) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(name(pair(of, field), side), value);
        desks.get(side).edit(type(of, side), id, fields, Optional.empty());
        edits++;
    }

    private @Nullable String valueOrNothing(Side side, String field) {
        return random.nextInt(100) < 15 && !NEVER_CLEARED.contains(field) ? null : value(side, field);
    }

    private String value(Side side, String field) {
        return switch (field) {
            case "phone" -> "+49 30 " + (1_000_000 + (seed % 1000) * 8_000 + serial);
            case "website" -> "https://site" + serial + ".example";
            case "health_score" -> Integer.toString(serial);
            case "renewal_date" -> FIRST_RENEWAL.plusDays(serial).toString();
            case "customer_tier" -> TIERS.get(random.nextInt(TIERS.size()));
            case "industry" -> {
                String industry = INDUSTRIES.get(random.nextInt(INDUSTRIES.size()));
                yield side == Side.A ? industry.toUpperCase(Locale.ROOT) : industry;
            }
            default -> field + " " + serial;
        };
    }

    private Person any(Side side) {
        List<Person> known = persons.get(side);
        return known.get(random.nextInt(known.size()));
    }

    private Optional<String> company(Side side) {
        List<String> known = companies.get(side);
        return Optional.of(known.get(random.nextInt(known.size())));
    }

    private static Pair pair(Pairing pairing, String field) {
        return pairing.fields().stream().filter(pair -> pair.a().equals(field)).findFirst().orElseThrow();
    }

    private static String name(Pair pair, Side side) {
        return side == Side.A ? pair.a() : pair.b();
    }

    private static String type(Pairing pairing, Side side) {
        return side == Side.A ? pairing.typeA() : pairing.typeB();
    }
}
