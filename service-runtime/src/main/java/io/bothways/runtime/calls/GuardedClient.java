package io.bothways.runtime.calls;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.Operation;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a REST client of one account: budget and park before each exchange, meters after it, and every error
 * turned into a {@link ConnectorException}. What was not answered after it was sent is OUTCOME_UNKNOWN where the
 * operation writes, RETRY else; so is an answer that says success and cannot be read.
 */
final class GuardedClient implements InvocationHandler {
    private final Object client;
    private final Guard guard;

    /** What a guarded client asks of its account. */
    interface Guard {
        /** Before an exchange; may wait, may throw RATE_LIMITED. */
        void enter(String operation) throws InterruptedException;

        ConnectorFailure classify(int status, Map<String, String> headers, String body);

        /** The head of an answer has come, whatever its status. */
        void answered(Exchange exchange, Duration took);

        Instant now();

        void left(String operation, String outcome, Duration took);
    }

    GuardedClient(Object client, Guard guard) {
        this.client = client;
        this.guard = guard;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Operation operation = method.getAnnotation(Operation.class);
        if (operation == null) {
            return plain(method, arguments);
        }
        return guarded(operation.value(), operation.writes(),
                exchange -> answered(method, plain(method, arguments), exchange));
    }

    /** One exchange, which may throw what a REST client throws. */
    interface Sending {
        @Nullable Object send(Exchange exchange) throws Throwable;
    }

    @Nullable Object guarded(String operation, boolean writes, Sending sending) throws Throwable {
        guard.enter(operation);
        long begun = System.nanoTime();
        Exchange exchange = Exchange.begin();
        String outcome = "ok";
        try {
            return sending.send(exchange);
        } catch (WebApplicationException
                | ProcessingException
                | VertxException
                | IOException
                | TimeoutException failed) {
            ConnectorException failure = understood(failed, exchange, writes);
            outcome = code(failure.kind());
            throw failure;
        } finally {
            Exchange.end();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (exchange.status() != 0) {
                guard.answered(exchange, took);
            }
            guard.left(operation, outcome, took);
        }
    }

    /** An answer of which the connector can make something. */
    private static Object answered(Method method, @Nullable Object answer, Exchange exchange) throws ExchangeRefused {
        if (answer instanceof Response response && response.getStatus() >= 400) {
            throw new WebApplicationException(response);
        }
        boolean nothing = answer == null || answer instanceof JsonNode tree && (tree.isNull() || tree.isMissingNode());
        if (nothing && method.getReturnType() != void.class) {
            throw ExchangeRefused.unreadable(exchange.status(), "it is empty");
        }
        return answer;
    }

    private ConnectorException understood(Exception failed, Exchange exchange, boolean writes) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExchangeRefused refused) {
                return refused(refused, writes);
            }
            if (cause instanceof ConnectorException known) {
                // Of the access token, which is asked for on the way.
                return known;
            }
            if (cause == cause.getCause()) {
                break;
            }
        }
        if (failed instanceof WebApplicationException error && error.getResponse().getStatus() >= 400) {
            return classified(error.getResponse(), writes);
        }
        if (exchange.status() >= 200 && exchange.status() < 300 && !isTransport(root(failed))) {
            String type = exchange.contentType().map(GuardedClient::mediaType).orElse("no content type");
            return refused(ExchangeRefused.unreadable(exchange.status(), "it is no JSON (" + type + ")"), writes);
        }
        return unanswered(root(failed), writes);
    }

    private static ConnectorException refused(ExchangeRefused refused, boolean writes) {
        return new ConnectorException(new ConnectorFailure(refused.kind(writes), refused.failure(), Optional.empty()));
    }

    /** The connection broke or the time was up, whatever had come of the answer by then. */
    private static boolean isTransport(Throwable root) {
        boolean parsing = root instanceof JacksonException;
        return !parsing
                && (root instanceof IOException || root instanceof TimeoutException || root instanceof VertxException);
    }

    /** What stands before parameters; bounded, because the app may send anything. */
    private static String mediaType(String contentType) {
        String type = contentType.split(";", 2)[0].trim();
        return type.matches("[\\w.+-]{1,60}/[\\w.+-]{1,60}") ? type : "another content type";
    }

    private Object plain(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private ConnectorException classified(Response response, boolean writes) {
        Map<String, String> headers = new HashMap<>();
        response.getStringHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        headers.computeIfPresent(
                "retry-after",
                (name, value) -> AppClock.delay(value, Optional.ofNullable(headers.get("date")), guard.now()));
        ConnectorFailure failure = guard.classify(response.getStatus(), headers, body(response));
        return new ConnectorException(writes ? failure.ofWrite() : failure);
    }

    private static String body(Response response) {
        try {
            return response.hasEntity() ? response.readEntity(String.class) : "";
        } catch (ProcessingException | IllegalStateException unreadable) {
            return "";
        }
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static ConnectorException unanswered(Throwable cause, boolean writes) {
        boolean neverSent = cause instanceof ConnectException || cause instanceof UnknownHostException;
        FailureKind kind = writes && !neverSent ? FailureKind.OUTCOME_UNKNOWN : FailureKind.RETRY;
        String code = neverSent ? FailureCodes.APP_UNREACHABLE : FailureCodes.APP_NO_ANSWER;
        String message = neverSent
                ? "The app could not be reached."
                : "The app did not answer, or its answer could not be read (" + cause.getClass().getSimpleName() + ").";
        return new ConnectorException(
                new ConnectorFailure(kind, new Failure(code, message, "", "", 0), Optional.empty()));
    }

    private static String code(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
