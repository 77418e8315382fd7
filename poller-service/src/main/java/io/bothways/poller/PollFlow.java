package io.bothways.poller;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.event.Request;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.listing.ListingRequests;
import io.bothways.poller.listing.ListingRun;
import io.bothways.poller.poll.IncrementalPoll;
import io.bothways.poller.poll.IncrementalPoll.End;
import io.bothways.poller.poll.PollAges;
import io.bothways.poller.push.LostPushes;
import io.bothways.poller.push.Subscriptions;
import io.bothways.poller.request.Requests;
import io.bothways.poller.schedule.IntervalPolicy;
import io.bothways.poller.schedule.Next;
import io.bothways.poller.schedule.Schedules;
import io.bothways.runtime.codec.Codec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The poller: every type that a connection keeps in step is polled at its time; a wish is scheduled and then served; a
 * position that the app has forgotten leads to a listing. Deeper looks by the hour and the night (sweeps, totals) are
 * further kinds of {@link Schedules.Work}, enrolled where polls are.
 */
@ApplicationScoped
public class PollFlow implements Schedules.Work {
    /** Longer than a poll that has ended itself needs to leave the schedule. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final PolledAccounts accounts;
    private final IncrementalPoll incremental;
    private final ListingRequests listingRequests;
    private final ListingRun listingRun;
    private final Requests requests;
    private final PollAges ages;
    private final LostPushes lostPushes;
    private final Subscriptions subscriptions;
    private final IntervalPolicy intervals;
    private final PollSchedules schedules;
    private final Codec codec;
    private final Clock clock;
    private final Paces paces = new Paces();
    private final Map<PolledType, Instant> ended = new HashMap<>();
    private Set<PolledType> enrolled = Set.of();

    PollFlow(
            PolledAccounts accounts,
            IncrementalPoll incremental,
            ListingRequests listingRequests,
            ListingRun listingRun,
            Requests requests,
            PollAges ages,
            LostPushes lostPushes,
            Subscriptions subscriptions,
            IntervalPolicy intervals,
            PollSchedules schedules,
            Codec codec,
            Clock clock) {
        this.accounts = accounts;
        this.incremental = incremental;
        this.listingRequests = listingRequests;
        this.listingRun = listingRun;
        this.requests = requests;
        this.ages = ages;
        this.lostPushes = lostPushes;
        this.subscriptions = subscriptions;
        this.intervals = intervals;
        this.schedules = schedules;
        this.codec = codec;
        this.clock = clock;
    }

    /** A wish has come: what takes long is scheduled, durably, before this returns. */
    public void accept(Request request) {
        Instant now = clock.instant();
        switch (request) {
            case Request.ListRecords list -> {
                accounts.refresh();
                schedules.get().list(listingRequests.keep(list), now);
            }
            case Request.ConfigurationChanged changed -> {
                accounts.refresh();
                enrol();
            }
            case Request.CheckAccount check -> serveSoon(check, now);
            case Request.PollSince since -> {
                if (accounts.onlyPushes(since.head().account())) {
                    schedules.get().list(listingRequests.insteadOf(since), now);
                } else {
                    serveSoon(since, now);
                }
            }
            case Request.RereadRecords reread -> serveSoon(reread, now);
            case Request.RetryWrites retry -> {}
            case Request.PurgeWrites purge -> {}
            case Request.DecideField decide -> {}
            case Request.DecideDeletes decide -> {}
        }
    }

    @Override
    public Next serve(byte[] request) {
        return switch (codec.decodeRequest(request)) {
            case Request.CheckAccount check -> requests.check(check);
            case Request.PollSince since -> requests.pollSince(since);
            case Request.RereadRecords reread -> requests.reread(reread);
            case Request.ListRecords list ->
                throw new IllegalStateException("a listing is work of its own: " + list.run());
            case Request.ConfigurationChanged changed ->
                throw new IllegalStateException("a new configuration is taken at once: " + changed.connection());
            case Request.RetryWrites retry ->
                throw new IllegalStateException("writes are the writer's to try: " + retry.head().account());
            case Request.PurgeWrites purge ->
                throw new IllegalStateException("writes are the writer's to give up: " + purge.head().account());
            case Request.DecideField decide ->
                throw new IllegalStateException("a field is the merge's to decide: " + decide.link());
            case Request.DecideDeletes decide ->
                throw new IllegalStateException("deletes are the merge's to decide: " + decide.batch());
        };
    }

    @Override
    public Next poll(String name) {
        Optional<PolledType> type = accounts.named(name);
        return switch (type.<End>map(incremental::poll).orElseGet(End.Unwanted::new)) {
            case End.Again(Instant at) -> Next.at(at);
            case End.Unwanted() -> {
                type.ifPresent(this::ended);
                yield Next.never();
            }
            case End.Expired(String position, Instant again) ->
                listing(listingRequests.insteadOf(type.orElseThrow(), position), again);
            case End.Gap(String next, Instant again) ->
                listing(listingRequests.forGap(type.orElseThrow(), next), again);
            case End.ListingDue(Instant again) -> listing(listingRequests.due(type.orElseThrow()), again);
        };
    }

    private Next listing(Optional<String> asked, Instant again) {
        asked.ifPresent(listing -> schedules.get().list(listing, clock.instant()));
        return Next.at(again);
    }

    @Override
    public Next list(String listing) throws InterruptedException {
        return listingRun.run(listing);
    }

    @Override
    public Next subscribe(String account) {
        return subscriptions.subscribe(new AccountId(account));
    }

    /** Schedules a poll of each type that has come to be wanted; a poll that is not wanted any more ends itself. */
    public synchronized void enrol() {
        Set<PolledType> wanted = accounts.all();
        Instant gone = clock.instant().minus(ENDING);
        ended.values().removeIf(end -> end.isBefore(gone));
        for (PolledType type : wanted) {
            if ((!enrolled.contains(type) || ended.containsKey(type))
                    && schedules.get().poll(type.key(), firstPoll())) {
                ended.remove(type);
            }
        }
        enrolled = wanted;
        paces.follow(wanted, accounts::ownInterval, schedules.get(), clock.instant());
        subscriptions.follow(schedules.get());
    }

    /** Schedules what is wanted and was lost between two steps of a replica that died; measures ages. */
    public synchronized void mend() {
        Set<String> polled = schedules.get().polled();
        Set<PolledType> kept = new HashSet<>(accounts.all());
        kept.removeIf(type -> !polled.contains(type.key()));
        enrolled = kept;
        enrol();
        listingRequests.unfinished().forEach(listing -> schedules.get().list(listing, clock.instant()));
    }

    public void measure() {
        ages.measure();
        lostPushes.judge();
    }

    /** It may be wanted again before the next turn sees that it was not: an account paused for a moment. */
    private synchronized void ended(PolledType type) {
        ended.put(type, clock.instant());
    }

    private void serveSoon(Request request, Instant now) {
        schedules.get().serve(request.head().id(), codec.encode(request), now);
    }

    /** Spread over one floor, so that many accounts that come at once are not polled at once. */
    private Instant firstPoll() {
        long floor = intervals.floor().toMillis();
        return clock.instant().plusMillis(ThreadLocalRandom.current().nextLong(floor + 1));
    }
}
