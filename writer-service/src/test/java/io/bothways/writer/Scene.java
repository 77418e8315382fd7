package io.bothways.writer;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.calls.Credentials;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import io.bothways.simulator.hubspot.HubSpotApp;
import io.bothways.simulator.salesforce.SalesforceApp;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A tenant with a simulated HubSpot and a simulated Salesforce, seen from outside the writer: commands go in through
 * Kafka, results and activity come out of it, and what was written stands in the simulators.
 */
@Singleton
public class Scene {
    static final AccountId HUBSPOT = new AccountId("hubspot");
    static final AccountId SALESFORCE = new AccountId("salesforce");
    static final Duration LIMIT = Duration.ofSeconds(90);

    private final DataSource database;
    private final CredentialVault vault;
    private final Registry registry;
    private final EventSender sender;
    private final Codec codec;
    private final SteerableClock clock;
    private final String kafka;
    private final Collection<WriteResult> results = new ConcurrentLinkedQueue<>();
    private final Collection<Activity> activity = new ConcurrentLinkedQueue<>();
    private final Collection<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    final FakeApp hubspot = new FakeApp(new HubSpotApp(), 400);
    final FakeApp salesforce = new FakeApp(new SalesforceApp(), 10_000);

    Scene(
            DataSource database,
            CredentialVault vault,
            Registry registry,
            EventSender sender,
            Codec codec,
            SteerableClock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.database = database;
        this.vault = vault;
        this.registry = registry;
        this.sender = sender;
        this.codec = codec;
        this.clock = clock;
        this.kafka = kafka;
    }

    @PostConstruct
    void open() {
        execute("INSERT INTO registry.tenant (id, name) VALUES (?, ?)", SampleCommands.TENANT.value(), "Tenant");
        account(HUBSPOT, "hubspot", hubspot, Map.of("access_token", hubspot.startLine().path("access_token").asText()));
        account(SALESFORCE, "salesforce", salesforce, Map.of(
                "client_id", salesforce.startLine().path("client_id").asText(),
                "client_secret", salesforce.startLine().path("client_secret").asText()));
        execute("INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration, version)"
                        + " VALUES (?, ?, 'Connection', ?, ?, ?, ?)",
                SampleCommands.TENANT.value(), SampleCommands.CONNECTION.value(), HUBSPOT.value(), SALESFORCE.value(),
                configuration(SampleCommands.VERSION), SampleCommands.VERSION);
        registry.refresh();
        Thread.ofPlatform().daemon().name("results").start(this::listen);
    }

    @PreDestroy
    void close() {
        closed = true;
        hubspot.close();
        salesforce.close();
    }

    SampleCommands toHubSpot(Lane lane) {
        return new SampleCommands(HUBSPOT, Side.A, "contacts", lane, clock.instant());
    }

    SampleCommands toSalesforce(Lane lane) {
        return new SampleCommands(SALESFORCE, Side.B, "Contact", lane, clock.instant());
    }

    void send(List<? extends WriteCommand> commands) {
        sender.sendAndWait(commands.stream().map(this::outgoing).toList());
    }

    void send(WriteCommand... commands) {
        send(List.of(commands));
    }

    void request(Request request) {
        sender.sendAndWait(List.of(new Outgoing(Topics.REQUESTS, request.head().account().value(),
                Envelope.headers(request), codec.encode(request))));
    }

    void sendRaw(String topic, byte[] payload) {
        sender.sendAndWait(List.of(new Outgoing(topic, "raw", Map.of(), payload)));
    }

    private Outgoing outgoing(WriteCommand command) {
        boolean live = command.head().lane() == Lane.LIVE;
        return new Outgoing(
                live ? Topics.COMMANDS : Topics.BACKFILL_COMMANDS,
                command.head().message().account().value(),
                Envelope.headers(command),
                codec.encode(command));
    }

    /** All results of a command, in the order in which they were told. */
    List<WriteResult> results(String command) {
        return results.stream().filter(result -> result.command().id().equals(command)).toList();
    }

    /** The result of a command, once it is there. */
    Outcome outcome(WriteCommand command) {
        return outcome(command.head().id(), LIMIT);
    }

    Outcome outcome(String command, Duration limit) {
        Awaitility.await("the result of " + command)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !results(command).isEmpty());
        return results(command).getFirst().outcome();
    }

    Collection<WriteResult> results() {
        return results;
    }

    <A extends Activity> List<A> activity(Class<A> kind) {
        return activity.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Collection<DeadLetter> deadLetters() {
        return deadLetters;
    }

    SteerableClock clock() {
        return clock;
    }

    /** The registry's copy is up to date. */
    void refresh() {
        registry.refresh();
    }

    void mend(AccountId account) {
        execute("UPDATE registry.account SET name = name || '.' WHERE id = ?", account.value());
    }

    int execute(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    String query(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private void account(AccountId id, String connector, FakeApp app, Map<String, String> credentials) {
        execute("INSERT INTO registry.account (tenant, id, connector, name, base_uri, state, settings, credentials,"
                        + " webhook_key) VALUES (?, ?, ?, ?, ?, 'CONNECTED', ?, ?, ?)",
                SampleCommands.TENANT.value(), id.value(), connector, connector, app.baseUrl(),
                "{\"budgets\":{\"rolling\":1000000,\"burst\":1000000}}",
                new Credentials(credentials).locked(SampleCommands.TENANT, id, vault), "key-" + id.value());
    }

    private String configuration(long version) {
        return codec.configuration(new ConnectionConfiguration(
                new TenantId(SampleCommands.TENANT.value()),
                new ConnectionId(SampleCommands.CONNECTION.value()),
                version,
                HUBSPOT,
                SALESFORCE,
                List.of(new ObjectSync("contact", "contacts", "Contact", List.of(), List.of()))));
    }

    private void listen() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.GROUP_ID_CONFIG, "scene",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.RESULTS, Topics.ACTIVITY, Topics.DEAD_LETTERS));
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    switch (record.topic()) {
                        case Topics.RESULTS -> results.add(codec.decodeWriteResult(record.value()));
                        case Topics.ACTIVITY -> activity.add(codec.decodeActivity(record.value()));
                        default -> deadLetters.add(codec.decodeDeadLetter(record.value()));
                    }
                }
            }
        }
    }
}
