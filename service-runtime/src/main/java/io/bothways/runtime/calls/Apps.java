package io.bothways.runtime.calls;

import io.bothways.connector.ConnectorProvider;
import io.bothways.connector.descriptor.Budget;
import io.bothways.contracts.AccountId;
import io.bothways.runtime.AppsConfig;
import io.bothways.runtime.address.AppAddresses;
import io.bothways.runtime.budget.Budgets;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import io.bothways.connector.ConnectorCatalog;
import io.bothways.connector.ConnectorDescriptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The way to an account's app: finds the connectors on the class path and opens accounts with them. */
@ApplicationScoped
public class Apps {
    private final Registry registry;
    private final Tools tools;
    private final Map<String, ConnectorProvider> providers = new TreeMap<>();
    private final Map<AccountId, App> open = new ConcurrentHashMap<>();

    /** What an open account needs of the runtime. */
    record Tools(
            Tickets tickets,
            Budgets budgets,
            Parking parking,
            Tokens tokens,
            CredentialVault vault,
            CallMeters meters,
            RestContext.Limits limits,
            Clock clock) {}

    Apps(
            Registry registry,
            Tickets tickets,
            Budgets budgets,
            Parking parking,
            Tokens tokens,
            CredentialVault vault,
            CallMeters meters,
            AppAddresses addresses,
            AppsConfig config,
            Clock clock) {
        RestContext.Limits limits = new RestContext.Limits(
                addresses.reachable(), config.largestAnswer().asLongValue());
        this.registry = registry;
        this.tools = new Tools(tickets, budgets, parking, tokens, vault, meters, limits, clock);
        for (ConnectorProvider provider : ServiceLoader.load(ConnectorProvider.class)) {
            add(provider);
        }
        for (ConnectorCatalog catalog : ServiceLoader.load(ConnectorCatalog.class)) {
            catalog.providers().forEach(this::add);
        }
    }

    private void add(ConnectorProvider provider) {
        ConnectorProvider before = providers.putIfAbsent(provider.descriptor().id(), provider);
        if (before != null) {
            throw new IllegalStateException("two connectors are called " + provider.descriptor().id());
        }
    }

    /** Writes down which connectors there are: status-service offers them and never sees the SPI. */
    void offer(@Observes @Priority(2) StartupEvent event, DataSource database) throws SQLException {
        String sql = "INSERT INTO registry.connector (id, label, api_version, base_uri, credentials, budgets)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label,"
                + " api_version = excluded.api_version, base_uri = excluded.base_uri,"
                + " credentials = excluded.credentials, budgets = excluded.budgets, seen_at = now()";
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (ConnectorProvider provider : providers.values()) {
                ConnectorDescriptor descriptor = provider.descriptor();
                upsert.setString(1, descriptor.id());
                upsert.setString(2, descriptor.label());
                upsert.setString(3, descriptor.api().version());
                upsert.setString(4, descriptor.api().baseUri());
                upsert.setString(5, json(descriptor.credentials()));
                upsert.setString(6, array(descriptor.limits().budgets().stream().map(Budget::name).toList()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static String json(List<List<String>> alternatives) {
        return alternatives.stream().map(Apps::array).collect(Collectors.joining(",", "[", "]"));
    }

    private static String array(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
    }

    /** The account's app, opened with its settings of now; empty where there is no such account or connector. */
    public Optional<App> open(AccountId id) {
        return registry.account(id).flatMap(this::open);
    }

    public Optional<App> open(Account account) {
        ConnectorProvider provider = providers.get(account.connector());
        if (provider == null) {
            return Optional.empty();
        }
        return Optional.of(open.compute(account.id(), (id, app) -> {
            if (app != null && app.account().revision() == account.revision()) {
                return app;
            }
            tools.tokens().forget(id);
            return new App(account, provider, tools);
        }));
    }

    /** The connectors that this build carries, by id. */
    public Map<String, ConnectorProvider> connectors() {
        return java.util.Collections.unmodifiableMap(providers);
    }
}
