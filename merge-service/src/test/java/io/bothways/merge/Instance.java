package io.bothways.merge;

import io.bothways.merge.decide.Grounds;
import io.bothways.merge.decide.LinkPlanner;
import io.bothways.merge.emit.CommandStore;
import io.bothways.merge.emit.Emitter;
import io.bothways.merge.emit.WaitStore;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.outbox.Outbox;
import io.bothways.runtime.registry.Registry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Further instances of the merge service, as far as they merge: each with a memory and a data source of its own. */
@Dependent
class Instance {
    private final Registry registry;
    private final EventSender sender;
    private final Codec codec;
    private final MessageHeads heads;
    private final Clock clock;

    Instance(Registry registry, EventSender sender, Codec codec, MessageHeads heads, Clock clock) {
        this.registry = registry;
        this.sender = sender;
        this.codec = codec;
        this.heads = heads;
        this.clock = clock;
    }

    /** One that has seen nothing yet. */
    MergeFlow on(DataSource database) {
        return on(database, new Gates());
    }

    /** One that remembers these open gates. */
    MergeFlow on(DataSource database, Gates gates) {
        MergeMeters meters = new MergeMeters(new SimpleMeterRegistry());
        MirrorStore mirror = new MirrorStore(codec, "US");
        LinkStore links = new LinkStore(codec);
        CommandStore commands = new CommandStore(codec);
        WaitStore waits = new WaitStore();
        Emitter emitter = new Emitter(mirror, links, commands, waits, gates, new Outbox(database, "merge", sender),
                sender, codec, heads);
        PostgresSession.Tables tables = new PostgresSession.Tables(gates, mirror, links, commands, waits, emitter, codec);
        Grounds grounds = new Grounds("US", LinkPlanner.CORE, () -> UUID.randomUUID().toString(), heads::epoch);
        return new MergeFlow(new PostgresSessions(database, tables, meters), new Connections(registry, gates)::current,
                grounds, meters, clock);
    }
}
