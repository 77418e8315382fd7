package io.bothways.status.decisions;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.Request.Choice;
import io.bothways.contracts.event.Request.DecideDeletes;
import io.bothways.contracts.event.Request.DecideField;
import io.bothways.runtime.MessageHeads;
import io.bothways.status.decisions.HeldDeletes.Batch;
import io.bothways.status.records.Records;
import io.bothways.status.registry.Connections;
import io.bothways.status.registry.Refusal;
import io.bothways.status.registry.Wishes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person decides, asked of merge. It looks again, under its locks, whether the decision still fits. */
@ApplicationScoped
public class Decisions {
    private final Connections connections;
    private final Records records;
    private final Conflicts conflicts;
    private final HeldDeletes heldDeletes;
    private final Wishes wishes;
    private final MessageHeads heads;

    Decisions(
            Connections connections,
            Records records,
            Conflicts conflicts,
            HeldDeletes heldDeletes,
            Wishes wishes,
            MessageHeads heads) {
        this.connections = connections;
        this.records = records;
        this.conflicts = conflicts;
        this.heldDeletes = heldDeletes;
        this.wishes = wishes;
        this.heads = heads;
    }

    /** One field of a link: an open conflict, a listed difference, a held field, or one to put back. */
    @Transactional
    public void field(TenantId tenant, String id, String object, String link, String mapping, Choice choice) {
        ConnectionConfiguration configuration = connections.get(tenant, id).configuration();
        ObjectSync sync = configuration.object(object)
                .filter(any -> records.knows(tenant, configuration.connection(), object, link))
                .orElseThrow(() -> Refusal.notFound("record"));
        if (sync.mappings().stream().map(Mapping::name).noneMatch(mapping::equals)) {
            throw Refusal.notFound("field");
        }
        if (choice == Choice.PUT_BACK) {
            conflicts.putBackAsked(tenant, configuration.connection(), object, link, mapping);
        }
        wishes.send(List.of(new DecideField(
                head(configuration, Side.A), configuration.connection(), object, link, mapping, choice)));
    }

    /**
     * Exactly one batch that is held, or one pair whose delete an edit beat.
     *
     * @param batch the batch's name; for a pair its link
     */
    @Transactional
    public void deletes(TenantId tenant, String id, String batch, boolean approved) {
        ConnectionConfiguration configuration = connections.get(tenant, id).configuration();
        Optional<Batch> held = heldDeletes.named(tenant, configuration.connection(), batch);
        if (held.isPresent()) {
            if (!heldDeletes.decided(tenant, configuration.connection(), batch, approved)) {
                throw Refusal.notNow("These deletes have been decided already.");
            }
            wishes.send(List.of(
                    decide(configuration, held.get().object(), held.get().side(), batch, approved)));
            return;
        }
        String object = records.inReview(tenant, configuration.connection(), batch, "EDIT_BEATS_DELETE")
                .orElseThrow(() -> Refusal.notFound("batch"));
        // Nobody has told which of the pair's records was deleted; merge takes the one that fits.
        wishes.send(Arrays.stream(Side.values())
                .map(side -> decide(configuration, object, side, batch, approved))
                .toList());
    }

    private DecideDeletes decide(
            ConnectionConfiguration configuration, String object, Side side, String batch, boolean approved) {
        return new DecideDeletes(
                head(configuration, side), configuration.connection(), object, side, batch, approved);
    }

    private MessageHead head(ConnectionConfiguration configuration, Side side) {
        return heads.now(configuration.tenant(), configuration.account(side), Cause.of(Cause.Kind.REQUEST));
    }
}
