package io.bothways.status.api;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.runtime.budget.Budgets;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.registry.AccountSettings;
import io.bothways.status.StatusConfig;
import io.bothways.status.access.Caller;
import io.bothways.status.api.SettingsForm.SettingsRequest;
import io.bothways.status.api.SettingsForm.SettingsView;
import io.bothways.status.registry.AccountEntity;
import io.bothways.status.registry.AccountHealth;
import io.bothways.status.registry.AccountHealth.Condition;
import io.bothways.status.registry.AccountHealth.Pushes;
import io.bothways.status.registry.Accounts;
import io.bothways.status.registry.Accounts.AccountChange;
import io.bothways.status.registry.Accounts.NewAccount;
import io.bothways.status.registry.Offers;
import io.bothways.status.registry.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connected app instances. Credentials go in and never come out. */
@Path("/api/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
@RunOnVirtualThread
public class AccountsResource {
    private static final int LONGEST_ADDRESS = 2000;
    /** Private keys are a few thousand characters. */
    private static final int LONGEST_SECRET = 16_000;

    private final Accounts accounts;
    private final Offers offers;
    private final Budgets budgets;
    private final AccountHealth health;
    private final Caller caller;
    private final Codec codec;
    private final StatusConfig config;
    private final Clock clock;

    AccountsResource(
            Accounts accounts,
            Offers offers,
            Budgets budgets,
            AccountHealth health,
            Caller caller,
            Codec codec,
            StatusConfig config,
            Clock clock) {
        this.accounts = accounts;
        this.offers = offers;
        this.budgets = budgets;
        this.health = health;
        this.caller = caller;
        this.codec = codec;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What connects an app instance.
     *
     * @param connector which app
     * @param baseUrl where it lives; the app's usual address if absent
     * @param credentials for example {@code access_token}, or {@code client_id} and {@code client_secret}
     */
    public record AccountRequest(
            @Nullable String name,
            @Nullable String connector,
            @Nullable String baseUrl,
            @Nullable Map<String, String> credentials,
            @Nullable String webhookSecret,
            @Nullable SettingsRequest settings) {}

    /** What is absent stays as it is. */
    public record AccountChangeRequest(
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable Map<String, String> credentials,
            @Nullable String webhookSecret,
            @Nullable SettingsRequest settings) {}

    /** @param reason stands with every record whose write was given up */
    public record PurgeRequest(@Nullable String reason) {}

    /**
     * An account as it is told.
     *
     * @param pushes what the app pushes because it was asked to; absent where a person sets that up in the app
     */
    public record AccountView(
            String id,
            String name,
            String connector,
            String app,
            String baseUrl,
            String state,
            String stateReason,
            String identity,
            String identityLabel,
            String apiVersion,
            String webhookUrl,
            SettingsView settings,
            Optional<Instant> parkedUntil,
            Optional<String> failure,
            Optional<Pushes> pushes,
            List<ObjectView> objects,
            Instant createdAt) {}

    /** An object type of the app. */
    public record ObjectView(String type, String label, String kind, int fields) {}

    @GET
    @Operation(summary = "The tenant's accounts")
    public List<AccountView> list() {
        Map<AccountId, Condition> conditions = health.conditions(caller.tenant());
        return accounts.of(caller.tenant()).stream()
                .map(account -> view(account, conditions))
                .toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One account")
    public AccountView get(@PathParam("id") String id) {
        return view(accounts.get(caller.tenant(), id), health.conditions(caller.tenant()));
    }

    @GET
    @Path("{id}/budgets")
    @Operation(summary = "What is used and left of the app's limits, and when it will run out")
    public List<BudgetView> budgets(@PathParam("id") String id) {
        AccountEntity account = accounts.get(caller.tenant(), id);
        return budgets.forecasts(account.connector, account.identity, new AccountId(account.id)).stream()
                .map(BudgetView::of)
                .toList();
    }

    @GET
    @Path("{id}/objects")
    @Operation(summary = "The app's object types with their fields, as mappings name them; with type, that one alone")
    public String objects(@PathParam("id") String id, @QueryParam("type") @Nullable String type) {
        List<ObjectSchema> schemas = codec.decodeSchemas(accounts.get(caller.tenant(), id).objectSchemas);
        return codec.schemas(schemas.stream()
                .filter(schema -> type == null || schema.type().equals(type))
                .toList());
    }

    @POST
    @Operation(summary = "Connect an app instance; its state is CONNECTING until the app has answered")
    public Response create(@Nullable AccountRequest request) {
        AccountRequest wished = Wanted.body(request);
        NewAccount account = new NewAccount(
                Wanted.text("name", wished.name()),
                Wanted.text("connector", wished.connector()),
                baseUrl(wished.baseUrl()),
                credentials(wished.credentials()),
                webhookSecret(wished.webhookSecret()),
                SettingsForm.change(wished.settings()).apply(AccountSettings.DEFAULT));
        AccountEntity created = accounts.create(caller.tenant(), account);
        return Response.status(201).entity(view(created, Map.of())).build();
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Rename an account, change its settings, tell it that its app has moved, or reconnect it")
    public AccountView change(@PathParam("id") String id, @Nullable AccountChangeRequest request) {
        AccountChangeRequest wished = Wanted.body(request);
        AccountChange change = new AccountChange(
                Optional.ofNullable(wished.name()).map(name -> Wanted.text("name", name)),
                baseUrl(wished.baseUrl()),
                Optional.ofNullable(wished.credentials()).map(AccountsResource::credentials),
                webhookSecret(wished.webhookSecret()),
                SettingsForm.change(wished.settings()));
        return view(accounts.change(caller.tenant(), id, change), health.conditions(caller.tenant()));
    }

    @POST
    @Path("{id}/retry")
    @Operation(summary = "Try every write now that waits for its next try, and decide again what the app refused")
    public Response retry(@PathParam("id") String id) {
        accounts.retry(caller.tenant(), id);
        return Response.accepted().build();
    }

    @POST
    @Path("{id}/purge")
    @Operation(summary = "Give up every write that waits in the account's backlog; needs a reason")
    public Response purge(@PathParam("id") String id, @Nullable PurgeRequest request) {
        accounts.purge(caller.tenant(), id, Wanted.text("reason", Wanted.body(request).reason()));
        return Response.accepted().build();
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Make no calls to the app until the account is resumed; changes are caught up then")
    public AccountView pause(@PathParam("id") String id) {
        return view(accounts.pause(caller.tenant(), id, true), health.conditions(caller.tenant()));
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "End the pause of an account")
    public AccountView resume(@PathParam("id") String id) {
        return view(accounts.pause(caller.tenant(), id, false), health.conditions(caller.tenant()));
    }

    private static Optional<String> baseUrl(@Nullable String given) {
        return Wanted.optionalText("base_url", given, LONGEST_ADDRESS);
    }

    private static Optional<String> webhookSecret(@Nullable String given) {
        return Wanted.optionalText("webhook_secret", given, LONGEST_SECRET);
    }

    private static Map<String, String> credentials(@Nullable Map<String, String> given) {
        if (given == null || given.isEmpty()) {
            throw Refusal.of("credentials", "is required");
        }
        given.forEach((member, value) -> {
            if (value == null) {
                throw Refusal.of("credentials." + member, "must be text");
            }
            if (value.length() > LONGEST_SECRET) {
                throw Refusal.of("credentials." + member, "must not be longer than " + LONGEST_SECRET + " characters");
            }
        });
        return given;
    }

    private AccountView view(AccountEntity account, Map<AccountId, Condition> conditions) {
        Optional<Condition> condition = Optional.ofNullable(conditions.get(new AccountId(account.id)));
        List<ObjectSchema> schemas = codec.decodeSchemas(account.objectSchemas);
        return new AccountView(
                account.id,
                account.name,
                account.connector,
                offers.label(account.connector),
                account.baseUri,
                account.state,
                account.stateReason,
                account.identity,
                account.identityLabel,
                account.apiVersion,
                config.webhookUrl() + "/webhooks/" + account.webhookKey,
                SettingsForm.view(AccountSettings.parse(account.settings)),
                condition.flatMap(Condition::parkedUntil).filter(until -> until.isAfter(clock.instant())),
                condition.flatMap(Condition::failure),
                condition.flatMap(Condition::pushes),
                schemas.stream()
                        .map(schema -> new ObjectView(
                                schema.type(), schema.label(), schema.kind(), schema.fields().size()))
                        .toList(),
                account.createdAt);
    }
}
