package io.bothways.connector.salesforce;

import io.bothways.connector.Connector;
import io.bothways.connector.ConnectorContext;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.ConnectorDescriptor.Budget;
import io.bothways.connector.ConnectorProvider;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** The way in. */
public final class SalesforceProvider implements ConnectorProvider {
    static final int PAGE = 2_000;
    static final int RETRIEVE = 2_000;
    static final int COLLECTION = 200;
    /** A record is stamped before its transaction commits, and shows only then. */
    static final Duration COMMIT_LAG = Duration.ofSeconds(10);

    private static final ConnectorDescriptor DESCRIPTOR = new ConnectorDescriptor(
            "salesforce",
            "Salesforce",
            SalesforceApi.VERSION,
            LocalDate.MAX,
            "https://login.salesforce.com",
            List.of(
                    List.of("client_id", "client_secret"),
                    List.of("client_id", "client_secret", "refresh_token")),
            PAGE,
            PAGE,
            RETRIEVE,
            COLLECTION,
            COLLECTION,
            COLLECTION,
            false,
            COMMIT_LAG,
            Duration.ofSeconds(60),
            10,
            List.of(
                    new Budget("daily", 100_000, Duration.ofDays(1), ""),
                    new Budget("burst", 500, Duration.ofSeconds(10), "")));

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector connect(ConnectorContext context) {
        return new SalesforceConnector(context);
    }
}
