package io.bothways.poller.poll;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.DeletionSource.Deleted;
import io.bothways.poller.PolledType;
import io.bothways.poller.poll.Changes.Total;
import io.bothways.poller.publish.ChangePublisher;
import io.bothways.poller.publish.Reading;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads which records are gone and which were combined, where the app has a feed of that. Each page is durable before
 * its position is stored. Read before the changes of the same poll: a record that was deleted and restored is then told
 * last as what it is now.
 */
@ApplicationScoped
class DeletionFeed {
    private final Cursors cursors;
    private final ChangePublisher publisher;
    private final Clock clock;

    /**
     * What a read came to.
     *
     * @param gap where to go on although what lies before is not known: a sweep is needed
     */
    record Outcome(Total total, Optional<String> gap) {
        static final Outcome NOTHING = new Outcome(new Total(0, 0, 0), Optional.empty());
    }

    DeletionFeed(Cursors cursors, ChangePublisher publisher, Clock clock) {
        this.cursors = cursors;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @param answeredAt from when on deletions are read where none were read yet */
    Outcome read(App app, Reading reading, Instant answeredAt) {
        Optional<DeletionSource> feed = app.connector().ability(DeletionSource.class);
        return feed.map(source -> read(app, source, reading, answeredAt)).orElse(Outcome.NOTHING);
    }

    private Outcome read(App app, DeletionSource feed, Reading reading, Instant answeredAt) {
        PolledType type = reading.type();
        Optional<String> stored = cursors.deletions(type);
        Cursor from = stored.map(Cursor::new)
                .orElseGet(() -> feed.startingAt(type.type(), answeredAt.minus(app.clockBehind())));
        Total total = Outcome.NOTHING.total();
        while (true) {
            Cursor asked = from;
            Dated<Deleted> page;
            try {
                page = app.call(connector -> connector.need(DeletionSource.class).deletions(type.type(), asked));
            } catch (ConnectorException failed) {
                if (failed.kind() != FailureKind.CURSOR_EXPIRED) {
                    throw failed;
                }
                Cursor now = feed.startingAt(type.type(), clock.instant().minus(app.clockBehind()));
                return new Outcome(total, Optional.of(now.position()));
            }
            total = total.plus(publisher.deletions(reading, page).await());
            Cursor next = page.value().next();
            if (!page.value().complete()) {
                return new Outcome(total, Optional.of(next.position()));
            }
            boolean goOn = cursors.advanceDeletions(type, stored, next.position());
            // A page that leads back to itself would be asked for until the end of time.
            if (!goOn || !page.value().more() || next.equals(asked)) {
                return new Outcome(total, Optional.empty());
            }
            stored = Optional.of(next.position());
            from = next;
        }
    }
}
