package io.bothways.connector.manifest.example;

import io.bothways.connector.ConnectorContext;
import io.bothways.connector.Exchange;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.ConnectorFailure;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.ExampleExchange;
import io.bothways.connector.manifest.format.Manifest.ExampleRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** An app that answers what an example says, and refuses what the example does not expect to be sent. */
final class ScriptedApp implements ConnectorContext, Exchange {
    private final Manifest manifest;
    private final Clock clock;
    private final Map<String, String> credentials = new HashMap<>();
    private final Deque<ExampleExchange> expected;
    private BiFunction<Answer, Call, ConnectorFailure> classify = (answer, call) -> {
        throw new IllegalStateException("no connector yet");
    };

    ScriptedApp(Manifest manifest, List<ExampleExchange> exchanges, Clock clock) {
        this.manifest = manifest;
        this.clock = clock;
        this.expected = new ArrayDeque<>(exchanges);
        manifest.credentials().forEach(way -> way.forEach(member -> credentials.put(member, "(" + member + ")")));
    }

    void classifyWith(BiFunction<Answer, Call, ConnectorFailure> how) {
        classify = how;
    }

    /** Exchanges of the example that nobody asked for. */
    int left() {
        return expected.size();
    }

    @Override
    public Answer send(Call call) {
        ExampleExchange exchange = expected.poll();
        if (exchange == null) {
            throw new Deviation("sends one request more: " + call.method() + " " + call.target());
        }
        meets(exchange.request(), call);
        Manifest.ExampleAnswer told = exchange.answer();
        Map<String, String> headers = new HashMap<>();
        told.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String body = told.text() != null ? told.text() : told.json() == null ? "" : Json.write(told.json());
        Answer answer = new Answer(told.status(), headers, body);
        if (answer.status() >= 400) {
            ConnectorFailure failure = classify.apply(answer, call);
            throw new ConnectorException(call.writes() ? failure.ofWrite() : failure);
        }
        return answer;
    }

    private static void meets(ExampleRequest wanted, Call call) {
        String method = Optional.ofNullable(wanted.method()).orElse("GET");
        same("method", method, call.method());
        same("path", wanted.path(), call.target());
        wanted.headers().forEach((name, value) ->
                same("header " + name, value, call.headers().getOrDefault(name.toLowerCase(Locale.ROOT), "")));
        String sent = call.body().map(Body::content).orElse("");
        if (wanted.json() != null) {
            Optional<String> deviation = Likeness.deviation("", wanted.json(), Json.parse(sent).orElse(""), true);
            deviation.ifPresent(words -> {
                throw new Deviation("sends another body: " + words);
            });
        }
        if (wanted.form() != null) {
            same("form", wanted.form(), sent);
        }
    }

    private static void same(String what, String wanted, String sent) {
        if (!wanted.equals(sent)) {
            throw new Deviation("sends another " + what + ": expected '" + wanted + "', sent '" + sent + "'");
        }
    }

    /** What is sent or given is not what the example says. */
    static final class Deviation extends RuntimeException {
        private static final long serialVersionUID = 1;

        Deviation(String message) {
            super(message);
        }
    }

    @Override
    public URI baseUri() {
        return URI.create(manifest.api().baseUri());
    }

    @Override
    public <T> T client(Class<T> api) {
        throw new IllegalStateException("a manifest has no interface");
    }

    @Override
    public <T> T plainClient(Class<T> api) {
        throw new IllegalStateException("a manifest has no interface");
    }

    @Override
    public <T> T plainClient(Class<T> api, URI at) {
        throw new IllegalStateException("a manifest has no interface");
    }

    @Override
    public Exchange exchange() {
        return this;
    }

    @Override
    public Exchange plainExchange(URI at) {
        return this;
    }

    @Override
    public Map<String, String> credentials() {
        return credentials;
    }

    @Override
    public Clock clock() {
        return clock;
    }
}
