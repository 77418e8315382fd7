package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.batch.RecordKey;
import io.bothways.merge.link.Link;
import io.bothways.simulation.app.AppLog.Removed;
import io.bothways.simulation.app.AppRecord;
import io.bothways.simulation.app.Change.Author;
import io.bothways.simulation.memory.MemoryStore;
import io.bothways.simulation.service.ModelRemovals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Watches every delete that we carry out: it needs a deleted counterpart, a policy, and room within the brake. */
public final class RemovalJudge {
    private record Group(LinkKey object, Side target) {}

    private final MemoryStore store;
    private final Function<RecordRef, Optional<AppRecord>> apps;
    private final Function<String, Optional<WriteCommand>> commands;
    private final Function<String, Decided> decided;
    private final Function<LinkKey, Optional<Long>> approvedAt;
    private final Ways ways;
    private final Map<Group, Map<AppRecord, Removed>> unapproved = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param approvedAt when a person last approved that the record of a link is deleted */
    public RemovalJudge(MemoryStore store, Function<RecordRef, Optional<AppRecord>> apps,
            Function<String, Optional<WriteCommand>> commands, Function<String, Decided> decided,
            Function<LinkKey, Optional<Long>> approvedAt, Ways ways) {
        this.ways = ways;
        this.store = store;
        this.apps = apps;
        this.commands = commands;
        this.decided = decided;
        this.approvedAt = approvedAt;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** Something was deleted in an app. */
    public void removed(Removed removed) {
        if (removed.author() != Author.ENGINE) {
            return;
        }
        CommandHead head = commands.apply(removed.command()).orElseThrow().head();
        Link link = store.link(LinkKey.of(head)).orElseThrow();
        Optional<AppRecord> source = link.record(head.side().other()).map(RecordKey::ref).flatMap(apps);
        Decided known = decided.apply(removed.command());
        boolean left = source.isPresent() && hasLeft(link, head.side().other(), source.get(), known.readAt());
        if (!left && !(link.sync().object().deletedOn(head.side().other()) instanceof OnDelete.Delete)) {
            add(removed, "although deletes are not carried");
        }
        boolean gone = source.isPresent() && source.get().versions().stream()
                .anyMatch(version -> version.deleted() && version.at() > known.readAt());
        if (!left && (!gone || known.heirTold())) {
            add(removed, "although its counterpart was there");
        }
        if (approvedAt.apply(link.key()).isEmpty()) {
            Map<AppRecord, Removed> together = unapproved.computeIfAbsent(
                    new Group(link.key().sibling(""), head.side()), any -> new HashMap<>());
            together.put(removed.record(), removed);
            // What somebody has put back since is not gone by us, even if somebody deleted it again.
            together.values().removeIf(earlier -> earlier.record().stoodAfter(earlier.at()));
            if (together.size() > ModelRemovals.BRAKE.records()) {
                add(removed, "past the brake");
            }
        }
    }

    /** Whether the record was out of a scope whose leaving deletes, when it was last read or since. */
    private boolean hasLeft(Link link, Side side, AppRecord source, long readAt) {
        List<AppRecord.Version> since = new ArrayList<>(source.versions().stream()
                .filter(version -> version.at() > readAt)
                .toList());
        source.at(readAt).ifPresent(since::add);
        return since.stream().anyMatch(version -> ScopeJudge.missed(ways, link.key(), side, source, version)
                .filter(rule -> rule.onLeave() instanceof LeaveScope.Delete)
                .isPresent());
    }

    /** What the record's counterpart held when a person deleted it, and whether a person approved ours. */
    public Optional<Ground> decided(Removed removed) {
        CommandHead head = commands.apply(removed.command()).orElseThrow().head();
        return store.link(LinkKey.of(head)).map(link -> new Ground(
                link.record(head.side().other()).map(RecordKey::ref).flatMap(apps),
                approvedAt.apply(link.key())));
    }

    /**
     * Why we deleted a record.
     *
     * @param counterpart the record that was deleted first
     * @param approvedAt when a person approved it
     */
    public record Ground(Optional<AppRecord> counterpart, Optional<Long> approvedAt) {}

    private void add(Removed removed, String why) {
        findings.add(new Finding(Invariant.NO_RASH_DELETE, removed + " " + why));
    }
}
