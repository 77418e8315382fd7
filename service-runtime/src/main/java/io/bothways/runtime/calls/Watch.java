package io.bothways.runtime.calls;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import org.jboss.resteasy.reactive.client.impl.ClientImpl;
import org.jspecify.annotations.Nullable;

/** Watches the exchanges of one REST client: puts the gate on its connections, writes down heads, takes no redirect. */
final class Watch implements ClientRequestFilter, ClientResponseFilter {
    private static final String EXCHANGE = Exchange.class.getName();

    private final AnswerGate.Terms terms;

    Watch(AnswerGate.Terms terms) {
        this.terms = terms;
    }

    @Override
    public void filter(ClientRequestContext request) {
        Exchange.current().ifPresent(exchange -> request.setProperty(EXCHANGE, exchange));
        // Before its first connection; the same again is no harm.
        AnswerGate.guard(((ClientImpl) request.getClient()).getVertxHttpClient(), terms);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws ExchangeRefused {
        if (response.getHeaders() == null) {
            // The client runs its filters also where no answer has come.
            return;
        }
        if (request.getProperty(EXCHANGE) instanceof Exchange exchange) {
            exchange.told(response.getHeaders());
            exchange.answered(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.CONTENT_TYPE),
                    response.getHeaderString(HttpHeaders.DATE));
        }
        if (response.getStatus() >= 300 && response.getStatus() < 400) {
            throw ExchangeRefused.redirect(
                    response.getStatus(), host(response.getHeaderString(HttpHeaders.LOCATION)));
        }
    }

    /** Without path and query, which may carry secrets. */
    private static String host(@Nullable String location) {
        try {
            String host = location == null ? null : new URI(location).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException unreadable) {
            return "";
        }
    }
}
