package io.bothways.simulator.kit.people;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/**
 * Invented persons and companies. The seed and the index alone decide what person or company {@code i} is like, so two
 * apps that are seeded with overlapping indexes know the same people. Pools of names are drawn once from Datafaker,
 * because asking it for each person would take longer than starting the simulator may.
 */
public final class Population {
    private static final int NAMES = 150;
    private static final int TITLES = 120;
    private static final int COMPANIES = 400;
    private static final int EMPLOYERS = 300;
    private static final LocalDate FIRST_RENEWAL = LocalDate.of(2026, 1, 1);
    private static final List<String> TIERS = List.of("gold", "silver", "bronze");
    private static final List<String> INDUSTRIES =
            List.of("TECHNOLOGY", "MANUFACTURING", "RETAIL", "HEALTHCARE", "FINANCE", "EDUCATION");
    private static final List<String> NOTES = List.of("Prefers calls after 14:00.", "Met at the trade fair in spring.",
            "Wants the quarterly report by e-mail.", "Decides together with purchasing.", "Speaks German and French.",
            "Asked for a discount on renewal.", "Très satisfait – keep in touch.", "Uses the product daily.",
            "Moved from a competitor last year.", "Send the invoice to the head office.");
    private static final List<Trait> LACKABLE_BY_PERSONS = List.of(Trait.PHONE, Trait.TITLE, Trait.CITY,
            Trait.COUNTRY, Trait.WEBSITE, Trait.NOTES, Trait.HEALTH_SCORE, Trait.RENEWAL_DATE, Trait.TIER);
    private static final List<Trait> LACKABLE_BY_COMPANIES = List.of(Trait.PHONE, Trait.CITY, Trait.COUNTRY,
            Trait.INDUSTRY, Trait.NOTES, Trait.HEALTH_SCORE, Trait.RENEWAL_DATE, Trait.TIER);
    private static final int LACKING_PERCENT = 30;
    private static final int DIFFERING_PERCENT = 4;

    private final Draws draws;
    private final Map<String, List<String>> firstNames = new HashMap<>();
    private final Map<String, List<String>> lastNames = new HashMap<>();
    private final List<String> titles;
    private final List<String> companyNames;

    /** How the records of two apps differ. */
    public enum Profile {
        /** Written differently, some fields lacking on either side, a few values unequal. */
        DEMO,
        /** Written alike; tidy apps lack every title, hasty ones every city, and nothing else differs. */
        PAIRS
    }

    /** How the users of an app write: so that two apps with the same people do not hold the same text. */
    public enum Hand { TIDY, HASTY }

    public Population(long seed) {
        draws = new Draws(seed);
        for (String locale : List.of("en", "de", "fr", "sv")) {
            Faker faker = new Faker(Locale.of(locale), new Random(seed));
            firstNames.put(locale, pool(NAMES, () -> faker.name().firstName()));
            lastNames.put(locale, pool(NAMES, () -> faker.name().lastName()));
        }
        Faker english = new Faker(Locale.ENGLISH, new Random(seed));
        titles = pool(TITLES, () -> english.job().title());
        companyNames = pool(COMPANIES, () -> english.company().name());
    }

    /** Person {@code index}, complete and plain. */
    public Map<Trait, String> person(int index) {
        Place place = draws.from(Place.ALL, "place", index);
        String first = draws.from(names(firstNames, place), "first", index);
        String last = draws.from(names(lastNames, place), "last", index);
        String handle = ascii(first) + "." + ascii(last) + index;
        Map<Trait, String> person = new EnumMap<>(Trait.class);
        person.put(Trait.FIRST_NAME, first);
        person.put(Trait.LAST_NAME, last);
        person.put(Trait.FULL_NAME, first + " " + last);
        person.put(Trait.EMAIL, handle + "@" + domain(Math.floorMod(index, EMPLOYERS)));
        person.put(Trait.PHONE, phone(place, index, "phone"));
        person.put(Trait.TITLE, draws.from(titles, "title", index));
        person.put(Trait.CITY, place.city());
        person.put(Trait.COUNTRY, place.country());
        person.put(Trait.WEBSITE, "https://" + handle.replace('.', '-') + ".example");
        addCustomTraits(person, index, "person");
        return person;
    }

    /** Company {@code index}, complete and plain. */
    public Map<Trait, String> company(int index) {
        Place place = draws.from(Place.ALL, "seat", index);
        Map<Trait, String> company = new EnumMap<>(Trait.class);
        company.put(Trait.NAME, companyName(index));
        company.put(Trait.DOMAIN, domain(index));
        company.put(Trait.WEBSITE, "https://www." + domain(index));
        company.put(Trait.PHONE, phone(place, index, "switchboard"));
        company.put(Trait.CITY, place.city());
        company.put(Trait.COUNTRY, place.country());
        company.put(Trait.INDUSTRY, draws.from(INDUSTRIES, "industry", index));
        addCustomTraits(company, index, "company");
        return company;
    }

