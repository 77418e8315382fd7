package io.bothways.runtime.calls;

import io.bothways.connector.Exchange;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Exchanges without an interface, behind the same guard as those with one. */
final class PlainExchange implements Exchange {
    private final Function<URI, Client> clients;
    private final Supplier<URI> host;
    private final Consumer<MultivaluedMap<String, Object>> authorise;
    private final GuardedClient guarded;

    /** @param authorise adds the header of now that lets a request in; asked on the caller's thread */
    PlainExchange(
            Function<URI, Client> clients, Supplier<URI> host, Consumer<MultivaluedMap<String, Object>> authorise,
            GuardedClient.Guard guard) {
        this.clients = clients;
        this.host = host;
        this.authorise = authorise;
        this.guarded = new GuardedClient(clients, guard);
    }

    @Override
    public Answer send(Call call) {
        try {
            return (Answer) guarded.guarded(call.operation(), call.writes(), any -> exchange(call));
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable defect) {
            throw new IllegalStateException(defect);
        }
    }

    private Answer exchange(Call call) {
        URI base = host.get();
        MultivaluedMap<String, Object> sent = new MultivaluedHashMap<>();
        authorise.accept(sent);
        call.headers().forEach(sent::putSingle);
        Invocation.Builder request =
                clients.apply(base).target(address(base, call.target())).request().headers(sent);
        try (Response response = call.body()
                .map(body -> request.method(call.method(), Entity.entity(body.content(), body.contentType())))
                .orElseGet(() -> request.method(call.method()))) {
            response.bufferEntity();
            if (response.getStatus() >= 400) {
                throw new WebApplicationException(response);
            }
            Map<String, String> headers = new HashMap<>();
            response.getStringHeaders().forEach(
                    (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            return new Answer(
                    response.getStatus(), headers, response.hasEntity() ? response.readEntity(String.class) : "");
        }
    }

    /** Below the base address; an address that an app has given has to be at its own host. */
    private static String address(URI base, String target) {
        if (target.startsWith("http://") || target.startsWith("https://")) {
            URI whole = URI.create(target);
            if (!same(whole, base)) {
                throw new ConnectorException(FailureKind.REJECTED, new Failure(
                        FailureCodes.UNEXPECTED_ANSWER, "The app names an address at another host.", "", "", 0));
            }
            return target;
        }
        String beginning = base.toString();
        return (beginning.endsWith("/") ? beginning.substring(0, beginning.length() - 1) : beginning)
                + (target.startsWith("/") ? target : "/" + target);
    }

    private static boolean same(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }
}
