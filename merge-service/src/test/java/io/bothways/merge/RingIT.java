package io.bothways.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three accounts, connected in a ring; every app says a name in its own way. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RingIT {
    private static final List<UnaryOperator<String>> WAYS =
            List.of(name -> name, name -> name.replace(" ", "  "), name -> name + ".");

    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    private final TenantId tenant = new TenantId("t" + suffix());
    private final List<AccountId> accounts = List.of(
            new AccountId("a" + suffix()), new AccountId("b" + suffix()), new AccountId("c" + suffix()));
    private final Map<RecordRef, Map<String, FieldValue>> apps = new TreeMap<>();
    private long ticket = 1_000;
    private int made;

    @BeforeEach
    void connectInARing() throws Exception {
        execute("INSERT INTO registry.tenant (id, name) VALUES (?, 'Ring')", tenant.value());
        for (AccountId account : accounts) {
            execute("INSERT INTO registry.account (tenant, id, connector, name, base_uri, credentials, webhook_key)"
                    + " VALUES (?, ?, 'test', 'Test', 'http://127.0.0.1', '', ?)",
                    tenant.value(), account.value(), account.value());
        }
        for (int i = 0; i < 3; i++) {
            ConnectionConfiguration connection = connection(accounts.get(i), accounts.get((i + 1) % 3));
            execute("INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration,"
                    + " created_at) VALUES (?, ?, 'Ring', ?, ?, ?, now() - interval '1 minute')",
                    tenant.value(), connection.connection().value(), connection.accountA().value(),
                    connection.accountB().value(), codec.configuration(connection));
        }
        connections.refresh();
        open();
    }

    private ConnectionConfiguration connection(AccountId a, AccountId b) {
        return new ConnectionConfiguration(tenant, new ConnectionId("k" + suffix()), 1, a, b, List.of(new ObjectSync(
                "person", "people", "people",
                List.of(new MatchKey("email", "email", "email", MatchKey.Normaliser.EMAIL)),
                List.of(mapping("email", ValueType.EMAIL), mapping("name", ValueType.TEXT)))));
    }

    private static Mapping mapping(String name, ValueType type) {
        MappedField field = new MappedField(name, type, true, true, false);
        return new Mapping(name, field, field, Direction.TWO_WAY, Policy.REVIEW, Map.of());
    }

    private void open() throws Exception {
        List<ChangeEvent> events = new ArrayList<>();
        for (AccountId account : accounts) {
            for (int partition = 0; partition < 2; partition++) {
                events.add(new ChangeEvent.ListingFinished(head(account, Cause.Kind.LISTING), "run-" + account,
                        "people", 0, Instant.now(), partition, 2));
            }
        }
        flow.merge(Batch.ofChanges(events));
        OpenGates.until(() ->
                count("SELECT count(*) FROM merge.gate WHERE state = 'OPEN' AND tenant = ?") == accounts.size());
    }

    @Test
    void makesOneRecordInEachAccountAndSettles() throws Exception {
        edit(ref(0, "1"), "ann@x.org", "Ann Lee");
        settle();

        assertThat(apps).hasSize(3);
        assertResting();
    }

    @Test
    void carriesAnEditRoundOnceWhateverEachAppMakesOfIt() throws Exception {
        edit(ref(0, "1"), "ann@x.org", "Ann Lee");
        settle();
        RecordRef last = apps.keySet().stream().filter(ref -> ref.account().equals(accounts.get(2))).findFirst()
                .orElseThrow();

        edit(last, "ann@x.org", "Ann Maria Lee");
        int writes = settle();

        assertThat(writes).isLessThanOrEqualTo(4);
        assertThat(names()).allMatch(name -> name.replace("  ", " ").replace(".", "").equals("Ann Maria Lee"));
        assertResting();
    }

    @Test
    void makesOneRecordOfAPersonWhomTwoAccountsHoldAlready() throws Exception {
        hold(ref(0, "1"), ref(1, "1"));
        settle();

        assertThat(apps).hasSize(3);
        // One app says the name in its own way, which is not what the other account holds.
        assertThat(count("SELECT count(*) FROM merge.link WHERE live AND state IN ('IN_SYNC', 'CONFLICT')"
                + " AND tenant = ?")).isEqualTo(3);
    }

    @Test
    void makesTheRecordForTheOtherAccountIfItCouldNotBeMadeForTheFirst() throws Exception {
        hold(ref(0, "1"), ref(1, "1"));
        WriteCommand refused = commands().getFirst();
        assertThat(commands()).hasSize(1);
        flow.merge(Batch.ofResults(List.of(new WriteResult(refused.head(), "create", refused.fields(),
                refused.sourceValues(), new Outcome.Rejected(
                        new Failure("INVALID", "The name is too short.", "name", "", 400))))));
        OpenGates.until(() -> !commands().isEmpty());
        settle();

        assertThat(apps).hasSize(3);
    }

    /** Two accounts held the same person before they were connected. */
    private void hold(RecordRef one, RecordRef other) {
        List<ChangeEvent> changes = new ArrayList<>();
        for (RecordRef ref : List.of(one, other)) {
            apps.put(ref, new TreeMap<>(Map.of("email", FieldValue.text("ann@x.org"), "name", FieldValue.text("Ann"))));
            changes.add(changed(ref));
        }
        flow.merge(Batch.ofChanges(changes));
    }

    @Test
    void settlesManyEditsInAnyOrder() throws Exception {
        edit(ref(0, "1"), "ann@x.org", "Ann Lee");
        settle();
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            RecordRef any = List.copyOf(apps.keySet()).get(random.nextInt(3));
            edit(any, "ann@x.org", "Ann Lee " + i);
            assertThat(settle()).isLessThanOrEqualTo(4);
        }

        assertThat(apps).hasSize(3);
        assertThat(names()).allMatch(name -> name.replace("  ", " ").replace(".", "").equals("Ann Lee 11"));
        assertResting();
    }

    /** Reading everything again writes nothing, nothing is lost, and nobody has to decide anything. */
    private void assertResting() throws Exception {
        for (RecordRef ref : List.copyOf(apps.keySet())) {
            read(ref);
        }
        assertThat(commands()).isEmpty();
        assertThat(count("SELECT count(*) FROM merge.link WHERE live AND state = 'IN_SYNC' AND tenant = ?"))
                .isEqualTo(3);
        assertThat(count("SELECT count(*) FROM merge.link WHERE tenant = ?")).isEqualTo(3);
        assertThat(count("SELECT count(*) FROM merge.lost_value WHERE tenant = ?")).isZero();
    }

    private List<String> names() {
        return apps.values().stream()
                .map(fields -> fields.get("name") instanceof FieldValue.Present(Value.Text(String name)) ? name : "")
                .toList();
    }

    private RecordRef ref(int account, String id) {
        return new RecordRef(accounts.get(account), "people", id);
    }

    private void edit(RecordRef ref, String email, String name) {
        apps.put(ref, new TreeMap<>(Map.of("email", FieldValue.text(email), "name", FieldValue.text(name))));
        read(ref);
    }

    private void read(RecordRef ref) {
        flow.merge(Batch.ofChanges(List.of(changed(ref))));
    }

    private ChangeEvent changed(RecordRef ref) {
        return new ChangeEvent.RecordChanged(
                head(ref.account(), Cause.Kind.POLL), new Snapshot(ref, apps.get(ref), evidence(), true));
    }

    /** Carries out every command, one by one, each app in its own way; tells how many there were. */
    private int settle() throws Exception {
        int writes = 0;
        for (List<WriteCommand> due = commands(); !due.isEmpty(); due = commands()) {
            assertThat(++writes).as("writes").isLessThan(30);
            WriteCommand command = due.getFirst();
            AccountId account = command.head().message().account();
            RecordRef ref = switch (command) {
                case WriteCommand.CreateRecord create -> new RecordRef(account, "people", "new" + ++made);
                case WriteCommand.UpdateRecord update -> update.target();
                case WriteCommand.DeleteRecord delete -> throw new AssertionError("nothing was deleted");
            };
            Map<String, FieldValue> held = apps.computeIfAbsent(ref, any -> new TreeMap<>());
            command.fields().forEach((field, value) -> held.put(field, said(account, field, value)));
            flow.merge(Batch.ofResults(List.of(new WriteResult(command.head(), "update", command.fields(),
                    command.sourceValues(), new Outcome.Applied(
                            ref, Optional.of(new Snapshot(ref, held, evidence(), true)), true)))));
        }
        return writes;
    }

    private FieldValue said(AccountId account, String field, FieldValue value) {
        return field.equals("name") && value instanceof FieldValue.Present(Value.Text(String name))
                ? FieldValue.text(WAYS.get(accounts.indexOf(account)).apply(name.replace("  ", " ").replace(".", "")))
                : value;
    }

    private Evidence evidence() {
        ticket += 2;
        return new Evidence(ticket * 1_000, ticket, ticket + 1, false);
    }

    private MessageHead head(AccountId account, Cause.Kind kind) {
        Instant now = Instant.now();
        return new MessageHead(UUID.randomUUID().toString(), tenant, account, Cause.of(kind), 1, now, now, "");
    }

    private List<WriteCommand> commands() throws SQLException {
        List<WriteCommand> commands = new ArrayList<>();
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement(
                        "SELECT payload FROM merge.command WHERE tenant = ? ORDER BY sent_at, id")) {
            select.setString(1, tenant.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    commands.add(codec.decodeWriteCommand(row.getBytes(1)));
                }
            }
        }
        return commands;
    }

    private long count(String query) throws SQLException {
        try (Connection sql = database.getConnection(); PreparedStatement select = sql.prepareStatement(query)) {
            select.setString(1, tenant.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String statement, String... values) throws SQLException {
        try (Connection sql = database.getConnection();
                PreparedStatement insert = sql.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                insert.setString(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }

    private static String suffix() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