    /** Person {@code index} as an app holds it from the start; a trait that the record lacks is absent. */
    public Map<Trait, String> person(int index, Profile profile, Hand hand) {
        Map<Trait, String> person = person(index);
        if (profile == Profile.PAIRS) {
            person.remove(hand == Hand.TIDY ? Trait.TITLE : Trait.CITY);
            return person;
        }
        vary(person, index, hand, "person", LACKABLE_BY_PERSONS,
                draws.below(2, "differing trait", index) == 0 ? Trait.TITLE : Trait.CITY);
        if (hand == Hand.HASTY) {
            person.computeIfPresent(Trait.EMAIL, (trait, email) -> hastyEmail(email, index));
            person.computeIfPresent(Trait.PHONE, (trait, phone) -> hastyPhone(phone));
        }
        return person;
    }

    /** Company {@code index} as an app holds it from the start. Name, domain and website are never lacking. */
    public Map<Trait, String> company(int index, Profile profile, Hand hand) {
        Map<Trait, String> company = company(index);
        if (profile == Profile.DEMO) {
            vary(company, index, hand, "company", LACKABLE_BY_COMPANIES, Trait.CITY);
            if (hand == Hand.HASTY) {
                company.computeIfPresent(Trait.PHONE, (trait, phone) -> hastyPhone(phone));
            }
        }
        return company;
    }

    /** A realistic other value of a trait that people edit; {@code draw} decides it. */
    public String otherValue(Trait trait, int draw) {
        Map<Trait, String> somebody = trait == Trait.INDUSTRY || trait == Trait.NAME ? company(draw) : person(draw);
        return Objects.requireNonNull(somebody.get(trait), trait.name());
    }

    private void vary(Map<Trait, String> values, int index, Hand hand, String kind, List<Trait> lackable,
            Trait differing) {
        int draw = draws.below(100, kind + " variation", index);
        if (draw < LACKING_PERCENT) {
            List<Trait> order = new ArrayList<>(lackable);
            int tidyLacks = draws.below(3, kind + " lacks, tidy", index);
            int hastyLacks = tidyLacks == 0 ? 1 + draws.below(2, kind + " lacks, hasty", index)
                    : draws.below(3, kind + " lacks, hasty", index);
            for (int nth = 0; nth < tidyLacks + hastyLacks; nth++) {
                Trait lacking = order.remove(draws.below(order.size(), kind + " lack " + nth, index));
                if (hand == (nth < tidyLacks ? Hand.TIDY : Hand.HASTY)) {
                    values.remove(lacking);
                }
            }
        } else if (draw < LACKING_PERCENT + DIFFERING_PERCENT && hand == Hand.HASTY) {
            values.computeIfPresent(differing, (trait, value) -> differentFrom(value, trait, index));
        }
    }

    private String differentFrom(String value, Trait trait, int index) {
        int draw = index;
        String other;
        do {
            draw += 7919;
            other = otherValue(trait, draw);
        } while (other.equals(value));
        return other;
    }

    private void addCustomTraits(Map<Trait, String> values, int index, String kind) {
        values.put(Trait.NOTES, draws.from(NOTES, kind + " notes", index));
        int halves = draws.below(201, kind + " health", index);
        values.put(Trait.HEALTH_SCORE, halves % 2 == 0 ? String.valueOf(halves / 2) : halves / 2 + ".5");
        values.put(Trait.RENEWAL_DATE, FIRST_RENEWAL.plusDays(draws.below(730, kind + " renewal", index)).toString());
        values.put(Trait.TIER, draws.from(TIERS, kind + " tier", index));
    }

    private String companyName(int index) {
        String name = companyNames.get(Math.floorMod(index, COMPANIES));
        int round = Math.floorDiv(index, COMPANIES);
        return round == 0 ? name : name + " " + (round + 1);
    }

    private String domain(int index) {
        return ascii(companyName(index)) + index + ".example";
    }

    private String phone(Place place, int index, String purpose) {
        StringBuilder number = new StringBuilder(place.phone());
        for (int at = 0; at < number.length(); at++) {
            if (number.charAt(at) == '#') {
                number.setCharAt(at, (char) ('0' + draws.below(10, purpose + at, index)));
            }
        }
        return number.toString();
    }

    /** {@code "+49 30 23125 417"} becomes {@code "+49 (30) 23125-417"}. */
    private static String hastyPhone(String phone) {
        String[] groups = phone.split(" ");
        return groups[0] + " (" + groups[1] + ") " + String.join("-", List.of(groups).subList(2, groups.length));
    }

    private String hastyEmail(String email, int index) {
        return switch (draws.below(4, "hasty e-mail", index)) {
            case 0 -> " " + email;
            case 1 -> email.toUpperCase(Locale.ROOT) + " ";
            case 2 -> Character.toUpperCase(email.charAt(0)) + email.substring(1) + "  ";
            default -> email.substring(0, email.indexOf('@')).toUpperCase(Locale.ROOT)
                    + email.substring(email.indexOf('@'));
        };
    }

    private static List<String> names(Map<String, List<String>> pools, Place place) {
        return Objects.requireNonNull(pools.get(place.locale()));
    }

    private static String ascii(@Nullable String text) {
        return Normalizer.normalize(String.valueOf(text).replace("ß", "ss"), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static List<String> pool(int size, Supplier<String> source) {
        Set<String> pool = new LinkedHashSet<>();
        for (int attempt = 0; attempt < size * 4 && pool.size() < size; attempt++) {
            pool.add(source.get());
        }
        return List.copyOf(pool);
    }
}
