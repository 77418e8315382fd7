package io.bothways.connector.manifest.call;

import io.bothways.connector.ConnectorContext;
import io.bothways.connector.Exchange;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.expression.MalformedExpression;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.contracts.write.Failure;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One account of the manifest's app: fills requests in and sends them. */
public final class App {
    private final Manifest manifest;
    private final ConnectorContext context;
    private final Map<Manifest.Request, RequestForm> forms = new ConcurrentHashMap<>();

    public App(Manifest manifest, ConnectorContext context) {
        this.manifest = manifest;
        this.context = context;
    }

    public Manifest manifest() {
        return manifest;
    }

    public ConnectorContext context() {
        return context;
    }

    /** Sends a request that is filled in with the variables. */
    public Answered send(String operation, boolean writes, Manifest.Request request, Map<String, ?> variables) {
        return answered(context.exchange(),
                understood(() -> form(request).fill(operation, writes, with(variables))));
    }

    /** The same without authorisation, at the token endpoint's own address. */
    public Answered sendPlain(URI at, String operation, Manifest.Request request, Map<String, ?> variables) {
        return answered(context.plainExchange(at),
                understood(() -> form(request).fill(operation, false, with(variables))));
    }

    /** Follows an address that the app has given, verbatim. */
    public Answered follow(String address, String operation, Manifest.Request request, Map<String, ?> variables) {
        return answered(context.exchange(),
                understood(() -> form(request).at(address, operation, with(variables))));
    }

    private static Answered answered(Exchange exchange, Exchange.Call call) {
        Exchange.Answer answer = exchange.send(call);
        Optional<Object> body = answer.body().isBlank() ? Optional.empty() : Json.parse(answer.body());
        if (body.isEmpty() && !answer.body().isBlank()) {
            throw unexpected("The answer is no JSON.", answer.status(), call.writes());
        }
        return new Answered(answer.status(), answer.headers(), body.orElse(null), answer.body());
    }

    /** What a manifest's expression makes of an answer; one that fails has met an answer that it does not expect. */
    public static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedExpression | ClassCastException unexpected) {
            throw unexpected("The answer is not what the manifest expects: " + unexpected.getMessage(), 0, false);
        }
    }

    /** A write was answered, and the answer leaves open what it did. */
    public static ConnectorException openAnswer(String message, int status) {
        return unexpected(message, status, true);
    }

    /** A write whose answer cannot be read may have been carried out. */
    static ConnectorException unexpected(String message, int status, boolean writes) {
        return new ConnectorException(
                writes ? FailureKind.OUTCOME_UNKNOWN : FailureKind.RETRY,
                new Failure(
                        writes ? FailureCodes.OUTCOME_UNKNOWN : FailureCodes.UNEXPECTED_ANSWER, message, "", "", status));
    }

    private RequestForm form(Manifest.Request request) {
        return forms.computeIfAbsent(request, any -> new RequestForm(manifest, any));
    }

    private Map<String, Object> with(Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("credentials", context.credentials());
        return all;
    }
}
