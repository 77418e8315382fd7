package io.bothways.poller.listing;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.Page;
import io.bothways.connector.read.RecordListing;
import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.write.Failure;
import io.bothways.poller.PollConfig;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.account.Troubles;
import io.bothways.poller.listing.Listing.Count;
import io.bothways.poller.listing.Listing.Phase;
import io.bothways.poller.listing.Listing.Place;
import io.bothways.poller.poll.Cursors;
import io.bothways.poller.poll.Cursors.Start;
import io.bothways.poller.publish.ChangePublisher;
import io.bothways.poller.publish.Reading;
import io.bothways.poller.publish.Teller;
import io.bothways.poller.schedule.Next;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Carries a listing out: all pages, then what was modified meanwhile, then ListingFinished on every partition, all in
 * one order with the changes on the backfill topic. May be ended at any line; it goes on from its last durable page.
 */
@ApplicationScoped
public class ListingRun {
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Listings listings;
    private final PolledAccounts accounts;
    private final Troubles troubles;
    private final ChangePublisher publisher;
    private final Cursors cursors;
    private final Sweep sweep;
    private final Teller teller;
    private final PollConfig config;
    private final Clock clock;

    ListingRun(
            Listings listings,
            PolledAccounts accounts,
            Troubles troubles,
            ChangePublisher publisher,
            Cursors cursors,
            Sweep sweep,
            Teller teller,
            PollConfig config,
            Clock clock) {
        this.listings = listings;
        this.accounts = accounts;
        this.troubles = troubles;
        this.publisher = publisher;
        this.cursors = cursors;
        this.sweep = sweep;
        this.teller = teller;
        this.config = config;
        this.clock = clock;
    }

    /** Lists as far as it goes now. */
    public Next run(String key) throws InterruptedException {
        Optional<Listing> stored = listings.unfinished(key);
        if (stored.isEmpty()) {
            return Next.never();
        }
        Listing listing = stored.get();
        if (!accounts.isMapped(listing.type())) {
            return abandon(listing);
        }
        Optional<App> app = accounts.open(listing.type());
        if (app.isEmpty() || listings.mustWait(listing)) {
            return Next.at(clock.instant().plus(TURN));
        }
        try {
            list(app.get(), listing);
            troubles.over(app.get().account());
            return Next.never();
        } catch (ConnectorException failed) {
            return after(app.get(), listing, failed);
        }
    }

    private void list(App app, Listing stored) throws InterruptedException {
        Listing listing = stored;
        if (listing.startedAt().isEmpty()) {
            listing = listings.begin(listing, clock.instant());
            teller.tell(new Activity.RunStarted(
                    teller.head(listing.type(), cause(listing)),
                    listing.run(),
                    RunKind.LISTING,
                    listing.type().type()));
        }
        Reading reading = new Reading(
                listing.type(),
                app.descriptor().id(),
                Topics.BACKFILL_CHANGES,
                cause(listing),
                Reading.Source.LISTING,
                false);
        Instant startedAt = listing.startedAt().orElseThrow();
        Place place = listing.place();
        Count count = listing.count();
        // What merge held before the first listing of a type came from nowhere else that could have lost it.
        boolean sweeps = cursors.find(listing.type()).isPresent();
        if (place.phase() != Phase.CLOSE) {
            Pages pages = new Pages(app, listing, accounts.fields(listing.type()), startedAt, sweeps);
            try (PagePipeline pipeline = new PagePipeline(publisher, reading, count, pages::reached)) {
                place = pages.read(place, pipeline);
                count = pipeline.finish();
            }
        }
        long asked = sweeps ? sweep.after(app, reading, startedAt) : 0;
        publisher.finished(reading, listing.run(), count.records(), startedAt);
        tellFinished(listing, count, asked, List.of());
        listings.finish(listing, Optional.of(start(app, listing, place)), clock.instant());
    }

    private Start start(App app, Listing listing, Place place) {
        Instant since = begun(app, listing.startedAt().orElseThrow());
        Optional<String> deletions = app.connector()
                .ability(DeletionSource.class)
                .map(feed -> feed.startingAt(listing.type().type(), since).position());
        return new Start(place.position(), deletions);
    }

    /** By the app's clock, which may be far behind: its stamps are its own. */
    private Instant begun(App app, Instant startedAt) {
        return startedAt.minus(app.clockBehind()).minus(config.clockSkew());
    }

