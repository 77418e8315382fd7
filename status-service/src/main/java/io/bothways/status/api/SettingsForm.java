package io.bothways.status.api;

import io.bothways.runtime.registry.AccountSettings;
import io.bothways.status.registry.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An account's settings as a request gives them; what is wrong is refused by name, with what is allowed. */
final class SettingsForm {
    private static final int NEARLY_ALL = AccountSettings.ALL - 1;

    private SettingsForm() {}

    /**
     * What is absent stays as it is.
     *
     * @param pollInterval ISO duration; absent: adaptive
     * @param settleDelay ISO duration; absent: the operator's default
     * @param settleDelays object type to ISO duration, for types that rest longer or shorter
     * @param budgets budget name to calls per window
     * @param ceiling percent of the app's limits that is used at most
     * @param reserve percent of the app's limits that is left to other integrations
     */
    public record SettingsRequest(
            @Nullable String pollInterval,
            @Nullable String settleDelay,
            @Nullable Map<String, @Nullable String> settleDelays,
            @Nullable Map<String, @Nullable Long> budgets,
            @Nullable Integer ceiling,
            @Nullable Integer reserve) {}

    /** Settings as they are told; what is empty is the operator's default. */
    public record SettingsView(
            Optional<Duration> pollInterval,
            Optional<Duration> settleDelay,
            Map<String, Duration> settleDelays,
            Map<String, Long> budgets,
            int ceiling,
            int reserve) {}

    static SettingsView view(AccountSettings settings) {
        return new SettingsView(settings.pollInterval(), settings.settleDelay(), settings.settleDelays(),
                settings.budgets(),
                settings.ceiling(), settings.reserve());
    }

    /** How the settings of now are changed by the request. */
    static UnaryOperator<AccountSettings> change(@Nullable SettingsRequest wished) {
        if (wished == null) {
            return settings -> settings;
        }
        Optional<Duration> pollInterval = Wanted.duration(
                "settings.poll_interval", wished.pollInterval(), Duration.ofSeconds(1), Duration.ofHours(24));
        Optional<Duration> settleDelay = Wanted.duration(
                "settings.settle_delay", wished.settleDelay(), Duration.ZERO, Duration.ofHours(1));
        Optional<Map<String, Duration>> settleDelays = settleDelays(wished.settleDelays());
        Optional<Map<String, Long>> budgets = budgets(wished.budgets());
        Optional<Integer> ceiling = percent("settings.ceiling", wished.ceiling(), 1, AccountSettings.ALL);
        Optional<Integer> reserve = percent("settings.reserve", wished.reserve(), 0, NEARLY_ALL);
        return now -> new AccountSettings(
                pollInterval.or(now::pollInterval),
                settleDelay.or(now::settleDelay),
                settleDelays.orElse(now.settleDelays()),
                budgets.orElse(now.budgets()),
                ceiling.orElse(now.ceiling()),
                reserve.orElse(now.reserve()));
    }

    private static Optional<Map<String, Duration>> settleDelays(@Nullable Map<String, @Nullable String> wished) {
        if (wished == null) {
            return Optional.empty();
        }
        Map<String, Duration> delays = new TreeMap<>();
        wished.forEach((type, delay) -> Wanted.duration(
                        "settings.settle_delays." + type, delay, Duration.ZERO, Duration.ofHours(1))
                .ifPresent(length -> delays.put(type, length)));
        return Optional.of(delays);
    }

    private static Optional<Map<String, Long>> budgets(@Nullable Map<String, @Nullable Long> wished) {
        if (wished == null) {
            return Optional.empty();
        }
        wished.forEach((name, calls) -> {
            if (calls == null || calls < 1) {
                throw Refusal.of("settings.budgets." + name, "must be at least 1 call");
            }
        });
        return Optional.of(Map.copyOf(wished));
    }

    private static Optional<Integer> percent(String field, @Nullable Integer wished, int least, int most) {
        if (wished != null && (wished < least || wished > most)) {
            throw Refusal.of(field, "must be between " + least + " and " + most + " percent");
        }
        return Optional.ofNullable(wished);
    }
}
