package io.bothways.connector;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * What the runtime gives a connector for one account. Every exchange made through {@link #client} is authorised,
 * budgeted, counted and timed by the runtime; a failed one is classified by {@link Connector#classify} and thrown as
 * {@link io.bothways.connector.failure.ConnectorException}; one that leaves a write's outcome open as OUTCOME_UNKNOWN.
 */
public interface ConnectorContext {
    /** The app's base address for this account. */
    URI baseUri();

    /**
     * A MicroProfile REST client for an interface of the connector, at {@link #baseUri} or, for apps that name another
     * host with their token, at that host. Interfaces stand in a Jandex index (each connector jar carries one). Each
     * method carries {@link Operation}.
     */
    <T> T client(Class<T> api);

    /** Like {@link #client(Class)}, without authorisation: for token endpoints. */
    <T> T plainClient(Class<T> api);

    /**
     * The same at another host, for apps whose tokens come from one. The credentials go there: the connector names only
     * the vendor's own address, or one that the account gives and that is as well protected as {@link #baseUri}.
     */
    <T> T plainClient(Class<T> api, URI at);

    /** The same as {@link #client(Class)} for connectors without a fixed interface. */
    Exchange exchange();

    /** The same as {@link #plainClient(Class, URI)} for connectors without a fixed interface. */
    Exchange plainExchange(URI at);

    /** The account's decrypted credentials; never log, never keep. */
    Map<String, String> credentials();

    Clock clock();
}