    private Next after(App app, Listing listing, ConnectorException failed) {
        if (failed.kind() == FailureKind.CURSOR_EXPIRED) {
            // The place is gone with the app's own cursor: only from the beginning can it be complete.
            listings.begin(listing, clock.instant());
            return Next.at(clock.instant().plus(TURN));
        }
        listings.failed(listing);
        return Next.at(troubles.after(app.account(), failed, listing.failures() + 1));
    }

    /** Nobody maps the type any more, or the account is gone. */
    private Next abandon(Listing listing) {
        Failure nobody = new Failure(
                FailureCodes.NOT_MAPPED,
                "The listing was ended: no connection keeps this object type in step.",
                "",
                "",
                0);
        tellFinished(listing, listing.count(), 0, List.of(nobody));
        listings.finish(listing, Optional.empty(), clock.instant());
        return Next.never();
    }

    private void tellFinished(Listing listing, Count count, long asked, List<Failure> failures) {
        Instant now = clock.instant();
        Map<String, Long> calls = new HashMap<>(Map.of("list", count.listCalls(), "changes", count.changeCalls()));
        if (asked > 0) {
            calls.put("read", asked);
        }
        teller.tell(new Activity.RunFinished(
                teller.head(listing.type(), cause(listing)),
                listing.run(),
                RunKind.LISTING,
                listing.type().type(),
                count.records(),
                count.published(),
                calls,
                Duration.between(listing.startedAt().orElse(now), now),
                failures));
    }

    private static Cause cause(Listing listing) {
        return new Cause(Cause.Kind.LISTING, listing.run());
    }

    /** The pages of one listing, and where each leads. */
    private final class Pages {
        private final App app;
        private final Listing listing;
        private final Set<String> fields;
        private final Instant startedAt;
        private final boolean sweeps;
        private volatile long expected = -1;

        Pages(App app, Listing listing, Set<String> fields, Instant startedAt, boolean sweeps) {
            this.app = app;
            this.listing = listing;
            this.fields = fields;
            this.startedAt = startedAt;
            this.sweeps = sweeps;
        }

        /** Asks for one page after the other while those before are being published. */
        Place read(Place from, PagePipeline pipeline) throws InterruptedException {
            Place place = from;
            try {
                while (place.phase() != Phase.CLOSE) {
                    Dated<Page> page = at(place);
                    Place next = after(place, page.value());
                    if (sweeps) {
                        publisher.listed(listing.type(), page.value(), startedAt);
                    }
                    pipeline.publish(place.phase(), page, next);
                    place = next;
                }
                return place;
            } catch (ConnectorException failed) {
                // What was read already need not be read again.
                pipeline.finish();
                throw failed;
            }
        }

        private Dated<Page> at(Place place) {
            String type = listing.type().type();
            Optional<Cursor> from = place.position().map(Cursor::new);
            return switch (place.phase()) {
                case LIST -> app.call(
                        Lane.BACKFILL, connector -> connector.need(RecordListing.class).list(type, fields, from));
                case CATCH_UP -> app.call(
                        Lane.BACKFILL,
                        connector -> connector.need(ChangeSource.class).changes(type, fields, from.orElseThrow()));
                case CLOSE -> throw new IllegalStateException("nothing is read after the catch-up");
            };
        }

        private Place after(Place place, Page page) {
            OptionalLong total = page.total();
            if (place.phase() == Phase.LIST) {
                expected = total.orElse(expected);
                return page.more() ? new Place(Phase.LIST, position(page)) : catchUp();
            }
            boolean further = page.more() && !position(page).equals(place.position());
            Optional<String> reached = position(page).or(place::position);
            return new Place(further ? Phase.CATCH_UP : Phase.CLOSE, reached);
        }

        void reached(Place place, Count count) {
            listings.reached(listing, place, count);
            teller.tell(new Activity.RunProgressed(
                    teller.head(listing.type(), cause(listing)), listing.run(), count.records(), expected));
        }

        private Place catchUp() {
            // Where there is no such query, pushes tell what was modified meanwhile.
            return app.connector()
                    .ability(ChangeSource.class)
                    .map(changes -> changes.startingAt(listing.type().type(), begun(app, startedAt)))
                    .map(since -> new Place(Phase.CATCH_UP, Optional.of(since.position())))
                    .orElseGet(() -> new Place(Phase.CLOSE, Optional.empty()));
        }

        private static Optional<String> position(Page page) {
            return page.next().map(Cursor::position);
        }
    }
}
