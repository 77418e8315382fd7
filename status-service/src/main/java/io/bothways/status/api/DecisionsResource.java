package io.bothways.status.api;

import io.bothways.contracts.event.Request.Choice;
import io.bothways.status.access.Caller;
import io.bothways.status.decisions.Conflicts;
import io.bothways.status.decisions.Conflicts.Conflict;
import io.bothways.status.decisions.Decisions;
import io.bothways.status.decisions.HeldDeletes;
import io.bothways.status.decisions.HeldDeletes.Batch;
import io.bothways.status.registry.Connections;
import io.bothways.status.registry.Connections.Found;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a person may decide: fields that both sides changed, and deletes that are held. */
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
@RunOnVirtualThread
public class DecisionsResource {
    private final Connections connections;
    private final Conflicts conflicts;
    private final HeldDeletes heldDeletes;
    private final Decisions decisions;
    private final Caller caller;

    DecisionsResource(
            Connections connections,
            Conflicts conflicts,
            HeldDeletes heldDeletes,
            Decisions decisions,
            Caller caller) {
        this.connections = connections;
        this.conflicts = conflicts;
        this.heldDeletes = heldDeletes;
        this.decisions = decisions;
        this.caller = caller;
    }

    /** @param choice what the field shall hold: what one side holds, or the value that lost its last conflict */
    public record FieldDecision(
            @Schema(enumeration = {"side_a", "side_b", "put_back"}) @Nullable String choice) {}

    /** @param decision let exactly these deletes go out, once; or keep the records as they are */
    public record DeletesDecision(@Schema(enumeration = {"approve", "decline"}) @Nullable String decision) {}

    /** The decision is on its way; the record's state tells what came of it. */
    public record Asked(String message) {}

    private enum Answer {
        APPROVE,
        DECLINE
    }

    @GET
    @Path("{id}/conflicts")
    @Operation(summary = "The last conflict of each field, as a rule decided it, and the value that lost; newest first")
    public List<Conflict> conflicts(
            @PathParam("id") String id,
            @Parameter(description = "id of the last conflict of the page before") @QueryParam("after")
                    @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Found found = connections.get(caller.tenant(), id);
        return conflicts.find(
                caller.tenant(),
                found.configuration().connection(),
                Wanted.number("after", after, Long.MAX_VALUE, 1, Long.MAX_VALUE),
                Wanted.limit("limit", limit, 100, 1000));
    }

    @POST
    @Path("{id}/records/{object}/{link}/fields/{mapping}/decision")
    @Operation(summary = "Decides a field: one side's value on both, or the value that lost its last conflict;"
            + " where somebody has edited the field since, that edit stands and nothing is put back")
    public Response decide(
            @PathParam("id") String id,
            @PathParam("object") String object,
            @PathParam("link") String link,
            @Parameter(description = "name of the mapping") @PathParam("mapping") String mapping,
            @Nullable FieldDecision decision) {
        Choice choice = Wanted.word("choice", Wanted.body(decision).choice(), Choice.class);
        decisions.field(
                caller.tenant(),
                id,
                Wanted.text("object", object),
                Wanted.text("link", link),
                Wanted.text("mapping", mapping),
                choice);
        return asked(switch (choice) {
            case SIDE_A -> "Side A's value is asked for on both sides.";
            case SIDE_B -> "Side B's value is asked for on both sides.";
            case PUT_BACK -> "The losing value is asked for.";
        });
    }

    @GET
    @Path("{id}/held-deletes")
    @Operation(summary = "Deletes that wait for a person, because there are so many at once; by batch, newest first")
    public List<Batch> heldDeletes(@PathParam("id") String id) {
        Found found = connections.get(caller.tenant(), id);
        return heldDeletes.open(caller.tenant(), found.configuration().connection());
    }

    @POST
    @Path("{id}/held-deletes/{batch}")
    @Operation(summary = "Approves or declines exactly these deletes; of a batch that has changed since, none")
    public Response decideDeletes(
            @PathParam("id") String id,
            @Parameter(description = "name of the batch; the link of a record that was deleted on one side and edited"
                            + " on the other")
                    @PathParam("batch")
                    String batch,
            @Nullable DeletesDecision decision) {
        Answer answer = Wanted.word("decision", Wanted.body(decision).decision(), Answer.class);
        decisions.deletes(caller.tenant(), id, Wanted.text("batch", batch), answer == Answer.APPROVE);
        return asked(switch (answer) {
            case APPROVE -> "The deletes are approved.";
            case DECLINE -> "The deletes are declined: the records stay.";
        });
    }

    private static Response asked(String words) {
        return Response.accepted(new Asked(words)).build();
    }
}
