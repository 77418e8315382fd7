package io.bothways.status.api;

import io.bothways.contracts.TenantId;
import io.bothways.status.StatusConfig;
import io.bothways.status.access.Caller;
import io.bothways.status.feed.Feed;
import io.bothways.status.feed.Feed.Entry;
import io.bothways.status.registry.Accounts;
import io.bothways.status.registry.Connections;
import io.bothways.status.runs.Runs;
import io.bothways.status.runs.Runs.LastPoll;
import io.bothways.status.runs.Runs.Run;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happens: the sync log, the live list, the operator's settings that explain the pace. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activity")
public class ActivityResource {
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final int BEATS_OF_SILENCE = 30;
    private static final int PAGE = 100;

    private final Runs runs;
    private final Feed feed;
    private final Accounts accounts;
    private final Connections connections;
    private final Caller caller;
    private final StatusConfig config;

    ActivityResource(
            Runs runs, Feed feed, Accounts accounts, Connections connections, Caller caller, StatusConfig config) {
        this.runs = runs;
        this.feed = feed;
        this.accounts = accounts;
        this.connections = connections;
        this.caller = caller;
        this.config = config;
    }

    /** The pace that the operator has set. */
    public record SettingsView(Duration pollFloor, Duration settleDelay) {}

    @GET
    @Path("sync-log")
    @RunOnVirtualThread
    @Operation(summary = "What ran: listings, window syncs, polls that found something")
    public List<Run> syncLog(
            @QueryParam("account") @Nullable String account,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("limit") @Nullable String limit) {
        TenantId tenant = caller.tenant();
        List<String> named = List.of();
        if (account != null) {
            named = List.of(accounts.get(tenant, account).id);
        } else if (connection != null) {
            var configuration = connections.get(tenant, connection).configuration();
            named = List.of(
                    configuration.accountA().value(), configuration.accountB().value());
        }
        return runs.latest(tenant, named, Wanted.limit("limit", limit, PAGE, 1000));
    }

    @GET
    @Path("polls")
    @RunOnVirtualThread
    @Operation(summary = "When each object was last polled, when it will be next, and why then")
    public List<LastPoll> polls() {
        return runs.lastPolls(caller.tenant());
    }

    @GET
    @Path("activity")
    @RunOnVirtualThread
    @Operation(summary = "The newest entries of the live list, oldest first")
    public List<Entry> activity(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        return feed.after(
                caller.tenant(),
                Wanted.number("after", after, 0, 0, Long.MAX_VALUE),
                Wanted.limit("limit", limit, PAGE, 1000));
    }

    @GET
    @Path("activity/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "The live list as server-sent events: a list of new entries each, at most twice a second")
    public Multi<OutboundSseEvent> stream(
            @QueryParam("after") @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context Sse events) {
        TenantId tenant = caller.tenant();
        // A browser that reconnects says by itself what it has seen.
        AtomicLong seen = new AtomicLong(
                Wanted.number("after", last == null ? after : last, 0, 0, Long.MAX_VALUE));
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(tick -> event(events, newEntries(tenant, seen), tick))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    @GET
    @Path("settings")
    @Operation(summary = "The pace that the operator has set")
    public SettingsView settings() {
        return new SettingsView(config.poll().floor(), config.settleDelay());
    }

    private static Optional<OutboundSseEvent> event(Sse events, List<Entry> entries, long tick) {
        if (!entries.isEmpty()) {
            return Optional.of(events.newEventBuilder()
                    .id(Long.toString(entries.getLast().id()))
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(entries)
                    .build());
        }
        // A word now and then: proxies keep the connection, and a client that has gone is noticed.
        return tick % BEATS_OF_SILENCE == 0
                ? Optional.of(events.newEventBuilder().comment("still here").build())
                : Optional.empty();
    }

    private List<Entry> newEntries(TenantId tenant, AtomicLong seen) {
        List<Entry> entries = feed.after(tenant, seen.get(), PAGE);
        if (!entries.isEmpty()) {
            seen.set(entries.getLast().id());
        }
        return entries;
    }
}
