package io.bothways.connector.failure;

import io.bothways.contracts.write.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of a table of errors: when an answer looks like this, it means that.
 *
 * @param condition what the answer has to look like
 * @param code one of {@link FailureCodes}
 * @param message plain words of ours; the app's own are kept beside them
 * @param retry where the answer says when to come back; the first that does counts
 * @param mayHaveApplied see {@link ConnectorFailure#mayHaveApplied}
 */
public record FailureRule(
        When condition, FailureKind kind, String code, String message, List<RetryTime> retry, boolean mayHaveApplied) {
    public FailureRule {
        retry = List.copyOf(retry);
    }

    /** Begins a rule: {@code FailureRule.when().status(429).then(…)}. Without a condition it matches every answer. */
    public static When when() {
        return new When(List.of(), Optional.empty(), Map.of(), Map.of(), "");
    }

    /** The same rule with a time to come back. */
    public FailureRule retry(RetryTime... times) {
        return new FailureRule(condition, kind, code, message, Arrays.asList(times), mayHaveApplied);
    }

    /** The same rule for answers that leave open whether a write was carried out. */
    public FailureRule leavesWritesOpen() {
        return new FailureRule(condition, kind, code, message, retry, true);
    }

    ConnectorFailure failure(ErrorAnswer answer, Clock clock, Optional<ZoneId> zone) {
        Optional<Instant> retryAt =
                retry.stream().flatMap(time -> time.of(answer, clock, zone).stream()).findFirst();
        Failure failure = new Failure(code, message, answer.message(), answer.field(), answer.status());
        return new ConnectorFailure(kind, failure, retryAt, mayHaveApplied);
    }

    /**
     * Conditions, all of which have to hold.
     *
     * @param statuses any of these; empty: any status
     * @param readable see {@link ErrorAnswer#readable}; empty: either
     * @param codes code name to the values of which one has to stand there; a value may end in {@code *}
     * @param headers lower-case header name to values, likewise
     * @param messagePart words that the app's message has to hold; only beside a code, because vendors change their
     *     words without notice
     */
    public record When(
            List<Statuses> statuses,
            Optional<Boolean> readable,
            Map<String, Set<String>> codes,
            Map<String, Set<String>> headers,
            String messagePart) {
        public When {
            statuses = List.copyOf(statuses);
            codes = Map.copyOf(codes);
            headers = Map.copyOf(headers);
            if (!messagePart.isEmpty() && codes.isEmpty()) {
                throw new IllegalArgumentException("an error is never told by its message alone: " + messagePart);
            }
        }

        /** Any of these statuses, beside those that were named before. */
        public When status(int... any) {
            List<Statuses> all = new java.util.ArrayList<>(statuses);
            Arrays.stream(any).forEach(status -> all.add(new Statuses(status, status)));
            return new When(all, readable, codes, headers, messagePart);
        }

        /** Any status from that one to this one, both included. */
        public When statusBetween(int from, int to) {
            List<Statuses> all = new java.util.ArrayList<>(statuses);
            all.add(new Statuses(from, to));
            return new When(all, readable, codes, headers, messagePart);
        }

        public When readable(boolean expected) {
            return new When(statuses, Optional.of(expected), codes, headers, messagePart);
        }

        public When code(String name, String... anyValue) {
            return new When(statuses, readable, with(codes, name, anyValue), headers, messagePart);
        }

        public When header(String name, String... anyValue) {
            return new When(statuses, readable, codes, with(headers, name, anyValue), messagePart);
        }

        public When message(String part) {
            return new When(statuses, readable, codes, headers, part);
        }

        public FailureRule then(FailureKind kind, String code, String message) {
            return new FailureRule(this, kind, code, message, List.of(), false);
        }

        boolean matches(ErrorAnswer answer) {
            return (statuses.isEmpty() || statuses.stream().anyMatch(span -> span.holds(answer.status())))
                    && readable.map(expected -> expected == answer.readable()).orElse(true)
                    && codes.entrySet().stream().allMatch(code -> any(code.getValue(), answer.code(code.getKey())))
                    && headers.entrySet().stream()
                            .allMatch(header -> any(
                                    header.getValue(), answer.headers().getOrDefault(header.getKey(), "")))
                    && answer.message().contains(messagePart);
        }

        boolean matchesEverything() {
            return equals(FailureRule.when());
        }

        private static Map<String, Set<String>> with(Map<String, Set<String>> before, String name, String... values) {
            Map<String, Set<String>> all = new HashMap<>(before);
            all.put(name, Set.of(values));
            return all;
        }

        private static boolean any(Set<String> values, String found) {
            return values.stream().anyMatch(value -> value.endsWith("*")
                    ? !found.isEmpty() && found.startsWith(value.substring(0, value.length() - 1))
                    : value.equals(found));
        }
    }

    /** Statuses from one to another, both included. */
    public record Statuses(int from, int to) {
        boolean holds(int status) {
            return from <= status && status <= to;
        }
    }
}
