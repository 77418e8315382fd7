package io.bothways.merge.emit;

import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.record.FieldValue;
import io.bothways.merge.batch.Columns;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.Patience;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.mirror.Echo;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.merge.work.LostValue;
import io.bothways.merge.work.Untold;
import io.bothways.merge.work.Workspace;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.messages.Outgoing;
import io.bothways.runtime.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes a decided batch and tells it: a constant number of statements, whatever the batch's size. */
public final class Emitter {
    private final MirrorStore mirror;
    private final LinkStore links;
    private final CommandStore commands;
    private final WaitStore waits;
    private final Gates gates;
    private final Outbox outbox;
    private final EventSender sender;
    private final Messages messages;
    private final Codec codec;

    public Emitter(MirrorStore mirror, LinkStore links, CommandStore commands, WaitStore waits, Gates gates,
            Outbox outbox, EventSender sender, Codec codec, MessageHeads heads) {
        this.mirror = mirror;
        this.links = links;
        this.commands = commands;
        this.waits = waits;
        this.gates = gates;
        this.outbox = outbox;
        this.sender = sender;
        this.codec = codec;
        this.messages = new Messages(codec, heads);
    }

    /** Writes everything in the batch's transaction. */
    public Untold write(Connection transaction, Workspace workspace) throws SQLException {
        mirror.write(transaction, workspace.records(), workspace.syncs());
        links.write(transaction, workspace.links().all());
        waits.add(transaction, workspace.edges());
        waits.remove(transaction, workspace.edgesOver());
        writeLost(transaction, workspace.lostValues());
        gates.finished(transaction, workspace.batch().changes().stream()
                .filter(ChangeEvent.ListingFinished.class::isInstance)
                .map(ChangeEvent.ListingFinished.class::cast)
                .toList());
        List<Outgoing> untold = new ArrayList<>(commands.store(transaction, workspace.departures()));
        untold.addAll(messages.mirrored(workspace));
        untold.addAll(messages.rereads(workspace));
        List<Outgoing> told = new ArrayList<>(messages.linksChanged(workspace));
        told.addAll(messages.conflictsDecided(workspace));
        told.addAll(messages.fieldsStopped(workspace));
        told.addAll(messages.putBacksAnswered(workspace));
        List<Outbox.Entry> stored = outbox.store(transaction, told);
        return () -> tell(stored, untold);
    }

    /** What is to be told of readings that held what the mirror holds. */
    public Untold echoed(List<Echo> echoes) {
        List<Outgoing> messages = this.messages.echoed(echoes);
        return () -> tell(List.of(), messages);
    }

    private void writeLost(Connection transaction, List<LostValue> lostValues) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text", "text");
        for (LostValue lost : lostValues) {
            LinkKey key = lost.link();
            FieldValue value = lost.lost();
            rows.add(key.tenant().value(), key.connection().value(), key.object(), key.link(), lost.mapping(),
                    lost.winner().name(), codec.fields(Map.of(lost.mapping(), value)), lost.rule());
        }
        rows.update(transaction, "INSERT INTO merge.lost_value (tenant, connection, object, link, mapping, winner,"
                + " lost, rule) SELECT * FROM {rows}");
    }

    /** Goes on trying while Kafka or the database is away, because nobody else would. */
    private void tell(List<Outbox.Entry> stored, List<Outgoing> messages) {
        Patience.untilDone("publish a merged batch", () -> {
            CompletableFuture<Void> sent = sender.send(messages);
            outbox.publish(stored);
            sent.join();
            return true;
        });
    }

    /** Tells one thing at once. */
    public void tell(Activity activity) {
        sender.sendAndWait(List.of(messages.activity(activity)));
    }
}
