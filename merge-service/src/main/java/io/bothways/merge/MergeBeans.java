package io.bothways.merge;

import io.bothways.merge.emit.CommandStore;
import io.bothways.merge.emit.Emitter;
import io.bothways.merge.emit.Sweeper;
import io.bothways.merge.gate.GateKeeper;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.merge.work.Reader;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.messages.EventSender;
import io.bothways.runtime.outbox.Outbox;
import io.bothways.runtime.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the merge together from plain classes. */
@Dependent
public class MergeBeans {
    @Produces
    @Singleton
    MergeMeters meters(MeterRegistry registry) {
        return new MergeMeters(registry);
    }

    @Produces
    @Singleton
    Gates gates() {
        return new Gates();
    }

    @Produces
    @Singleton
    Connections connections(Registry registry, Gates gates) {
        return new Connections(registry, gates);
    }

    @Produces
    @Singleton
    MirrorStore mirror(Codec codec, MergeConfig config) {
        return new MirrorStore(codec, config.phoneRegion());
    }

    @Produces
    @Singleton
    Outbox outbox(DataSource database, EventSender sender) {
        return new Outbox(database, "merge", sender);
    }

    @Produces
    @Singleton
    Emitter emitter(MirrorStore mirror, Gates gates, Outbox outbox, EventSender sender, Codec codec,
            MessageHeads heads) {
        return new Emitter(mirror, new LinkStore(codec), new CommandStore(codec), gates, outbox, sender, codec, heads);
    }

    @Produces
    @Singleton
    MergeFlow flow(DataSource database, Connections connections, Gates gates, MirrorStore mirror, Emitter emitter,
            Codec codec, MessageHeads heads, MergeMeters meters, MergeConfig config, Clock clock) {
        LinkStore links = new LinkStore(codec);
        return new MergeFlow(new Attempts(database, meters), connections, new Locks(gates, links, mirror),
                new Reader(mirror, links, clock), links, new CommandStore(codec), emitter, heads, meters,
                config.phoneRegion());
    }

    @Produces
    @Singleton
    GateKeeper gateKeeper(DataSource database, Gates gates, MirrorStore mirror, MergeFlow flow, Emitter emitter,
            MessageHeads heads, Clock clock) {
        return new GateKeeper(database, gates, mirror, flow, emitter::tell, heads, clock);
    }

    @Produces
    @Singleton
    Sweeper sweeper(DataSource database, Codec codec, Outbox outbox, EventSender sender, MergeFlow flow) {
        return new Sweeper(database, new CommandStore(codec), outbox, sender, flow);
    }
}
