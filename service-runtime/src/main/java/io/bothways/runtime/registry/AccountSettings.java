package io.bothways.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a tenant may set per account.
 *
 * @param pollInterval fixed time between polls; empty: the engine adapts it
 * @param settleDelay how long a hinted record rests before it is read; empty: the operator's default
 * @param settleDelays the same by object type, in place of {@code settleDelay}
 * @param budgets budget name to calls per window, in place of the connector's default (vendors sell several sizes)
 * @param ceiling percent of each of the app's limits that Bothways uses at most
 * @param reserve percent of each limit that is left to the tenant's other integrations, as far as the app tells of them
 */
public record AccountSettings(
        Optional<Duration> pollInterval,
        Optional<Duration> settleDelay,
        Map<String, Duration> settleDelays,
        Map<String, Long> budgets,
        int ceiling,
        int reserve) {
    public static final int ALL = 100;
    public static final int USUAL_RESERVE = 10;

    public static final AccountSettings DEFAULT = new AccountSettings(Optional.empty(), Optional.empty(), Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With all of each limit but the usual reserve. */
    public AccountSettings(
            Optional<Duration> pollInterval, Optional<Duration> settleDelay, Map<String, Long> budgets) {
        this(pollInterval, settleDelay, Map.of(), budgets, ALL, USUAL_RESERVE);
    }

    public AccountSettings {
        if (ceiling < 1 || ceiling > ALL || reserve < 0 || reserve >= ALL) {
            throw new IllegalArgumentException("a ceiling is 1 to 100 percent, a reserve 0 to 99");
        }
        settleDelays = Collections.unmodifiableMap(new TreeMap<>(settleDelays));
        budgets = Collections.unmodifiableMap(new TreeMap<>(budgets));
    }

    /** How long a hinted record of the type rests; empty where the account has no setting of its own. */
    public Optional<Duration> settleDelay(String type) {
        return Optional.ofNullable(settleDelays.get(type)).or(() -> settleDelay);
    }

    /**
     * Reads the stored form; members: {@code poll_interval}, {@code settle_delay} (ISO durations),
     * {@code settle_delays}, {@code budgets}, {@code ceiling}, {@code reserve} (percent).
     */
    public static AccountSettings parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            Map<String, Long> budgets = new TreeMap<>();
            root.path("budgets").properties().forEach(entry -> budgets.put(
                    entry.getKey(), entry.getValue().asLong()));
            Map<String, Duration> delays = new TreeMap<>();
            root.path("settle_delays").properties().forEach(entry -> delays.put(
                    entry.getKey(), Duration.parse(entry.getValue().asText())));
            return new AccountSettings(
                    duration(root, "poll_interval"), duration(root, "settle_delay"), delays, budgets,
                    root.path("ceiling").asInt(ALL), root.path("reserve").asInt(USUAL_RESERVE));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the registry holds settings that are no JSON", broken);
        }
    }

    /** The stored form. */
    public String toJson() {
        var root = JSON.createObjectNode();
        pollInterval.ifPresent(value -> root.put("poll_interval", value.toString()));
        settleDelay.ifPresent(value -> root.put("settle_delay", value.toString()));
        var delays = root.putObject("settle_delays");
        settleDelays.forEach((type, delay) -> delays.put(type, delay.toString()));
        var calls = root.putObject("budgets");
        budgets.forEach(calls::put);
        root.put("ceiling", ceiling).put("reserve", reserve);
        return root.toString();
    }

    private static Optional<Duration> duration(JsonNode root, String name) {
        JsonNode value = root.path(name);
        return value.isTextual() ? Optional.of(Duration.parse(value.asText())) : Optional.empty();
    }
}
