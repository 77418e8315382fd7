package io.bothways.merge;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Order;
import io.bothways.runtime.codec.Codec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A connection of its own for one test: contacts and companies of two accounts, small words to read records, and a
 * writer that answers commands like an app that does what it is told.
 */
final class World {
    private static final AtomicLong TICKETS = new AtomicLong(1_000);
    private static final long FIRST_STAMP = 1_700_000_000_000L;

    final TenantId tenant = new TenantId("t" + suffix());
    final ConnectionId connection = new ConnectionId("c" + suffix());
    final Map<Side, AccountId> accounts =
            Map.of(Side.A, new AccountId("a" + suffix()), Side.B, new AccountId("b" + suffix()));
    private final DataSource database;
    private final Codec codec;
    private final MergeFlow flow;
    private final AtomicLong created = new AtomicLong(100);
    private final UnaryOperator<ObjectSync> contactRules;

    World(DataSource database, Codec codec, MergeFlow flow, Connections connections) throws SQLException {
        this(database, codec, flow, connections, UnaryOperator.identity());
    }

    /** A connection whose contacts follow other rules. */
    World(DataSource database, Codec codec, MergeFlow flow, Connections connections,
            UnaryOperator<ObjectSync> contactRules) throws SQLException {
        this.contactRules = contactRules;
        this.database = database;
        this.codec = codec;
        this.flow = flow;
        register();
        connections.refresh();
    }

    private static String suffix() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private void register() throws SQLException {
        execute("INSERT INTO registry.tenant (id, name) VALUES (?, 'Test')", tenant.value());
        for (AccountId account : accounts.values()) {
            execute("INSERT INTO registry.account (tenant, id, connector, name, base_uri, credentials, webhook_key)"
                    + " VALUES (?, ?, 'test', 'Test', 'http://127.0.0.1', '', ?)",
                    tenant.value(), account.value(), account.value());
        }
        execute("INSERT INTO registry.connection (tenant, id, name, account_a, account_b, configuration, created_at)"
                + " VALUES (?, ?, 'Test', ?, ?, ?, now() - interval '1 minute')",
                tenant.value(), connection.value(), accounts.get(Side.A).value(), accounts.get(Side.B).value(),
                codec.configuration(configuration()));
    }

    ConnectionConfiguration configuration() {
        ObjectSync contact = new ObjectSync("contact", "contacts", "Contact",
                List.of(new MatchKey("email", "email", "Email", Normaliser.EMAIL)),
                List.of(mapping("email", ValueType.EMAIL), mapping("name", ValueType.TEXT),
                        mapping("phone", ValueType.PHONE), mapping("city", ValueType.TEXT),
                        mapping("company", ValueType.REFERENCE)));
        ObjectSync company = new ObjectSync("company", "companies", "Account",
                List.of(new MatchKey("domain", "domain", "Domain", Normaliser.DOMAIN)),
                List.of(mapping("domain", ValueType.URL), mapping("name", ValueType.TEXT)));
        return new ConnectionConfiguration(tenant, connection, 1, accounts.get(Side.A), accounts.get(Side.B),
                List.of(contactRules.apply(contact), company));
    }

    private static Mapping mapping(String name, ValueType type) {
        String upper = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return new Mapping(name, new MappedField(name, type, true, true, false),
                new MappedField(upper, type, true, true, false), Direction.TWO_WAY, Policy.SIDE_A, Map.of());
    }

    /** Both sides were listed, all partitions. */
    void listed(String object) {
        List<ChangeEvent> events = new ArrayList<>();
        Instant started = Instant.now();
        for (Side side : Side.values()) {
            String type = configuration().object(object).orElseThrow().type(side);
            String run = "run-" + suffix();
            for (int partition = 0; partition < 2; partition++) {
                events.add(new ChangeEvent.ListingFinished(
                        head(side, Cause.Kind.LISTING), run, type, 1, started, partition, 2));
            }
        }
        flow.merge(Batch.ofChanges(events));
    }

    MessageHead head(Side side, Cause.Kind kind) {
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        return new MessageHead(id, tenant, accounts.get(side), Cause.of(kind), 1, now, now, "");
    }

    RecordRef contact(Side side, String id) {
        return new RecordRef(accounts.get(side), side == Side.A ? "contacts" : "Contact", id);
    }

    RecordRef company(Side side, String id) {
        return new RecordRef(accounts.get(side), side == Side.A ? "companies" : "Account", id);
    }

