package io.bothways.status.api;

import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.LinkState;
import io.bothways.status.access.Caller;
import io.bothways.status.records.Records;
import io.bothways.status.records.Records.Query;
import io.bothways.status.records.Records.RecordState;
import io.bothways.status.registry.Connections;
import io.bothways.status.registry.Connections.Found;
import io.bothways.status.registry.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connections, the state of every record in them, and the wish to look now. */
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
@RunOnVirtualThread
public class ConnectionsResource {
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final int LONGEST_SEARCH = 200;

    private final Connections connections;
    private final Overview overview;
    private final Records records;
    private final Caller caller;

    ConnectionsResource(Connections connections, Overview overview, Records records, Caller caller) {
        this.connections = connections;
        this.overview = overview;
        this.records = records;
        this.caller = caller;
    }

    /**
     * @param a an account's id
     * @param b another account's id
     * @param objects what to keep in step, for example {@code contact}; absent: all that both have
     */
    public record ConnectionRequest(
            @Nullable String name, @Nullable String a, @Nullable String b, @Nullable List<String> objects) {}

    /**
     * @param window ISO duration: everything modified within it is read again
     * @param full everything is listed again
     */
    public record SyncRequest(@Nullable String window, @Nullable Boolean full) {}

    /** The runs that were started; they stand in the sync log. */
    public record SyncStarted(List<String> runs, String message) {}

    @GET
    @Operation(summary = "The tenant's connections")
    public List<ConnectionView> list() {
        TenantId tenant = caller.tenant();
        return connections.of(tenant).stream().map(found -> overview.of(tenant, found)).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One connection")
    public ConnectionView get(@PathParam("id") String id) {
        return overview.of(caller.tenant(), connections.get(caller.tenant(), id));
    }

    @POST
    @Operation(summary = "Keep two accounts in step; both sides are indexed before anything is written")
    public Response create(@Nullable ConnectionRequest request) {
        ConnectionRequest wished = Wanted.body(request);
        Found created = connections.create(
                caller.tenant(),
                Wanted.text("name", wished.name()),
                Wanted.text("a", wished.a()),
                Wanted.text("b", wished.b()),
                objects(wished.objects()));
        return Response.status(201).entity(overview.of(caller.tenant(), created)).build();
    }

    @GET
    @Path("{id}/records")
    @Operation(summary = "The state of every record, and why it is not in step; ordered by object and link")
    public List<RecordState> records(
            @PathParam("id") String id,
            @QueryParam("object") @Nullable String object,
            @Parameter(description = "states with commas between") @QueryParam("state") @Nullable String state,
            @Parameter(description = "part of the title, or an id of either side") @QueryParam("q")
                    @Nullable String text,
            @Parameter(description = "object and link of the last record of the page before, with a colon between")
                    @QueryParam("after")
                    @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Found found = connections.get(caller.tenant(), id);
        String[] last = Wanted.optionalText("after", after, 1000).orElse(":").split(":", 2);
        if (last.length < 2) {
            throw Refusal.of("after", "must be the object and the link of a record with a colon between");
        }
        Query query = new Query(
                Wanted.optionalText("object", object, LONGEST_SEARCH).orElse(""),
                Wanted.codes("state", state, LinkState.State.class),
                Wanted.optionalText("q", text, LONGEST_SEARCH).orElse(""),
                last[0],
                last[1],
                Wanted.limit("limit", limit, 100, 1000));
        return records.find(caller.tenant(), found.configuration().connection(), query);
    }

    @POST
    @Path("{id}/sync")
    @Operation(summary = "Look now: changes of a window, or everything")
    public Response sync(@PathParam("id") String id, @Nullable SyncRequest request) {
        SyncRequest wished = Wanted.body(request);
        boolean full = Boolean.TRUE.equals(wished.full());
        if (full && wished.window() != null) {
            throw Refusal.of("window", "does not go with full");
        }
        if (full) {
            return started(connections.syncAll(caller.tenant(), id), "Full sync has begun");
        }
        Duration window = Wanted.duration("window", wished.window(), SHORTEST_WINDOW, LONGEST_WINDOW)
                .orElseThrow(() -> Refusal.of("window", "is required (for example P1D), or full: true"));
        return started(connections.syncWindow(caller.tenant(), id, window), "Sync of changes has begun");
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Write nothing for the connection until it is resumed; reading and merging go on")
    public ConnectionView pause(@PathParam("id") String id) {
        return overview.of(caller.tenant(), connections.pause(caller.tenant(), id, true));
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "End the pause of a connection: what was decided meanwhile is written")
    public ConnectionView resume(@PathParam("id") String id) {
        return overview.of(caller.tenant(), connections.pause(caller.tenant(), id, false));
    }

    private static Response started(List<String> runs, String words) {
        return Response.accepted(new SyncStarted(runs, words + ": " + String.join(", ", runs)))
                .build();
    }

    private static List<String> objects(@Nullable List<@Nullable String> given) {
        if (given == null) {
            return List.of();
        }
        return given.stream().map(object -> Wanted.text("objects", object)).toList();
    }
}
