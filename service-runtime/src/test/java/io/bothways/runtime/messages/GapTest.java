package io.bothways.runtime.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.Topics;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.Request;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.runtime.registry.Registry;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Messages about records that nobody reads any more are told again by a listing. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class GapTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.CHANGES, 0);

    @Inject
    @Identifier("gaps")
    GapListener gaps;

    @Inject
    DeadLetters deadLetters;

    @Inject
    EventSender sender;

    @Inject
    Registry registry;

    @Inject
    CredentialVault vault;

    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void D9messagesThatAreGoneBeforeTheyWereReadAreListedAgain() throws Exception {
        AccountId account = account();
        try (KafkaConsumer<String, byte[]> group = group()) {
            group.assign(List.of(PARTITION));
            publish(3);
            group.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0)));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(2))).all().get();
            }

            gaps.onPartitionsAssigned(group, List.of(PARTITION));
            gaps.onPartitionsAssigned(group, List.of(PARTITION));

            List<Request.ListRecords> asked = asked(account);
            assertThat(asked).extracting(Request.ListRecords::type).contains("contacts", "companies");
            assertThat(asked.stream().map(Request.ListRecords::run).distinct())
                    .as("the poller lists a run once, however often it is asked for")
                    .hasSize(2);
        }
    }

    @Test
    void aGroupThatHasReadEverythingOrNothingYetHasNoGap() throws Exception {
        AccountId account = account();
        try (KafkaConsumer<String, byte[]> fresh = group();
                KafkaConsumer<String, byte[]> current = group()) {
            fresh.assign(List.of(PARTITION));
            current.assign(List.of(PARTITION));
            publish(1);
            long end = current.endOffsets(List.of(PARTITION)).get(PARTITION);
            current.commitSync(Map.of(PARTITION, new OffsetAndMetadata(end)));

            gaps.onPartitionsAssigned(fresh, List.of(PARTITION));
            gaps.onPartitionsAssigned(current, List.of(PARTITION));
        }

        assertThat(asked(account)).isEmpty();
    }

    @Test
    void aDeadLetterAboutARecordMakesItsTypeBeListed() throws Exception {
        AccountId account = account();

        deadLetters.park(
                new ConsumerRecord<>(Topics.CHANGES, 0, 7, account + "/contacts/101", bytes("poison")), "unreadable");
        deadLetters.park(
                new ConsumerRecord<>(Topics.ACTIVITY, 0, 8, account + "/companies/1", bytes("poison")), "unreadable");
        deadLetters.park(
                new ConsumerRecord<>(Topics.CHANGES, 0, 9, account + "/nothing-mapped/1", bytes("poison")), "unreadable");
        deadLetters.park(new ConsumerRecord<>(Topics.CHANGES, 0, 10, "no key of ours", bytes("poison")), "unreadable");

        assertThat(asked(account)).extracting(Request.ListRecords::type).containsExactly("contacts");
    }

    private AccountId account() throws SQLException {
        TenantId tenant = new TenantId("tenant-1");
        AccountId account = new AccountId("a" + UUID.randomUUID().toString().substring(0, 8));
        AccountId other = new AccountId(account + "-other");
        List<ObjectSync> objects = Stream.of("contacts", "companies")
                .map(type -> new ObjectSync(type, type, "Other", List.of(), List.of()))
                .toList();
        ConnectionConfiguration connection = new ConnectionConfiguration(
                tenant, new ConnectionId("c-" + account), 1, account, other, objects);
        run("INSERT INTO registry.tenant (id, name) VALUES (?, 'T') ON CONFLICT DO NOTHING", tenant.value());
        for (AccountId id : List.of(account, other)) {
            run("INSERT INTO registry.account (tenant, id, connector, name, base_uri, state, credentials, webhook_key)"
                    + " VALUES (?, ?, 'none', 'n', 'https://app.test', 'CONNECTED', '', ?)",
                    tenant.value(), id.value(), "key-" + id);
        }
        run("INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration)"
                + " VALUES (?, ?, 'C', ?, ?, ?)",
                tenant.value(), connection.connection().value(), account.value(), other.value(),
                codec.configuration(connection));
        registry.refresh();
        return account;
    }

    private void run(String sql, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setString(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }

    private void publish(int messages) {
        for (int message = 0; message < messages; message++) {
            sender.send(new Outgoing(Topics.CHANGES, "k", Map.of(), bytes("m")), 0).join();
        }
    }

    private KafkaConsumer<String, byte[]> group() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", UUID.randomUUID().toString()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What stands on the requests topic about the account. */
    private List<Request.ListRecords> asked(AccountId account) {
        List<Request.ListRecords> asked = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> reader = group()) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.REQUESTS).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> reader.position(one) < ends.get(one))) {
                reader.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (codec.decodeRequest(message.value()) instanceof Request.ListRecords list
                            && list.head().account().equals(account)) {
                        asked.add(list);
                    }
                });
            }
        }
        return asked;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
