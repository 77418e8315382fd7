package io.bothways.simulator.kit;

import io.bothways.simulator.kit.people.Population;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is started.
 *
 * @param port the port on 127.0.0.1; 0 takes a free one
 * @param seed decides the population, the secrets and every draw
 * @param contacts how many persons are seeded
 * @param contactsFrom the index of the first of them in the population
 * @param companies how many companies are seeded; with none, nobody works anywhere
 * @param companiesFrom the index of the first of them in the population
 * @param profile how the records of this app differ from those of another
 * @param latencyMillis time from a call to its answer
 * @param realLimits whether the vendor's rate limits hold
 * @param searchLagMillis how far the app's search index is behind its records
 * @param data where the state is kept over restarts, or {@code null} for nowhere
 * @param clock the clock that the simulator's time is based on
 */
public record SimulatorOptions(int port, long seed, int contacts, int contactsFrom, int companies, int companiesFrom,
        Population.Profile profile, long latencyMillis, boolean realLimits, long searchLagMillis, @Nullable Path data,
        Clock clock) {

    public static final String USAGE = "--port P --seed S --contacts N [--contacts-from K] [--companies N] "
            + "[--companies-from K] [--profile demo|pairs] [--latency-ms L] [--limits real|off] [--search-lag-ms M] "
            + "[--data FILE]";
    private static final Set<String> KNOWN = Set.of("port", "seed", "contacts", "contacts-from", "companies",
            "companies-from", "profile", "latency-ms", "limits", "search-lag-ms", "data");

    /** Seed 7, a free port, no records, no latency, no limits, no lag, nothing kept. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(0, 7, 0, 0, 0, 0, Population.Profile.DEMO, 0, false, 0, null, Clock.systemUTC());
    }

    /** Reads the command line. */
    public static SimulatorOptions parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < arguments.size(); at += 2) {
            String option = arguments.get(at);
            if (!option.startsWith("--") || !KNOWN.contains(option.substring(2))) {
                throw new IllegalArgumentException("Unknown option " + option + ".");
            }
            if (at + 1 == arguments.size()) {
                throw new IllegalArgumentException("Option " + option + " wants a value.");
            }
            given.put(option.substring(2), arguments.get(at + 1));
        }
        return new SimulatorOptions((int) number(given, "port", 0, 65_535), number(given, "seed", 7, Long.MAX_VALUE),
                (int) number(given, "contacts", 200, 1_000_000), (int) number(given, "contacts-from", 0, 1_000_000),
                (int) number(given, "companies", 0, 1_000_000), (int) number(given, "companies-from", 0, 1_000_000),
                word(given, "profile", "demo", "pairs").equals("demo")
                        ? Population.Profile.DEMO : Population.Profile.PAIRS,
                number(given, "latency-ms", 0, 600_000), word(given, "limits", "off", "real").equals("real"),
                number(given, "search-lag-ms", 0, 86_400_000), path(given), Clock.systemUTC());
    }

    public SimulatorOptions withContacts(int count) {
        return new SimulatorOptions(port, seed, count, contactsFrom, companies, companiesFrom, profile, latencyMillis,
                realLimits, searchLagMillis, data, clock);
    }

    public SimulatorOptions withCompanies(int count) {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, count, companiesFrom, profile, latencyMillis,
                realLimits, searchLagMillis, data, clock);
    }

    public SimulatorOptions withRealLimits() {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, companies, companiesFrom, profile,
                latencyMillis, true, searchLagMillis, data, clock);
    }

    public SimulatorOptions withSearchLag(long millis) {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, companies, companiesFrom, profile,
                latencyMillis, realLimits, millis, data, clock);
    }

    public SimulatorOptions withProfile(Population.Profile chosen) {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, companies, companiesFrom, chosen,
                latencyMillis, realLimits, searchLagMillis, data, clock);
    }

    public SimulatorOptions withData(Path file) {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, companies, companiesFrom, profile,
                latencyMillis, realLimits, searchLagMillis, file, clock);
    }

    public SimulatorOptions withClock(Clock base) {
        return new SimulatorOptions(port, seed, contacts, contactsFrom, companies, companiesFrom, profile,
                latencyMillis, realLimits, searchLagMillis, data, base);
    }

    private static long number(Map<String, String> given, String option, long standard, long max) {
        String text = given.get(option);
        if (text == null) {
            return standard;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers out of range.
        }
        throw new IllegalArgumentException("--" + option + " must be a whole number from 0 to " + max + ".");
    }

    private static String word(Map<String, String> given, String option, String standard, String other) {
        String value = given.getOrDefault(option, standard);
        if (!value.equals(standard) && !value.equals(other)) {
            throw new IllegalArgumentException("--" + option + " must be " + standard + " or " + other + ".");
        }
        return value;
    }

    private static @Nullable Path path(Map<String, String> given) {
        String text = given.get("data");
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--data must be a file name.", e);
        }
    }
}
