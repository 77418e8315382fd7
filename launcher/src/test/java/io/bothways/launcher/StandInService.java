package io.bothways.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Takes a service's place where only its coming and going counts: it is ready at once, or, as the file {@code broken}
 * beside its jar wants, dies of a reason.
 */
public final class StandInService {
    private StandInService() {
    }

    public static void main(String[] arguments) throws IOException {
        if (StandInService.class.getResource("/broken") != null) {
            throw new IllegalStateException("the schema is newer than this service");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"))), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
