package io.bothways.runtime.calls;

import io.bothways.connector.Authentication.Token;
import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.registry.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One account of an app, ready to be called. Calls run on the caller's (virtual) thread and wait for budget and answer. */
public final class App {
    private final Account account;
    private final ConnectorDescriptor descriptor;
    private final Connector connector;
    private final Apps.Tools tools;
    private final AppClock appClock = new AppClock();
    private final ThreadLocal<Runnable> permission = new ThreadLocal<>();

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
        return call(() -> {}, exchange);
    }

    /**
     * The same, for callers that may lose the right to call while they wait for budget or token.
     *
     * @param beforeExchange runs on the caller's thread right before each exchange; what it throws ends the call, and
     *     that exchange is not made
     */
    public <T> Dated<T> call(Runnable beforeExchange, Function<Connector, T> exchange) {
        permission.set(beforeExchange);
        try {
            return dated(exchange);
        } finally {
            permission.remove();
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
            tools.budgets().take(account, descriptor, operation);
            tools.meters().waited(descriptor.id(), Duration.ofNanos(System.nanoTime() - begun));
            Runnable allowed = permission.get();
            if (allowed != null) {
                allowed.run();
            }
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
        }

        @Override
        public Instant now() {
            return tools.clock().instant();
        }

        @Override
        public void left(String operation, String outcome, Duration took) {
            tools.meters().called(descriptor.id(), operation, outcome, took);
        }
    }
}
