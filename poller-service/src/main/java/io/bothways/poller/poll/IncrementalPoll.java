package io.bothways.poller.poll;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.contracts.Cause;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.poller.PollConfig;
import io.bothways.poller.PollMeters;
import io.bothways.poller.PolledType;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.account.Troubles;
import io.bothways.poller.poll.Changes.Total;
import io.bothways.poller.poll.Cursors.Stored;
import io.bothways.poller.publish.Reading;
import io.bothways.poller.publish.Teller;
import io.bothways.poller.schedule.Interval;
import io.bothways.poller.schedule.IntervalPolicy;
import io.bothways.runtime.calls.App;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One poll of one object type: what was modified since the cursor, and when to look again. */
@ApplicationScoped
public class IncrementalPoll {
    private final PolledAccounts accounts;
    private final Cursors cursors;
    private final Changes changes;
    private final DeletionFeed deletions;
    private final Troubles troubles;
    private final IntervalPolicy intervals;
    private final Teller teller;
    private final PollMeters meters;
    private final PollConfig config;
    private final Clock clock;

    /** How a poll ended. */
    public sealed interface End {
        /** The type is polled again. */
        record Again(Instant at) implements End {}

        /** Nobody wants it polled any more. */
        record Unwanted() implements End {}

        /** The app no longer knows the position: a listing has to come first. */
        record Expired(String position, Instant again) implements End {}

        /** The feed of deletions does not reach back; it is read from {@code next} on, and a sweep tells the rest. */
        record Gap(String next, Instant again) implements End {}

        /** The app has no incremental query, and its next listing is due. */
        record ListingDue(Instant again) implements End {}
    }

    IncrementalPoll(
            PolledAccounts accounts,
            Cursors cursors,
            Changes changes,
            DeletionFeed deletions,
            Troubles troubles,
            IntervalPolicy intervals,
            Teller teller,
            PollMeters meters,
            PollConfig config,
            Clock clock) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.changes = changes;
        this.deletions = deletions;
        this.troubles = troubles;
        this.intervals = intervals;
        this.teller = teller;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
    }

    public End poll(PolledType type) {
        Optional<App> app = accounts.open(type);
        if (app.isEmpty()) {
            return new End.Unwanted();
        }
        Optional<Stored> stored = cursors.find(type);
        if (!app.get().descriptor().has(ChangeSource.class)) {
            return listedOnly(app.get(), stored);
        }
        Optional<String> position = stored.flatMap(Stored::position);
        if (position.isEmpty()) {
            // A type that was never listed begins where its listing has begun; the listing leaves the cursor.
            return new End.Again(clock.instant().plus(intervals.floor()));
        }
        Instant begun = clock.instant();
        Instant afterCatchUp = stored.get().answeredAt().plus(intervals.floor());
        if (stored.get().interval().isZero() && afterCatchUp.isAfter(begun)) {
            // The listing's catch-up was a poll a moment ago.
            return new End.Again(afterCatchUp);
        }
        try {
            End end = poll(app.get(), type, stored.get(), position.get());
            measure(app.get(), type, "ok", begun);
            return end;
        } catch (ConnectorException failed) {
            measure(app.get(), type, failed.kind().name().toLowerCase(Locale.ROOT), begun);
            return after(app.get(), type, stored.get(), position.get(), failed);
        }
    }

    private End poll(App app, PolledType type, Stored stored, String position) {
        Instant begun = clock.instant();
        String run = UUID.randomUUID().toString();
        Cause cause = new Cause(Cause.Kind.POLL, run);
        Reading reading =
                new Reading(type, app.descriptor().id(), Topics.CHANGES, cause, Reading.Source.POLL, false);
        DeletionFeed.Outcome gone = deletions.read(app, reading, stored.answeredAt());
        Total changed = changes.since(
                app,
                reading,
                accounts.fields(type),
                new Cursor(position),
                (from, next) -> cursors.advance(type, from.position(), next.position(), clock.instant()));
        Total total = changed.and(gone.total());
        Interval interval = intervals.afterAnswer(
                app.account().settings().pollInterval(),
                stored.interval(),
                total.published() > 0,
                ThreadLocalRandom.current().nextDouble());
        cursors.rest(type, interval.length());
        if (stored.failures() > 0) {
            troubles.over(app.account());
        }
        Map<String, Long> calls = app.descriptor().has(DeletionSource.class)
                ? Map.of("changes", changed.calls(), "deletions", gone.total().calls())
                : Map.of("changes", changed.calls());
        tell(type, cause, total, calls, interval, Duration.between(begun, clock.instant()));
        Instant again = clock.instant().plus(interval.delay());
        return gone.gap().<End>map(next -> new End.Gap(next, again)).orElseGet(() -> new End.Again(again));
    }

    /** Pushes tell its changes; now and then a listing finds what no push told. */
    private End listedOnly(App app, Optional<Stored> stored) {
        Instant now = clock.instant();
        Duration every = app.account().settings().pollInterval().orElse(config.safetyListing());
        Optional<Instant> due = stored.map(Stored::answeredAt).map(last -> last.plus(every));
        if (due.isPresent() && !due.get().isAfter(now)) {
            return new End.ListingDue(now.plus(intervals.floor()));
        }
        // Looked at before it is due, because the setting may change.
        Instant looked = now.plus(due.isEmpty() ? intervals.floor() : intervals.ceiling());
        return new End.Again(due.filter(at -> at.isBefore(looked)).orElse(looked));
    }

    private End after(App app, PolledType type, Stored stored, String position, ConnectorException failed) {
        if (failed.kind() == FailureKind.CURSOR_EXPIRED) {
            return new End.Expired(position, clock.instant().plus(intervals.floor()));
        }
        cursors.failed(type);
        return new End.Again(troubles.after(app.account(), failed, stored.failures() + 1));
    }

    private void tell(
            PolledType type, Cause cause, Total total, Map<String, Long> calls, Interval interval, Duration took) {
        if (total.published() > 0) {
            teller.tell(new Activity.RunStarted(teller.head(type, cause), cause.run(), RunKind.POLL, type.type()));
            teller.tell(new Activity.RunFinished(
                    teller.head(type, cause),
                    cause.run(),
                    RunKind.POLL,
                    type.type(),
                    total.records(),
                    total.published(),
                    calls,
                    took,
                    List.of()));
        }
        teller.tell(new Activity.Polled(
                teller.head(type, cause), type.type(), total.records(), interval.delay(), interval.reason()));
    }

    private void measure(App app, PolledType type, String outcome, Instant begun) {
        meters.polled(app.descriptor().id(), type.type(), outcome, Duration.between(begun, clock.instant()));
    }
}
