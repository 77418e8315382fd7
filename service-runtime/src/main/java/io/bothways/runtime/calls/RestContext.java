package io.bothways.runtime.calls;

import io.bothways.connector.ConnectorContext;
import io.bothways.connector.Exchange;
import io.bothways.runtime.address.Reachable;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.client.impl.ClientBuilderImpl;

/** What a connector is given for one account: REST clients that authorise themselves and stand behind the guard. */
final class RestContext implements ConnectorContext {
    /** Between a header's name and its value; no scheme of {@code Authorization} holds it. */
    private static final String LINE = ": ";
    private static final long CONNECT_SECONDS = 5;

    private final URI baseUri;
    private final Supplier<URI> tokenHost;
    private final Supplier<String> authorization;
    private final Supplier<Map<String, String>> credentials;
    private final Duration callTimeout;
    private final GuardedClient.Guard guard;
    private final Limits limits;
    private final Clock clock;
    /** By the address of the host: an app may name another one with its token. */
    private final Map<URI, Client> unbound = new ConcurrentHashMap<>();

    /**
     * Where calls may go and how much they may bring.
     *
     * @param largestAnswer in bytes, unpacked
     */
    record Limits(Reachable reachable, long largestAnswer) {}

    /**
     * @param tokenHost where the app wants its calls: the host named with the token, else {@code baseUri}
     * @param authorization the Authorization header of now; asked on the caller's thread, before the exchange
     */
    RestContext(
            URI baseUri,
            Supplier<URI> tokenHost,
            Supplier<String> authorization,
            Supplier<Map<String, String>> credentials,
            Duration callTimeout,
            GuardedClient.Guard guard,
            Limits limits,
            Clock clock) {
        this.baseUri = baseUri;
        this.tokenHost = tokenHost;
        this.authorization = authorization;
        this.credentials = credentials;
        this.callTimeout = callTimeout;
        this.guard = guard;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public URI baseUri() {
        return baseUri;
    }

    @Override
    public <T> T client(Class<T> api) {
        // Built at the first exchange, because the host may come with the token. Host and filter are per account.
        return guarded(api, new Supplier<>() {
            private volatile Object built;
            private volatile URI at;

            @Override
            public Object get() {
                URI host = tokenHost.get();
                if (built == null || !host.equals(at)) {
                    synchronized (this) {
                        built = builder(host)
                                .register((ClientRequestFilter) request -> authorise(request.getHeaders()))
                                .build(api);
                        at = host;
                    }
                }
                return built;
            }
        });
    }

    @Override
    public <T> T plainClient(Class<T> api) {
        return plainClient(api, baseUri);
    }

    @Override
    public <T> T plainClient(Class<T> api, URI at) {
        Object built = builder(at).build(api);
        return guarded(api, () -> built);
    }

    @Override
    public Exchange exchange() {
        return new PlainExchange(this::unbound, tokenHost, this::authorise, guard);
    }

    @Override
    public Exchange plainExchange(URI at) {
        return new PlainExchange(this::unbound, () -> at, headers -> {}, guard);
    }

    private Client unbound(URI host) {
        return unbound.computeIfAbsent(host.resolve("/"), any -> {
            ClientBuilderImpl builder = (ClientBuilderImpl) ClientBuilder.newBuilder();
            builder.followRedirects(false);
            builder.enableCompression(true);
            builder.register(watch(any));
            builder.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
            builder.readTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
            return builder.build();
        });
    }

    private Watch watch(URI host) {
        boolean encrypted = "https".equalsIgnoreCase(host.getScheme());
        return new Watch(new AnswerGate.Terms(limits.reachable(), encrypted, limits.largestAnswer(), callTimeout));
    }

    @Override
    public Map<String, String> credentials() {
        return credentials.get();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    /** A token whose header is a whole line goes into the header that the line names. */
    private void authorise(MultivaluedMap<String, Object> headers) {
        String header = authorization.get();
        int colon = header.indexOf(LINE);
        if (header.isEmpty()) {
            // The connector's own requests carry what lets them in.
            return;
        }
        if (colon < 0) {
            headers.putSingle(HttpHeaders.AUTHORIZATION, header);
        } else {
            headers.putSingle(header.substring(0, colon), header.substring(colon + LINE.length()));
        }
    }

    private QuarkusRestClientBuilder builder(URI host) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(host)
                .followRedirects(false)
                .enableCompression(true)
                .register(watch(host))
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T guarded(Class<T> api, Supplier<Object> client) {
        Object guarded = Proxy.newProxyInstance(
                api.getClassLoader(),
                new Class<?>[] {api},
                (proxy, method, arguments) -> new GuardedClient(client.get(), guard).invoke(proxy, method, arguments));
        return api.cast(guarded);
    }
}
