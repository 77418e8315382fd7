package io.bothways.status;

import static io.restassured.RestAssured.given;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.AccountChecked;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.Envelope;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.status.store.Database;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A running status-service and the services around it, played by the test: tenants with keys, activity in, requests
 * out.
 */
@ApplicationScoped
public class Scene {
    static final Duration LIMIT = Duration.ofSeconds(45);

    private final Database database;
    private final Codec codec;
    private final EventSender sender;
    private final String kafka;

    Scene(
            Database database,
            Codec codec,
            EventSender sender,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.database = database;
        this.codec = codec;
        this.sender = sender;
        this.kafka = kafka;
    }

    /** A tenant that the installation knows, and its key. */
    public record Tenant(TenantId id, String key) {
        RequestSpecification asks() {
            return given().header("Authorization", "Bearer " + key).contentType("application/json");
        }

        MessageHead head(String account) {
            Instant now = Instant.now();
            return new MessageHead(
                    UUID.randomUUID().toString(),
                    id,
                    new AccountId(account),
                    Cause.of(Cause.Kind.POLL),
                    1,
                    now,
                    now,
                    "");
        }
    }

    /** A connection of two apps, both checked. */
    public record Pair(Tenant tenant, String accountA, String accountB, String connection) {}

    Tenant tenant() {
        Tenant tenant = new Tenant(
                new TenantId("tenant-" + UUID.randomUUID()), "key-" + UUID.randomUUID() + UUID.randomUUID());
        tenant(tenant);
        return tenant;
    }

    /** The tenant of whoever runs the installation. */
    Tenant operator() {
        Tenant tenant = new Tenant(new TenantId("default"), "key-" + UUID.randomUUID() + UUID.randomUUID());
        tenant(tenant);
        return tenant;
    }

    private void tenant(Tenant tenant) {
        String id = tenant.id().value();
        database.change("INSERT INTO registry.tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", id, id);
        database.change(
                "INSERT INTO registry.api_key (hash, tenant, name) VALUES (?, ?, 'test')", sha256(tenant.key()), id);
        for (String connector : List.of("apple", "pear")) {
            database.change(
                    "INSERT INTO registry.connector (id, label, api_version, base_uri, credentials, budgets)"
                            + " VALUES (?, ?, 'v3', ?, ?, '[\"burst\",\"daily\"]') ON CONFLICT DO NOTHING",
                    connector,
                    connector.substring(0, 1).toUpperCase() + connector.substring(1) + " CRM",
                    "https://api." + connector + ".example",
                    "[[\"access_token\"],[\"client_id\",\"client_secret\"]]");
        }
    }

    /** Connects an app; returns the account's id. */
    String account(Tenant tenant, String connector, String name) {
        return tenant.asks()
                .body(Map.of("name", name, "connector", connector, "credentials", Map.of("access_token", "t0k3n")))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** One of the app's limits has been used by a service. */
    void budget(String key, String span, long tokens, long ceiling) {
        database.change("INSERT INTO registry.budget (id, name, tokens, ceiling, shared, span)"
                + " VALUES (?, ?, ?, ?, ?, ?)", key, key.substring(key.lastIndexOf('/') + 1), tokens, ceiling,
                tokens, span);
    }

    /** What the poller tells when an app has answered. */
    void checked(Tenant tenant, String account, String identity) {
        send(new AccountChecked(
                tenant.head(account), identity, "Portal " + identity, "v3", List.of(contacts(), companies())));
        eventually(() -> state(tenant, account).equals("CONNECTED"));
    }

    Pair pair(Tenant tenant) {
        String a = account(tenant, "apple", "Apple of ACME");
        String b = account(tenant, "pear", "Pear of ACME");
        checked(tenant, a, "identity-" + a);
        checked(tenant, b, "identity-" + b);
        String connection = tenant.asks()
                .body(Map.of("name", "Apple and Pear", "a", a, "b", b))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Pair(tenant, a, b, connection);
    }

    String state(Tenant tenant, String account) {
        return tenant.asks().get("/api/v1/accounts/" + account).then().statusCode(200).extract().path("state");
    }

    /** Tells status-service; in order, as one service would. */
    void send(Activity... activities) {
        sender.sendAndWait(Arrays.stream(activities)
                .map(activity -> new Outgoing(
                        Topics.ACTIVITY, "one-key", Envelope.headers(activity), codec.encode(activity)))
                .toList());
    }

    void sendRaw(byte[] payload) {
        sender.sendAndWait(List.of(new Outgoing(Topics.ACTIVITY, "one-key", Map.of(), payload)));
    }

    /** The tenant's requests once there are as many, in their order per account. */
    List<Request> requests(Tenant tenant, int count) {
        List<Request> found = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.REQUESTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plus(LIMIT);
            while (found.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Request request = codec.decodeRequest(record.value());
                    if (request.head().tenant().equals(tenant.id())) {
                        found.add(request);
                    }
                }
            }
        }
        return found;
    }

    <T> Optional<T> row(Database.Row<T> reader, String sql, Object... values) {
        return database.first(reader, sql, values);
    }

    /** Asks again until it is so; fails after {@link #LIMIT}. */
    static void eventually(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not so after " + LIMIT);
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        }
    }

    static ObjectSchema contacts() {
        return new ObjectSchema("contacts", "Contact", "contact", List.of(
                field("email", ValueType.TEXT, true),
                field("first_name", ValueType.TEXT, false),
                field("last_name", ValueType.TEXT, false)));
    }

    static ObjectSchema companies() {
        return new ObjectSchema("companies", "Company", "company", List.of(
                field("domain", ValueType.TEXT, true), field("name", ValueType.TEXT, false)));
    }

    private static FieldSchema field(String name, ValueType type, boolean unique) {
        return new FieldSchema(name, name, type, Optional.of(name), true, true, false, unique, Map.of(), List.of());
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
