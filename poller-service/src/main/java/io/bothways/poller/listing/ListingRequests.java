package io.bothways.poller.listing;

import io.bothways.contracts.event.Request;
import io.bothways.poller.PolledType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes wishes for listings; each is durable when it has a key to be scheduled under. */
@ApplicationScoped
public class ListingRequests {
    private final Listings listings;
    private final Clock clock;

    ListingRequests(Listings listings, Clock clock) {
        this.listings = listings;
        this.clock = clock;
    }

    public String keep(Request.ListRecords request) {
        PolledType type = new PolledType(request.head().tenant(), request.head().account(), request.type());
        listings.request(type, request.run(), clock.instant());
        return Listing.key(type, request.run());
    }

    /** The app no longer knows the type's position; empty where a listing waits already. */
    public Optional<String> insteadOf(PolledType type, String expired) {
        return listings.requestInsteadOf(type, expired, clock.instant()).map(run -> Listing.key(type, run));
    }

    /** The feed of deletions goes on at {@code next}; empty where a listing waits already that will sweep. */
    public Optional<String> forGap(PolledType type, String next) {
        return listings.requestForGap(type, next, clock.instant()).map(run -> Listing.key(type, run));
    }

    /** The next listing of an app that only pushes; empty where one is not over yet. */
    public Optional<String> due(PolledType type) {
        return listings.requestUnlessWaiting(type, clock.instant()).map(run -> Listing.key(type, run));
    }

    /** What a window sync asks for can only be told by a listing. */
    public String insteadOf(Request.PollSince request) {
        PolledType type = new PolledType(request.head().tenant(), request.head().account(), request.type());
        listings.request(type, request.run(), clock.instant());
        return Listing.key(type, request.run());
    }

    public List<String> unfinished() {
        return listings.unfinished().stream().map(Listing::key).toList();
    }
}
