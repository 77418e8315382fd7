package io.bothways.connector.manifest;

import io.bothways.connector.ConnectorContext;
import io.bothways.connector.Exchange;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** The context of an account that nobody calls. */
final class NoContext implements ConnectorContext {
    @Override
    public URI baseUri() {
        return URI.create("https://app.example");
    }

    @Override
    public <T> T client(Class<T> api) {
        throw new AssertionError("a call");
    }

    @Override
    public <T> T plainClient(Class<T> api) {
        throw new AssertionError("a call");
    }

    @Override
    public <T> T plainClient(Class<T> api, URI at) {
        throw new AssertionError("a call");
    }

    @Override
    public Exchange exchange() {
        throw new AssertionError("a call");
    }

    @Override
    public Exchange plainExchange(URI at) {
        throw new AssertionError("a call");
    }

    @Override
    public Map<String, String> credentials() {
        return Map.of();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
