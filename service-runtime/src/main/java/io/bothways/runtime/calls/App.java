package io.bothways.runtime.calls;

import io.bothways.connector.Authentication.Token;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.budget.Forecast;
import io.bothways.runtime.budget.Permit;
import io.bothways.runtime.registry.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One account of an app, ready to be called. Calls run on the caller's (virtual) thread and wait for budget and answer. */
public final class App {
    private static final Logger LOG = Logger.getLogger(App.class);

    private final Account account;
    private final ConnectorDescriptor descriptor;
    private final Connector connector;
    private final Apps.Tools tools;
    private final AppClock appClock = new AppClock();
    private final ThreadLocal<Terms> terms = ThreadLocal.withInitial(() -> Terms.USUAL);
    /** Of the thread's open exchanges: one for a token may lie within another. */
    private final ThreadLocal<Deque<Permit>> open = ThreadLocal.withInitial(ArrayDeque::new);

    /**
     * How the calls of a thread are made.
     *
     * @param lane their urgency where there are fewer calls than are wanted
     * @param beforeExchange runs right before each exchange; what it throws keeps it from being made
     */
    private record Terms(Lane lane, Runnable beforeExchange) {
        static final Terms USUAL = new Terms(Lane.LIVE, () -> {});
    }

    App(Account account, ConnectorProvider provider, Apps.Tools tools) {
        this.account = account;
        this.descriptor = provider.descriptor();
        this.tools = tools;
        RestContext context = new RestContext(
                account.baseUri(),
                () -> token().host().orElse(account.baseUri()),
                () -> token().header(),
                () -> tools.tokens().credentials(account).members(),
                descriptor.horizons().callTimeout(),
                new AccountGuard(),
                tools.limits(),
                tools.clock());
        this.connector = provider.connect(context);
    }

    public Account account() {
        return account;
    }

    public ConnectorDescriptor descriptor() {
        return descriptor;
    }

    /** The connector itself, for what makes no call: cursors, webhooks. */
    public Connector connector() {
        return connector;
    }

    /** Calls that could be made at once now. */
    public long budgetLeft() {
        return tools.budgets().left(account, descriptor);
    }

    /** How far the app's clock is ahead of ours, as its last answer told; negative where it is behind. */
    public Duration clockAhead() {
        return appClock.ahead();
    }

    /** How the account's limits stand. */
    public List<Forecast> forecasts() {
        return tools.budgets().forecasts(account);
    }

    /**
     * How far the app's clock is behind ours; zero where it is ahead. A read that shall see everything since a moment of
     * our clock begins that much earlier.
     */
    public Duration clockBehind() {
        Duration ahead = appClock.ahead();
        return ahead.isNegative() ? ahead.negated() : Duration.ZERO;
    }

    /** Dates what the app told without being asked: with one ticket, taken now, which says when it was heard. */
    public <T> Dated<T> heard(T told) {
        long ticket = tools.tickets().next();
        return new Dated<>(told, ticket, ticket, descriptor.reading().tick().toMillis());
    }

    /**
     * Calls the app between two tickets. A refused token is renewed once. Throws {@link ConnectorException}; a
     * RATE_LIMITED answer has parked the account for all services.
     */
    public <T> Dated<T> call(Function<Connector, T> exchange) {
        return call(Lane.LIVE, exchange);
    }

    /** The same, as urgent as the lane is. */
    public <T> Dated<T> call(Lane lane, Function<Connector, T> exchange) {
        return call(lane, () -> {}, exchange);
    }

    /**
     * The same, for callers that may lose the right to call while they wait for budget or token.
     *
     * @param beforeExchange runs on the caller's thread right before each exchange; what it throws ends the call, and
     *     that exchange is not made
     */
    public <T> Dated<T> call(Lane lane, Runnable beforeExchange, Function<Connector, T> exchange) {
        terms.set(new Terms(lane, beforeExchange));
        try {
            return dated(exchange);
        } finally {
            terms.remove();
        }
    }

    private <T> Dated<T> dated(Function<Connector, T> exchange) {
        Tickets.Start start = tools.tickets().start(account.tenant(), account.id());
        start.parked().filter(parked -> parked.until().isAfter(tools.clock().instant())).ifPresent(this::refuse);
        T answer;
        try {
            answer = withToken(exchange);
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.RATE_LIMITED) {
                throw new ConnectorException(new ConnectorFailure(
                        FailureKind.RATE_LIMITED,
                        failed.failure(),
                        Optional.of(tools.parking()
                                .park(account.tenant(), account.id(), failed.retryAt(), failed.failure()))));
            }
            throw failed;
        }
        return new Dated<>(answer, start.ticket(), tools.tickets().next(), descriptor.reading().tick().toMillis());
    }

    private <T> T withToken(Function<Connector, T> exchange) {
        Token used = token();
        try {
            return exchange.apply(connector);
        } catch (ConnectorException refused) {
            if (refused.kind() != FailureKind.REAUTHORIZE) {
                throw refused;
            }
            tools.tokens().renew(account, connector.authentication(), used);
            return exchange.apply(connector);
        }
    }

    private Token token() {
        return tools.tokens().current(account, connector.authentication());
    }

    private void refuse(Tickets.Parked parked) {
        throw new ConnectorException(new ConnectorFailure(
                FailureKind.RATE_LIMITED,
                new Failure(parked.code(), parked.message(), "", "", 0),
                Optional.of(parked.until())));
    }

    private final class AccountGuard implements GuardedClient.Guard {
        @Override
        public void enter(String operation) throws InterruptedException {
            long begun = System.nanoTime();
            Permit permit = tools.budgets().take(account, descriptor, operation, terms.get().lane());
            while (!permit.isValid()) {
                permit.unused();
                permit = tools.budgets().take(account, descriptor, operation, terms.get().lane());
            }
            tools.meters().waited(descriptor.id(), Duration.ofNanos(System.nanoTime() - begun));
            try {
                terms.get().beforeExchange().run();
            } catch (RuntimeException forbidden) {
                permit.unused();
                throw forbidden;
            }
            open.get().push(permit);
        }

        @Override
        public ConnectorFailure classify(int status, Map<String, String> headers, String body) {
            return connector.classify(status, headers, body);
        }

        @Override
        public void answered(Exchange exchange, Duration took) {
            Instant now = now();
            exchange.date().ifPresent(date -> appClock.told(date, now.minus(took), now));
            tools.meters().clockApart(descriptor.id(), account.id(), appClock.ahead());
            try {
                tools.budgets().told(account, descriptor, connector.budgets(exchange.headers()));
            } catch (RuntimeException broken) {
                // What was answered counts, whatever is made of its headers.
                LOG.warnf(broken, "an answer's headers cannot be read: connector=%s", descriptor.id());
            }
        }

        @Override
        public Instant now() {
            return tools.clock().instant();
        }

        @Override
        public void left(String operation, String outcome, Duration took) {
            open.get().pop().used();
            tools.meters().called(descriptor.id(), operation, outcome, took);
        }
    }
}
