package io.bothways.status.registry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.event.Request.ConfigurationChanged;
import io.bothways.contracts.event.Request.ListRecords;
import io.bothways.contracts.event.Request.PollSince;
import io.bothways.contracts.event.Request.RetryWrites;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.registry.Account;
import io.bothways.status.runs.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Connections: made from what the schemas of both accounts suggest, and told to list and to poll. */
@ApplicationScoped
public class Connections {
    private final Accounts accounts;
    private final Codec codec;
    private final Wishes wishes;
    private final Runs runs;
    private final MessageHeads heads;
    private final Clock clock;

    Connections(Accounts accounts, Codec codec, Wishes wishes, Runs runs, MessageHeads heads, Clock clock) {
        this.accounts = accounts;
        this.codec = codec;
        this.wishes = wishes;
        this.runs = runs;
        this.heads = heads;
        this.clock = clock;
    }

    /** A connection and its decoded configuration. */
    public record Found(ConnectionEntity entity, ConnectionConfiguration configuration) {}

    public List<Found> of(TenantId tenant) {
        return ConnectionEntity.of(tenant.value()).stream().map(this::found).toList();
    }

    public Found get(TenantId tenant, String id) {
        return ConnectionEntity.of(tenant.value(), id)
                .map(this::found)
                .orElseThrow(() -> Refusal.notFound("connection"));
    }

    /**
     * Stores the connection and asks for the initial listings of both sides.
     *
     * @param objects names of the objects to keep in step; empty: all that both apps have
     */
    @Transactional
    public Found create(TenantId tenant, String name, String a, String b, List<String> objects) {
        if (a.equals(b)) {
            throw Refusal.of("b", "must be another account than a");
        }
        AccountEntity accountA = connected(tenant, "a", a);
        AccountEntity accountB = connected(tenant, "b", b);
        if (accountA.connector.equals(accountB.connector) && accountA.identity.equals(accountB.identity)) {
            throw Refusal.of("b", "is the same account of the app as a, connected twice");
        }
        List<ObjectSchema> schemasA = codec.decodeSchemas(accountA.objectSchemas);
        List<ObjectSchema> schemasB = codec.decodeSchemas(accountB.objectSchemas);
        List<ObjectSync> syncs = new Suggestion(schemasA, schemasB).objectSyncs(objects);

        ConnectionEntity connection = new ConnectionEntity();
        connection.tenant = tenant.value();
        connection.id = "con_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        connection.name = name;
        connection.accountA = a;
        connection.accountB = b;
        connection.version = 1;
        connection.createdAt = clock.instant();
        ConnectionConfiguration configuration = new ConnectionConfiguration(
                tenant, new ConnectionId(connection.id), 1, new AccountId(a), new AccountId(b), syncs);
        connection.configuration = codec.configuration(configuration);
        connection.persistAndFlush();

        List<Request> requests = new ArrayList<>(changed(configuration));
        requests.addAll(listings(configuration, "initial sync"));
        wishes.send(requests);
        return new Found(connection, configuration);
    }

    /** Lets nothing be written for the connection, or lets what has waited since go out. */
    @Transactional
    public Found pause(TenantId tenant, String id, boolean paused) {
        Found found = get(tenant, id);
        found.entity().paused = paused;
        found.entity().persistAndFlush();
        if (!paused) {
            wishes.send(Stream.of(Side.values())
                    .map(side -> found.configuration().account(side))
                    .<Request>map(account -> new RetryWrites(head(tenant, account)))
                    .toList());
        }
        return found;
    }

    /** Lists everything again; what has not changed is not published. Returns the runs. */
    @Transactional
    public List<String> syncAll(TenantId tenant, String id) {
        List<ListRecords> requests = listings(get(tenant, id).configuration(), "full sync");
        wishes.send(requests);
        return requests.stream().map(ListRecords::run).toList();
    }

    /** Polls everything that was modified within the window, whatever the cursors say. Returns the runs. */
    @Transactional
    public List<String> syncWindow(TenantId tenant, String id, Duration window) {
        Instant since = clock.instant().minus(window);
        String trigger = "sync changes from last " + words(window);
        List<PollSince> requests = forEveryType(get(tenant, id).configuration(), (account, type) -> new PollSince(
                head(tenant, account), runs.queued(tenant, account, type, RunKind.WINDOW, trigger), type, since));
        wishes.send(requests);
        return requests.stream().map(PollSince::run).toList();
    }

    /** Tells both accounts' services that the configuration is another one. */
    List<ConfigurationChanged> changed(ConnectionConfiguration configuration) {
        List<ConfigurationChanged> told = new ArrayList<>();
        for (Side side : Side.values()) {
            told.add(new ConfigurationChanged(
                    head(configuration.tenant(), configuration.account(side)),
                    configuration.connection(),
                    configuration.version(),
                    List.of(configuration.accountA(), configuration.accountB())));
        }
        return told;
    }

    /** Lists all records of one type. */
    ListRecords listing(ConnectionConfiguration configuration, Side side, String type, String trigger) {
        return listing(configuration.tenant(), configuration.account(side), type, trigger);
    }

    private ListRecords listing(TenantId tenant, AccountId account, String type, String trigger) {
        String run = runs.queued(tenant, account, type, RunKind.LISTING, trigger);
        return new ListRecords(head(tenant, account), run, type);
    }

    private List<ListRecords> listings(ConnectionConfiguration configuration, String trigger) {
        return forEveryType(
                configuration, (account, type) -> listing(configuration.tenant(), account, type, trigger));
    }

    private static <T> List<T> forEveryType(
            ConnectionConfiguration configuration, BiFunction<AccountId, String, T> request) {
        List<T> requests = new ArrayList<>();
        for (Side side : Side.values()) {
            for (ObjectSync sync : configuration.objects()) {
                requests.add(request.apply(configuration.account(side), sync.type(side)));
            }
        }
        return requests;
    }

    private AccountEntity connected(TenantId tenant, String field, String id) {
        AccountEntity account = AccountEntity.of(tenant.value(), id)
                .orElseThrow(() -> Refusal.of(field, "there is no such account"));
        return switch (Account.State.valueOf(account.state)) {
            case CONNECTED -> account;
            case CONNECTING ->
                throw Refusal.notNow("Account " + id + " is still being checked. Try again in a moment.");
            case NEEDS_RECONNECT, PAUSED ->
                throw Refusal.notNow("Account " + id + " cannot be used now: " + account.stateReason);
        };
    }

    private MessageHead head(TenantId tenant, AccountId account) {
        return heads.now(tenant, account, Cause.of(Cause.Kind.REQUEST));
    }

    private Found found(ConnectionEntity entity) {
        return new Found(entity, codec.decodeConfiguration(entity.configuration));
    }

    private static String words(Duration window) {
        if (window.equals(Duration.ofDays(1))) {
            return "day";
        }
        return window.toHours() > 0 ? window.toHours() + " hours" : window.toMinutes() + " minutes";
    }
}
