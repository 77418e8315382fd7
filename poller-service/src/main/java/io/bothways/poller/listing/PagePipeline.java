package io.bothways.poller.listing;

import io.bothways.connector.read.Page;
import io.bothways.poller.listing.Listing.Count;
import io.bothways.poller.listing.Listing.Phase;
import io.bothways.poller.listing.Listing.Place;
import io.bothways.poller.publish.ChangePublisher;
import io.bothways.poller.publish.ChangePublisher.Publication;
import io.bothways.poller.publish.Reading;
import io.bothways.runtime.calls.Dated;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Publishes pages in their order on a thread of its own, so that the next page is being asked for meanwhile. What is
 * reached is told only once every page before it is durable, and not more often than is useful.
 */
final class PagePipeline implements AutoCloseable {
    private static final int PAGES_AHEAD = 4;
    private static final int PAGES_IN_FLIGHT = 8;
    private static final long TOLD_EVERY = Duration.ofMillis(250).toNanos();

    private final ChangePublisher publisher;
    private final Reading reading;
    private final Reached reached;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Semaphore room = new Semaphore(PAGES_AHEAD);
    // The steps so far; after one that failed no later one is taken, so that no place behind a lost page is told.
    private CompletableFuture<Void> steps = CompletableFuture.completedFuture(null);

    // Of the worker alone.
    private final Queue<Sent> inFlight = new ArrayDeque<>();
    private Count count;
    private Optional<Place> untold = Optional.empty();
    private long toldAt = System.nanoTime();

    /** Hears how far everything is durable. */
    interface Reached {
        void reached(Place place, Count count);
    }

    private record Sent(Publication page, Phase phase, Place next) {}

    PagePipeline(ChangePublisher publisher, Reading reading, Count count, Reached reached) {
        this.publisher = publisher;
        this.reading = reading;
        this.count = count;
        this.reached = reached;
    }

    /** Takes the page over; waits while too many are before it. Throws what made an earlier page fail. */
    void publish(Phase phase, Dated<Page> page, Place next) throws InterruptedException {
        throwIfFailed();
        room.acquire();
        CompletableFuture<Void> step = steps.thenRunAsync(
                () -> {
                    inFlight.add(new Sent(publisher.page(reading, page), phase, next));
                    settle(PAGES_IN_FLIGHT);
                    tellIfDue(TOLD_EVERY);
                },
                worker);
        steps = step;
        step.whenComplete((done, failed) -> room.release());
    }

    /** Returns when every page is durable and that is told. */
    Count finish() {
        steps = steps.thenRunAsync(
                () -> {
                    settle(0);
                    tellIfDue(0);
                },
                worker);
        try {
            steps.join();
            return count;
        } catch (CompletionException failed) {
            throw rethrown(failed);
        }
    }

    /** Waits for pages until at most {@code most} are in flight, and takes in what has become durable by itself. */
    private void settle(int most) {
        while (inFlight.size() > most
                || !inFlight.isEmpty() && inFlight.element().page().durable().isDone()) {
            Sent first = inFlight.element();
            first.page().await();
            inFlight.remove();
            count = count.plus(first.phase(), first.page().records(), first.page().published());
            untold = Optional.of(first.next());
        }
    }

    private void tellIfDue(long every) {
        if (untold.isPresent() && System.nanoTime() - toldAt >= every) {
            reached.reached(untold.get(), count);
            untold = Optional.empty();
            toldAt = System.nanoTime();
        }
    }

    private void throwIfFailed() {
        if (steps.isCompletedExceptionally()) {
            try {
                steps.join();
            } catch (CompletionException failed) {
                throw rethrown(failed);
            }
        }
    }

    private static RuntimeException rethrown(CompletionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }

    /** Leaves what is under way to itself: it is sent again from the last place that was told. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
