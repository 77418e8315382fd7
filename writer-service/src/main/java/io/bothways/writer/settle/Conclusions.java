package io.bothways.writer.settle;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.runtime.messages.Persistence;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.Backlog;
import io.bothways.writer.backlog.Backlog.Again;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.batch.ReadBackGroups.Group;
import io.bothways.writer.batch.ReadBackGroups.Written;
import io.bothways.writer.call.ReadBack;
import io.bothways.writer.call.Verdict;
import io.bothways.writer.call.Verdict.Judged;
import io.bothways.writer.retry.RetrySchedule;
import io.bothways.writer.settle.Conclusion.Pause;
import io.bothways.writer.settle.Conclusion.Unknown;
import io.bothways.writer.settle.Settlement.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes verdicts durable: ends what has ended, puts back what may be tried again, and says what is left to do. */
@ApplicationScoped
public class Conclusions {
    private static final int MOST_READINGS = 5;

    private final Settlement settlement;
    private final Backlog backlog;
    private final RetrySchedule schedule;
    private final WriterConfig config;
    private final Persistence persistence;
    private final Clock clock;

    Conclusions(
            Settlement settlement, Backlog backlog, WriterConfig config, Persistence persistence, Clock clock) {
        this.settlement = settlement;
        this.backlog = backlog;
        this.schedule = new RetrySchedule(config.firstRetry(), config.longestRetry(), config.attempts());
        this.config = config;
        this.persistence = persistence;
        this.clock = clock;
    }

    private final class Pile {
        private final Instant now = clock.instant();
        private final List<Ending> endings = new ArrayList<>();
        private final List<Again> again = new ArrayList<>();
        private final List<Again> failed = new ArrayList<>();
        private final List<BacklogEntry> released = new ArrayList<>();
        private final List<Written> written = new ArrayList<>();
        private final List<Unknown> unknown = new ArrayList<>();
        private Optional<Pause> pause = Optional.empty();

        void end(BacklogEntry entry, Outcome outcome) {
            endings.add(new Ending(entry.command(), outcome));
            released.add(entry);
        }

        void retry(BacklogEntry entry, Failure failure) {
            int attempts = entry.attempts() + 1;
            if (schedule.isOver(attempts)) {
                end(entry, new Outcome.Rejected(failure));
                return;
            }
            // Behind live edits, but not behind a backfill.
            Lane lane = entry.lane() == Lane.LIVE ? Lane.RETRY : entry.lane();
            Instant next = schedule.next(attempts, now, ThreadLocalRandom.current());
            Again one = new Again(entry, next, attempts, lane, failure);
            putBack(one);
            failed.add(one);
        }

        void hold(BacklogEntry entry, Instant until, Failure failure) {
            putBack(new Again(entry, until, entry.attempts(), entry.lane(), failure));
        }

        void pause(Instant until, Failure failure, boolean unauthorised) {
            if (pause.isEmpty() || pause.get().until().isBefore(until)) {
                pause = Optional.of(new Pause(until, failure, unauthorised));
            }
        }

        private void putBack(Again one) {
            again.add(one);
            released.add(one.entry());
        }
    }

    /** Concludes what became of commands. */
    public Conclusion of(AccountKey account, List<Judged> judged) {
        Pile pile = new Pile();
        for (Judged each : judged) {
            BacklogEntry entry = each.entry();
            switch (each.verdict()) {
                case Verdict.Ended(Outcome outcome) -> pile.end(entry, outcome);
                case Verdict.Written(String id) -> pile.written.add(new Written(entry, id, pile.now, 0));
                case Verdict.Retry(Failure failure) -> pile.retry(entry, failure);
                case Verdict.Unknown(Failure failure, Instant at) -> pile.unknown.add(new Unknown(entry, at));
                case Verdict.NotSent() -> pile.hold(
                        entry,
                        pile.now,
                        new Failure(FailureCodes.NOT_SENT, "The account's owner has changed.", "", "", 0));
                case Verdict.Throttled(Instant until, Failure failure) -> {
                    pile.hold(entry, until, failure);
                    pile.pause(until, failure, false);
                }
                case Verdict.Unauthorised(Failure failure) -> {
                    pile.hold(entry, pile.now, failure);
                    pile.pause(pile.now.plus(config.unauthorisedPause()), failure, true);
                }
            }
        }
        return store(account, pile);
    }

    /** Concludes a reading back: a failure speaks of the reading only, the write stands. */
    public Conclusion ofReading(AccountKey account, Group group, List<Judged> judged) {
        Pile pile = new Pile();
        Map<String, Written> read = new HashMap<>();
        group.written().forEach(written -> read.put(written.entry().id(), written));
        for (Judged each : judged) {
            Written written = read.get(each.entry().id());
            switch (each.verdict()) {
                case Verdict.Ended(Outcome outcome) -> pile.end(each.entry(), outcome);
                case Verdict.Throttled(Instant until, Failure failure) -> {
                    pile.written.add(new Written(written.entry(), written.recordId(), until, written.tries()));
                    pile.pause(until, failure, false);
                }
                case Verdict.Unauthorised(Failure failure) -> {
                    pile.written.add(written);
                    pile.pause(pile.now.plus(config.unauthorisedPause()), failure, true);
                }
                case Verdict.Retry(Failure failure) -> readAgain(pile, account, written);
                case Verdict.Written again -> readAgain(pile, account, written);
                case Verdict.Unknown unknown -> readAgain(pile, account, written);
                case Verdict.NotSent notSent -> readAgain(pile, account, written);
            }
        }
        return store(account, pile);
    }

    private void readAgain(Pile pile, AccountKey account, Written written) {
        int tries = written.tries() + 1;
        if (tries >= MOST_READINGS) {
            pile.end(written.entry(), ReadBack.untold(written, account.account()));
            return;
        }
        Instant next = schedule.next(tries, pile.now, ThreadLocalRandom.current());
        pile.written.add(new Written(written.entry(), written.recordId(), next, tries));
    }

    private Conclusion store(AccountKey account, Pile pile) {
        if (!pile.again.isEmpty()) {
            persistence.untilDone("putting commands back", () -> backlog.requeue(account, pile.again));
            persistence.untilDone("telling what waits", () -> settlement.waits(pile.failed));
        }
        if (!pile.endings.isEmpty()) {
            Stored stored = persistence.untilGiven("storing outcomes", () -> settlement.settle(pile.endings));
            settlement.publish(stored);
        }
        Instant next = pile.again.stream().map(Again::nextTry).min(Instant::compareTo).orElse(Instant.MAX);
        return new Conclusion(pile.released, next, pile.written, pile.unknown, pile.pause);
    }
}
