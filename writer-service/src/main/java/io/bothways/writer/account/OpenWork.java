package io.bothways.writer.account;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.batch.BatchQueue;
import io.bothways.writer.batch.Lingers;
import io.bothways.writer.batch.ReadBackGroups;
import io.bothways.writer.batch.ReadBackGroups.Group;
import io.bothways.writer.settle.Conclusion;
import io.bothways.writer.settle.Conclusion.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one account has in memory: what waits for a call, what is on its way, what is to be read back, what is to be
 * looked up. Not thread-safe; knows no clock.
 */
final class OpenWork {
    private final int callLimit;
    private final int readBatch;
    private final BatchQueue queue;
    private final ReadBackGroups readBacks;
    private final List<Unknown> unknown = new ArrayList<>();
    private final Map<String, Integer> beingRead = new HashMap<>();
    private int openCalls;
    private int openReadings;

    /** Commands of one kind and type whose outcome is to be found out with one question. */
    record LookUp(WriteKind kind, String type, List<BacklogEntry> entries) {}

    OpenWork(WriterConfig config, ConnectorDescriptor descriptor) {
        callLimit = Math.max(1, Math.min(config.callsInFlight(), descriptor.limits().concurrentCalls()));
        readBatch = descriptor.writing().readBackPage();
        queue = new BatchQueue(
                new Lingers(config.liveLinger(), config.backfillLinger(), config.backfillLingerLimit()),
                kind -> kind.batchSize(descriptor));
        readBacks = new ReadBackGroups(
                new ReadBackGroups.Waits(config.liveReadBackWait(), config.readBackWait(), config.backfillLinger()),
                readBatch);
    }

    void add(List<BacklogEntry> due, Instant now) {
        due.forEach(entry -> queue.add(entry, now));
    }

    /** A batch that is not full, and not urgent, may wait for what is being stored. */
    void moreArrives(Instant now) {
        queue.moreArrives(now);
    }

    /** Sent by an earlier owner: what has been answered is read back at once, the rest looked up at {@code settled}. */
    void addSent(List<BacklogEntry> sent, Instant settled) {
        for (BacklogEntry entry : sent) {
            queue.addSent(entry);
            boolean answered = !entry.sent().map(Sent::answeredId).orElse("").isEmpty();
            unknown.add(new Unknown(entry, answered ? Instant.MIN : settled));
        }
    }

    /** The next write call, if one is free; it is open until {@link #called}. */
    Optional<Batch> nextBatch(Instant now) {
        if (openCalls == callLimit) {
            return Optional.empty();
        }
        boolean lastFree = callLimit > 1 && openCalls == callLimit - 1;
        Optional<Batch> batch = queue.next(now, lastFree);
        batch.ifPresent(found -> openCalls++);
        return batch;
    }

    void called() {
        openCalls--;
    }

    /** The next reading back; it is open until {@link #read}. */
    Optional<Group> nextReading(Instant now) {
        Optional<Group> group = readBacks.next(now, this::moreUnderWay);
        group.ifPresent(found -> {
            beingRead.merge(found.type(), found.written().size(), Integer::sum);
            openReadings++;
        });
        return group;
    }

    void read(Group group) {
        beingRead.merge(group.type(), -group.written().size(), Integer::sum);
        openReadings--;
    }

    /** What is to be looked up now; each is open until {@link #lookedUp}. */
    List<LookUp> nextLookUps(Instant now) {
        Map<String, LookUp> due = new HashMap<>();
        unknown.removeIf(each -> {
            BacklogEntry entry = each.entry();
            if (each.at().isAfter(now)) {
                return false;
            }
            List<BacklogEntry> together = due.computeIfAbsent(
                            entry.kind() + "/" + entry.type(),
                            name -> new LookUp(entry.kind(), entry.type(), new ArrayList<>()))
                    .entries();
            return together.size() < readBatch && together.add(entry);
        });
        openReadings += due.size();
        return List.copyOf(due.values());
    }

    void lookedUp() {
        openReadings--;
    }

    void conclude(Conclusion conclusion) {
        queue.release(conclusion.released());
        conclusion.written().forEach(readBacks::add);
        unknown.addAll(conclusion.unknown());
    }

    /** When something that was not due at {@code decidedAt} will be; what was due then is held up by something else. */
    Instant nextDue(Instant decidedAt) {
        Instant due = openCalls < callLimit ? after(decidedAt, queue.nextDue()) : Instant.MAX;
        due = min(due, after(decidedAt, readBacks.nextDue(this::moreUnderWay)));
        for (Unknown each : unknown) {
            due = min(due, after(decidedAt, each.at()));
        }
        return due;
    }

    List<Long> held() {
        return queue.held();
    }

    int waiting() {
        return queue.waiting();
    }

    int unresolved() {
        return unknown.size();
    }

    boolean nothingOpen() {
        return openCalls == 0 && openReadings == 0;
    }

    boolean isEmpty() {
        return nothingOpen() && queue.isEmpty();
    }

    private boolean moreUnderWay(String type, int waiting) {
        long lookedFor = unknown.stream().filter(each -> each.entry().type().equals(type)).count();
        return queue.hasMore(type, waiting + beingRead.getOrDefault(type, 0) + (int) lookedFor);
    }

    private static Instant after(Instant decidedAt, Instant due) {
        return due.isAfter(decidedAt) ? due : Instant.MAX;
    }

    static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
