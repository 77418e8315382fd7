package io.bothways.connector.hubspot;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorDescriptor.Budget;
import io.bothways.connector.ConnectorProvider;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** The way in. */
public final class HubSpotProvider implements ConnectorProvider {
    static final int LIST_PAGE = 100;
    static final int SEARCH_PAGE = 200;
    static final int BATCH = 100;
    /** Seconds as a rule; threads with the vendor report up to half a minute. */
    static final Duration INDEX_LAG = Duration.ofSeconds(30);

    private static final ConnectorDescriptor DESCRIPTOR = new ConnectorDescriptor(
            "hubspot",
            "HubSpot",
            "v3",
            LocalDate.MAX,
            "https://api.hubapi.com",
            List.of(List.of("access_token"), List.of("refresh_token", "client_id", "client_secret")),
            LIST_PAGE,
            SEARCH_PAGE,
            BATCH,
            BATCH,
            BATCH,
            BATCH,
            true,
            INDEX_LAG,
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            10,
            List.of(
                    new Budget("rolling", 190, Duration.ofSeconds(10), ""),
                    new Budget("search", 5, Duration.ofSeconds(1), "search"),
                    new Budget("daily", 650_000, Duration.ofDays(1), "")));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new HubSpotConnector(context);
    }
}
