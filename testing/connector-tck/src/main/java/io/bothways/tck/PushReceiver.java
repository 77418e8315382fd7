package io.bothways.tck;

import com.sun.net.httpserver.HttpServer;
import io.bothways.connector.webhook.WebhookSource.Push;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what an app pushes, as the webhook service would be reached from outside. */
final class PushReceiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final HttpServer server;
    private final URI address;
    private final BlockingQueue<Push> received = new LinkedBlockingQueue<>();

    PushReceiver(String secret, String identity) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        server.createContext("/hook", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) ->
                    headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            received.add(new Push(
                    exchange.getRequestMethod(), address, headers, exchange.getRequestBody().readAllBytes(), secret,
                    identity, TurnedClock.now()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return address;
    }

    /** The next push, which has to come while people have patience. */
    Push next() {
        try {
            Push push = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (push == null) {
                throw new AssertionError("no push came");
            }
            return push;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
