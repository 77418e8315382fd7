package io.bothways.writer;

import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.Outcome;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.messages.Persistence;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.batch.ReadBackGroups.Group;
import io.bothways.writer.call.BatchCall;
import io.bothways.writer.call.MadeMeanwhile;
import io.bothways.writer.call.ReadBack;
import io.bothways.writer.call.TargetCheck;
import io.bothways.writer.call.UnknownOutcomes;
import io.bothways.writer.call.Verdict.Judged;
import io.bothways.writer.call.Verdict;
import io.bothways.writer.lease.Lease;
import io.bothways.writer.settle.Conclusion;
import io.bothways.writer.settle.Conclusions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A batch's way through the writer. What a paused connection wants waits on. What was decided under another
 * configuration, or on a target that has changed since, goes back to merge, and so does what somebody has made by now.
 * The intent of the rest is stored, then the call is made, if the account is still ours. Each command's outcome is read
 * out of the answer; what the app has not told is read back; what is not known is looked up. Every outcome becomes a
 * result.
 */
@ApplicationScoped
public class WriteFlow {
    /** What a lease must still last for a call to be started: the way from the last look to the wire. */
    static final Duration MARGIN = Duration.ofMillis(500);

    private final TargetCheck check;
    private final MadeMeanwhile made;
    private final Backlog backlog;
    private final BatchCall call;
    private final ReadBack readBack;
    private final UnknownOutcomes unknown;
    private final Conclusions conclusions;
    private final Persistence persistence;
    private final Clock clock;

    WriteFlow(
            TargetCheck check,
            MadeMeanwhile made,
            Backlog backlog,
            BatchCall call,
            ReadBack readBack,
            UnknownOutcomes unknown,
            Conclusions conclusions,
            Persistence persistence,
            Clock clock) {
        this.check = check;
        this.made = made;
        this.backlog = backlog;
        this.call = call;
        this.readBack = readBack;
        this.unknown = unknown;
        this.conclusions = conclusions;
        this.persistence = persistence;
        this.clock = clock;
    }

    /** From the queue to the app, and what came of it. */
    public Conclusion write(App app, Lease lease, Batch batch) {
        Batch wanted = batch.with(check.wanted(batch.entries()));
        List<Judged> judged = new ArrayList<>(check.outdated(wanted.entries()));
        judged.addAll(check.moved(app, lease.account(), remaining(wanted, judged).entries()));
        judged.addAll(made.find(app, remaining(wanted, judged)));
        Batch intended = intend(lease, remaining(wanted, judged));
        if (!intended.isEmpty()) {
            List<Judged> answered = dated(call.make(app, intended, () -> lease.holds(MARGIN)));
            rememberCreated(lease.account(), batch.kind(), answered);
            judged.addAll(named(app, batch, answered));
        }
        return conclusions.of(lease.account(), judged).with(notIntended(batch, judged));
    }

    /** What written records now hold. */
    public Conclusion readBack(App app, AccountKey account, Group group) {
        return conclusions.ofReading(account, group, readBack.read(app, group.type(), group.written()));
    }

    /** What became of commands whose answer was lost. */
    public Conclusion lookUp(App app, AccountKey account, WriteKind kind, String type, List<BacklogEntry> entries) {
        List<Judged> found = unknown.find(app, kind, type, entries);
        return conclusions.of(account, found);
    }

    private Batch intend(Lease lease, Batch batch) {
        if (batch.isEmpty() || !lease.holds(MARGIN)) {
            return batch.with(List.of());
        }
        String id = lease.owner() + "/" + UUID.randomUUID();
        Instant now = clock.instant();
        Set<String> marked = persistence.untilGiven(
                "storing intents", () -> backlog.intend(lease.account(), lease.owner(), id, batch.entries(), now));
        return batch.with(batch.only(marked).entries().stream()
                .map(entry -> entry.sentWith(new Sent(id, now, "")))
                .toList());
    }

    /** A lost call may have waited long for its budget after the intent: what is lost counts from now. */
    private List<Judged> dated(List<Judged> judged) {
        Instant now = clock.instant();
        return judged.stream()
                .map(each -> each.verdict() instanceof Verdict.Unknown
                        ? new Judged(each.entry().lastSentAt(now), each.verdict())
                        : each)
                .toList();
    }

    private void rememberCreated(AccountKey account, WriteKind kind, List<Judged> judged) {
        Map<String, String> ids = new HashMap<>();
        for (Judged each : judged) {
            if (kind == WriteKind.CREATE && each.verdict() instanceof Verdict.Written(String recordId)) {
                ids.put(each.entry().id(), recordId);
            }
        }
        if (!ids.isEmpty()) {
            persistence.untilDone("storing new ids", () -> backlog.answered(account, ids));
        }
    }

    private List<Judged> named(App app, Batch batch, List<Judged> judged) {
        List<BacklogEntry> nameless = judged.stream()
                .filter(each -> nameless(each).isPresent())
                .map(Judged::entry)
                .toList();
        Map<String, RecordRef> existing = unknown.existing(app, batch.type(), nameless);
        return judged.stream()
                .map(each -> nameless(each)
                        .map(refused -> new Judged(each.entry(), new Verdict.Ended(new Outcome.AlreadyExists(
                                Optional.ofNullable(existing.get(each.entry().id())), refused.failure()))))
                        .orElse(each))
                .toList();
    }

    private static Optional<Outcome.AlreadyExists> nameless(Judged judged) {
        return judged.verdict() instanceof Verdict.Ended(Outcome.AlreadyExists exists)
                        && exists.existing().isEmpty()
                ? Optional.of(exists)
                : Optional.empty();
    }

    private static Batch remaining(Batch batch, List<Judged> judged) {
        Set<String> done = judged.stream().map(each -> each.entry().id()).collect(Collectors.toSet());
        return batch.with(batch.entries().stream().filter(entry -> !done.contains(entry.id())).toList());
    }

    /** Superseded meanwhile, another owner's now, or of a connection that is paused: nothing of ours any more. */
    private static List<BacklogEntry> notIntended(Batch batch, List<Judged> judged) {
        return remaining(batch, judged).entries();
    }
}
