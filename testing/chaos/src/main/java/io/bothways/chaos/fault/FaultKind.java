package io.bothways.chaos.fault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that breaks. */
public enum FaultKind {
    KILL_POLLER, KILL_WEBHOOK, KILL_MERGE, KILL_WRITER, KILL_STATUS,
    RESTART_KAFKA, KILL_KAFKA, RESTART_POSTGRES, KILL_POSTGRES,
    THROTTLED, ERROR_BEFORE, ERROR_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, DROPPED_BEFORE, DROPPED_AFTER, LATENCY,
    WEBHOOKS_DUPLICATED, WEBHOOKS_REORDERED, WEBHOOKS_DROPPED,
    TOKEN_REVOKED, SESSIONS_ENDED;

    /** How it is called in the report. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The process that dies of it. */
    public Optional<String> process() {
        return isOf("KILL_") ? Optional.of(word().substring("kill_".length()))
                : isOf("RESTART_") ? Optional.of(word().substring("restart_".length())) : Optional.empty();
    }

    /** Whether everything else stands on what dies of it. */
    public boolean hitsServer() {
        return process().filter(List.of("kafka", "postgres")::contains).isPresent();
    }

    /** Whether it is planned in an app and happens to the next call that fits. */
    public boolean hitsCalls() {
        return switch (this) {
            case THROTTLED, ERROR_BEFORE, ERROR_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, DROPPED_BEFORE, DROPPED_AFTER -> true;
            case KILL_POLLER, KILL_WEBHOOK, KILL_MERGE, KILL_WRITER, KILL_STATUS, RESTART_KAFKA, KILL_KAFKA,
                    RESTART_POSTGRES, KILL_POSTGRES, LATENCY, WEBHOOKS_DUPLICATED, WEBHOOKS_REORDERED, WEBHOOKS_DROPPED,
                    TOKEN_REVOKED, SESSIONS_ENDED -> false;
        };
    }

    /** Whether its call hangs until the engine gives up, which takes up to a minute. */
    public boolean isSlow() {
        return this == TIMEOUT_BEFORE || this == TIMEOUT_AFTER;
    }

    /** The kind of the simulators' fault, and the status where it is one. */
    String kindOfCall() {
        return switch (this) {
            case THROTTLED, ERROR_BEFORE -> "status";
            case ERROR_AFTER -> "status_after";
            case TIMEOUT_BEFORE -> "timeout_before";
            case TIMEOUT_AFTER -> "timeout_after";
            case DROPPED_BEFORE -> "reset_before";
            case DROPPED_AFTER -> "reset_after";
            case KILL_POLLER, KILL_WEBHOOK, KILL_MERGE, KILL_WRITER, KILL_STATUS, RESTART_KAFKA, KILL_KAFKA,
                    RESTART_POSTGRES, KILL_POSTGRES, LATENCY, WEBHOOKS_DUPLICATED, WEBHOOKS_REORDERED, WEBHOOKS_DROPPED,
                    TOKEN_REVOKED, SESSIONS_ENDED ->
                throw new IllegalStateException(this + " is not planned in calls");
        };
    }

    /** How the simulators count it when it hits. */
    public String counter() {
        return switch (this) {
            case THROTTLED -> "status_429";
            case ERROR_BEFORE -> "status_500";
            case ERROR_AFTER -> "status_after_500";
            default -> kindOfCall();
        };
    }

    private boolean isOf(String prefix) {
        return name().startsWith(prefix);
    }
}
