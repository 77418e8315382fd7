package io.bothways.runtime.calls;

import io.bothways.connector.Operation;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stands before a REST client of one account: budget and park before each exchange, meters after it, and every error
 * turned into a {@link ConnectorException}. What was not answered after it was sent is OUTCOME_UNKNOWN where the
 * operation writes; RETRY else.
 */
final class GuardedClient implements InvocationHandler {
    private final Object client;
    private final Guard guard;

    /** What a guarded client asks of its account. */
    interface Guard {
        /** Before an exchange; may wait, may throw RATE_LIMITED. */
        void enter(String operation) throws InterruptedException;

        ConnectorFailure classify(int status, Map<String, String> headers, String body);

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
        guard.enter(operation.value());
        long begun = System.nanoTime();
        String outcome = "ok";
        try {
            return plain(method, arguments);
        } catch (WebApplicationException answered) {
            ConnectorException failure = classified(answered.getResponse(), operation.writes());
            outcome = code(failure.kind());
            throw failure;
        } catch (ProcessingException unanswered) {
            ConnectorException failure = unanswered(unanswered, operation.writes());
            outcome = code(failure.kind());
            throw failure;
        } finally {
            guard.left(operation.value(), outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
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

    private static ConnectorException unanswered(ProcessingException thrown, boolean writes) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
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