    /** Fields by mapping name; an empty text is a cleared field. */
    static Map<String, FieldValue> fields(Side side, String... namesAndValues) {
        Map<String, FieldValue> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String field = side == Side.A ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
            FieldValue value = FieldValue.text(namesAndValues[i + 1]);
            if (name.equals("company") && value instanceof FieldValue.Present) {
                String type = side == Side.A ? "companies" : "Account";
                value = FieldValue.of(new Value.Reference(type, namesAndValues[i + 1]));
            }
            fields.put(field, value);
        }
        return fields;
    }

    /** A reading of a whole contact; fields that are not named are empty. */
    ChangeEvent.RecordChanged reading(Side side, String id, String... namesAndValues) {
        Map<String, FieldValue> all = new TreeMap<>(
                fields(side, "email", "", "name", "", "phone", "", "city", "", "company", ""));
        all.putAll(fields(side, namesAndValues));
        return reading(side, contact(side, id), all, Cause.Kind.POLL);
    }

    ChangeEvent.RecordChanged companyReading(Side side, String id, String domain, String name) {
        return reading(side, company(side, id), fields(side, "domain", domain, "name", name), Cause.Kind.POLL);
    }

    ChangeEvent.RecordChanged reading(Side side, RecordRef ref, Map<String, FieldValue> fields, Cause.Kind kind) {
        return new ChangeEvent.RecordChanged(head(side, kind), new Snapshot(ref, fields, evidence(), true));
    }

    /** The app says that the contact is gone; a request asked it by id. */
    ChangeEvent.RecordDeleted deleted(Side side, String id, Cause.Kind kind) {
        return new ChangeEvent.RecordDeleted(head(side, kind), contact(side, id), evidence());
    }

    ChangeEvent.RecordsCombined combined(Side side, String loser, String survivor) {
        return new ChangeEvent.RecordsCombined(
                head(side, Cause.Kind.POLL), contact(side, loser), contact(side, survivor), evidence());
    }

    LinkKey link(String object, String link) {
        return new LinkKey(tenant, connection, object, link);
    }

    /** The id of the only link of a contact of side A. */
    String linkOf(String idA) throws SQLException {
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement(
                        "SELECT link FROM merge.link WHERE tenant = ? AND object = 'contact' AND id_a = ?")) {
            select.setString(1, tenant.value());
            select.setString(2, idA);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    void order(Order... orders) {
        flow.merge(Batch.ofOrders(List.of(orders)));
    }

    /** A reading of now, by a clock that goes two seconds on with each. */
    static Evidence evidence() {
        long asked = TICKETS.addAndGet(2);
        return new Evidence(FIRST_STAMP + asked * 1_000, asked, asked + 1, false);
    }

    /** A reading of now, of a version of its own. */
    static Evidence evidence(long version, long tick) {
        long asked = TICKETS.addAndGet(2);
        return new Evidence(version, asked, asked + 1, false, tick);
    }

    /** A stamp later than all so far, with a day before it and half an hour behind it that nobody else uses. */
    static long stamp() {
        return FIRST_STAMP + (TICKETS.addAndGet(90_000) - 2_000) * 1_000;
    }

    void read(ChangeEvent... events) {
        flow.merge(Batch.ofChanges(List.of(events)));
    }

    /** Unanswered commands, oldest first. */
    List<WriteCommand> commands() throws SQLException {
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

    WriteCommand onlyCommand() throws SQLException {
        List<WriteCommand> commands = commands();
        if (commands.size() != 1) {
            throw new AssertionError("one command was expected, not " + commands);
        }
        return commands.getFirst();
    }

    /** Carries out all commands word for word, also those that follow; tells how many there were. */
    int carryOutAll() throws SQLException {
        int carriedOut = 0;
        for (List<WriteCommand> due = commands(); !due.isEmpty(); due = commands()) {
            for (int from = 0; from < due.size(); from += 1_000) {
                flow.merge(Batch.ofResults(due.subList(from, Math.min(due.size(), from + 1_000)).stream()
                        .map(command -> result(command, applied(command)))
                        .toList()));
            }
            carriedOut += due.size();
            if (carriedOut > 100_000) {
                throw new AssertionError("the merge never rests");
            }
        }
        return carriedOut;
    }

    /** What an app says that did what it was told. */
    Outcome.Applied applied(WriteCommand command) {
        RecordRef ref = switch (command) {
            case WriteCommand.CreateRecord create -> new RecordRef(create.head().message().account(),
                    create.head().type(), create.head().side() + "new" + created.incrementAndGet());
            case WriteCommand.UpdateRecord update -> update.target();
            case WriteCommand.DeleteRecord delete -> delete.target();
        };
        return new Outcome.Applied(ref, command instanceof WriteCommand.DeleteRecord
                ? Optional.empty()
                : Optional.of(new Snapshot(ref, command.fields(), evidence(), false)), true);
    }

    static WriteResult result(WriteCommand command, Outcome outcome) {
        String operation = switch (command) {
            case WriteCommand.CreateRecord create -> "create";
            case WriteCommand.UpdateRecord update -> "update";
            case WriteCommand.DeleteRecord delete -> "delete";
        };
        return new WriteResult(command.head(), operation, command.fields(), command.sourceValues(), outcome);
    }

    void answer(WriteCommand command, Outcome outcome) {
        flow.merge(Batch.ofResults(List.of(result(command, outcome))));
    }

    /** Links of an object as {@code idA-idB STATE CODE…}, by id. */
    List<String> links(String object) throws SQLException {
        List<String> links = new ArrayList<>();
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement("SELECT coalesce(id_a, '') || '-' || coalesce(id_b, '')"
                        + " || ' ' || state, memory FROM merge.link WHERE tenant = ? AND object = ? ORDER BY 1")) {
            select.setString(1, tenant.value());
            select.setString(2, object);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    links.add(row.getString(1) + reasons(codec.decodeFields(row.getString(2))));
                }
            }
        }
        return links;
    }

    private static String reasons(Map<String, FieldValue> memory) {
        StringBuilder codes = new StringBuilder();
        int i = 0;
        while (memory.get("reason." + i++ + ".code") instanceof FieldValue.Present(Value.Text(String code))) {
            codes.append(' ').append(code);
        }
        return codes.toString();
    }

    String gate(String object) throws SQLException {
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement(
                        "SELECT state FROM merge.gate WHERE tenant = ? AND object = ?")) {
            select.setString(1, tenant.value());
            select.setString(2, object);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "NONE";
            }
        }
    }

    /** Both gates are open and everything has gone through. */
    World opened() throws Exception {
        listed("company");
        listed("contact");
        OpenGates.until(() -> gate("company").equals("OPEN") && gate("contact").equals("OPEN"));
        return this;
    }

    long count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void execute(String sql, String... values) throws SQLException {
        try (Connection sqlConnection = database.getConnection();
                PreparedStatement statement = sqlConnection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
