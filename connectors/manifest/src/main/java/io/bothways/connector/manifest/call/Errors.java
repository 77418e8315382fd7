package io.bothways.connector.manifest.call;

import static java.util.stream.Collectors.toMap;

import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.ErrorAnswer;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.failure.FailureRule;
import io.bothways.connector.failure.FailureRules;
import io.bothways.connector.failure.RetryTime;
import io.bothways.connector.manifest.expression.Expression;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.MalformedExpression;
import io.bothways.connector.manifest.format.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the app's errors mean: the manifest's rules, then what the statuses of HTTP mean everywhere. */
public final class Errors {
    private static final Duration UNLESS_ZONE_KNOWN = Duration.ofHours(1);
    private static final RetryTime RETRY_AFTER = new RetryTime.SecondsHeader("retry-after");

    private final Map<String, Expression> codes;
    private final Optional<Expression> message;
    private final Optional<Expression> field;
    private final Optional<Expression> existing;
    private final FailureRules rules;

    public Errors(Manifest.Errors described) {
        codes = described.codes().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, code -> Expression.of(code.getValue())));
        message = Optional.ofNullable(described.message()).map(Expression::of);
        field = Optional.ofNullable(described.field()).map(Expression::of);
        existing = Optional.ofNullable(described.existing()).map(Expression::of);
        rules = FailureRules.of(described.rules().stream().map(Errors::rule).toList(), everywhere());
    }

    public ConnectorFailure classify(
            int status, Map<String, String> headers, String body, Clock clock, Optional<ZoneId> zone) {
        Optional<Object> json = Json.parse(body);
        Map<String, String> found = codes.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, code -> read(Optional.of(code.getValue()), json)));
        return rules.decide(
                        new ErrorAnswer(status, headers, json.isPresent(), found, read(message, json), read(field, json)),
                        clock, zone)
                .withExisting(Optional.of(read(existing, json)).filter(id -> !id.isEmpty()));
    }

    /** An error that looks otherwise than the manifest says is an error all the same. */
    private static String read(Optional<Expression> expression, Optional<Object> json) {
        try {
            return expression.isEmpty() || json.isEmpty() ? "" : expression.get().text(json.get());
        } catch (MalformedExpression | ClassCastException unexpected) {
            return "";
        }
    }

    private static FailureRule rule(Manifest.Rule rule) {
        FailureRule.When when = FailureRule.when();
        for (String status : rule.status()) {
            String[] span = status.split("-");
            when = when.statusBetween(Integer.parseInt(span[0]), Integer.parseInt(span[span.length - 1]));
        }
        for (Map.Entry<String, List<String>> code : rule.codes().entrySet()) {
            when = when.code(code.getKey(), code.getValue().toArray(String[]::new));
        }
        for (Map.Entry<String, List<String>> header : rule.headers().entrySet()) {
            when = when.header(header.getKey().toLowerCase(Locale.ROOT), header.getValue().toArray(String[]::new));
        }
        when = rule.message() == null ? when : when.message(rule.message());
        FailureKind kind = FailureKind.valueOf(rule.kind().toUpperCase(Locale.ROOT));
        FailureRule made = when.then(kind, code(rule.code(), kind), words(rule.say(), kind))
                .retry(rule.retry().stream().map(Errors::retry).toArray(RetryTime[]::new));
        return rule.leavesWritesOpen() ? made.leavesWritesOpen() : made;
    }

    private static RetryTime retry(Manifest.Retry retry) {
        if (retry.secondsHeader() != null) {
            return new RetryTime.SecondsHeader(retry.secondsHeader().toLowerCase(Locale.ROOT));
        }
        if (retry.millisecondsHeader() != null) {
            return new RetryTime.MillisecondsHeader(retry.millisecondsHeader().toLowerCase(Locale.ROOT));
        }
        if (retry.epochHeader() != null) {
            return new RetryTime.EpochHeader(retry.epochHeader().toLowerCase(Locale.ROOT));
        }
        if (retry.after() != null) {
            return new RetryTime.After(retry.after());
        }
        Optional<ZoneId> zone = Optional.ofNullable(retry.midnight()).filter(name -> !name.equals("account"))
                .map(ZoneId::of);
        return new RetryTime.Midnight(zone, UNLESS_ZONE_KNOWN);
    }

    private static String code(@Nullable String code, FailureKind kind) {
        return Optional.ofNullable(code).orElseGet(() -> switch (kind) {
            case RETRY -> FailureCodes.APP_UNAVAILABLE;
            case RATE_LIMITED -> FailureCodes.RATE_LIMIT_REACHED;
            case REAUTHORIZE -> FailureCodes.CREDENTIALS_REFUSED;
            case CURSOR_EXPIRED -> FailureCodes.CURSOR_EXPIRED;
            case STALE_VERSION -> FailureCodes.RECORD_LOCKED;
            case NOT_FOUND -> FailureCodes.NOT_FOUND;
            case REJECTED, DEFECT -> FailureCodes.REQUEST_REFUSED;
            case OUTCOME_UNKNOWN -> FailureCodes.OUTCOME_UNKNOWN;
        });
    }

    private static String words(@Nullable String say, FailureKind kind) {
        return Optional.ofNullable(say).orElseGet(() -> switch (kind) {
            case RETRY -> "The app has trouble of its own.";
            case RATE_LIMITED -> "The app's limit is reached.";
            case REAUTHORIZE -> "The app does not accept the credentials.";
            case CURSOR_EXPIRED -> "The app does not know the read position any more.";
            case STALE_VERSION -> "Somebody else has changed the record.";
            case NOT_FOUND -> "The app does not find it.";
            case REJECTED, DEFECT -> "The app refused the request.";
            case OUTCOME_UNKNOWN -> "The app left open whether it has carried the write out.";
        });
    }

    private static FailureRules everywhere() {
        List<FailureRule> rules = new ArrayList<>();
        rules.add(then(FailureRule.when().status(401), FailureKind.REAUTHORIZE));
        rules.add(FailureRule.when().status(403).then(
                FailureKind.REJECTED, FailureCodes.PERMISSION_MISSING, "The account may not do this."));
        rules.add(then(FailureRule.when().status(404, 410), FailureKind.NOT_FOUND));
        rules.add(then(FailureRule.when().status(412), FailureKind.STALE_VERSION));
        rules.add(then(FailureRule.when().status(429), FailureKind.RATE_LIMITED).retry(RETRY_AFTER));
        rules.add(then(FailureRule.when().status(503), FailureKind.RETRY).retry(RETRY_AFTER));
        rules.add(then(FailureRule.when().status(408).statusBetween(500, 599), FailureKind.RETRY).leavesWritesOpen());
        rules.add(then(FailureRule.when(), FailureKind.REJECTED));
        return new FailureRules(rules);
    }

    private static FailureRule then(FailureRule.When when, FailureKind kind) {
        return when.then(kind, code(null, kind), words(null, kind));
    }
}
