package io.bothways.merge;

import io.bothways.merge.decide.Grounds;
import io.bothways.merge.decide.LinkPlanner;
import io.bothways.core.pair.DeleteBrake;
import io.bothways.merge.emit.CommandStore;
import io.bothways.merge.emit.Emitter;
import io.bothways.merge.emit.Sweeper;
import io.bothways.merge.emit.WaitStore;
import io.bothways.merge.gate.GateKeeper;
import io.bothways.merge.gate.Gates;
import io.bothways.merge.intake.Retries;
import io.bothways.merge.link.LinkStore;
import io.bothways.merge.mirror.MirrorStore;
import io.bothways.merge.remove.RemovalRound;
import io.bothways.merge.remove.RemovalStore;
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
import java.util.UUID;
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
        return new Emitter(mirror, new LinkStore(codec), new CommandStore(codec), new WaitStore(), gates, outbox,
                sender, codec, heads);
    }

    @Produces
    @Singleton
    MergeFlow flow(DataSource database, Connections connections, Gates gates, MirrorStore mirror, Emitter emitter,
            Codec codec, MessageHeads heads, MergeMeters meters, MergeConfig config, Clock clock) {
        PostgresSession.Tables tables = new PostgresSession.Tables(
                gates, mirror, new LinkStore(codec), new CommandStore(codec), new WaitStore(), emitter, codec);
        Grounds grounds = new Grounds(
                config.phoneRegion(), LinkPlanner.CORE, () -> UUID.randomUUID().toString(), heads::epoch);
        return new MergeFlow(
                new PostgresSessions(database, tables, meters), connections::current, grounds, meters, clock);
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
        return new Sweeper(database, new CommandStore(codec), new WaitStore(), outbox, sender, flow);
    }

    @Produces
    @Singleton
    Retries retries(DataSource database, Codec codec, Connections connections, MergeFlow flow) {
        return new Retries(database, new LinkStore(codec), connections, flow);
    }

    @Produces
    @Singleton
    RemovalRound removals(DataSource database, MergeFlow flow, Emitter emitter, MessageHeads heads, MergeConfig config,
            Clock clock) {
        return new RemovalRound(new RemovalStore(database), flow, emitter::tell, heads::now,
                new RemovalRound.Pace(config.combineHorizon(), config.deleteWindow(), DeleteBrake.STANDARD), clock);
    }
}
