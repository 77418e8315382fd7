package io.bothways.writer.account;

import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.messages.Persistence;
import io.bothways.runtime.registry.Registry;
import io.bothways.writer.WriteFlow;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.lease.Leases;
import io.bothways.writer.settle.Settlement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What every worker works with. */
@ApplicationScoped
class Desk {
    private final WriteFlow flow;
    private final Backlog backlog;
    private final Leases leases;
    private final Apps apps;
    private final Registry registry;
    private final Settlement settlement;
    private final MessageHeads heads;
    private final Persistence persistence;
    private final WriterConfig config;
    private final Clock clock;

    Desk(
            WriteFlow flow,
            Backlog backlog,
            Leases leases,
            Apps apps,
            Registry registry,
            Settlement settlement,
            MessageHeads heads,
            Persistence persistence,
            WriterConfig config,
            Clock clock) {
        this.flow = flow;
        this.backlog = backlog;
        this.leases = leases;
        this.apps = apps;
        this.registry = registry;
        this.settlement = settlement;
        this.heads = heads;
        this.persistence = persistence;
        this.config = config;
        this.clock = clock;
    }

    WriteFlow flow() {
        return flow;
    }

    Backlog backlog() {
        return backlog;
    }

    Leases leases() {
        return leases;
    }

    Apps apps() {
        return apps;
    }

    Registry registry() {
        return registry;
    }

    Settlement settlement() {
        return settlement;
    }

    MessageHeads heads() {
        return heads;
    }

    Persistence persistence() {
        return persistence;
    }

    WriterConfig config() {
        return config;
    }

    Clock clock() {
        return clock;
    }
}
