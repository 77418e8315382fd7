package io.bothways.poller.poll;

import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Page;
import io.bothways.poller.publish.ChangePublisher;
import io.bothways.poller.publish.ChangePublisher.Publication;
import io.bothways.poller.publish.Reading;
import io.bothways.poller.push.LostPushes;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Reads what was modified since a position, page by page, each durable before anybody hears where the next begins. */
@ApplicationScoped
public class Changes {
    private final ChangePublisher publisher;
    private final LostPushes lostPushes;

    /** What a read came to. */
    public record Total(long records, long published, long calls) {
        /** This and another read. */
        Total and(Total other) {
            return new Total(records + other.records, published + other.published, calls + other.calls);
        }

        Total plus(Publication page) {
            return new Total(records + page.records(), published + page.published(), calls + 1);
        }
    }

    /** Is told of a page that is durable; says whether to go on. */
    public interface Checkpoint {
        boolean reached(Cursor from, Cursor next);
    }

    Changes(ChangePublisher publisher, LostPushes lostPushes) {
        this.publisher = publisher;
        this.lostPushes = lostPushes;
    }

    public Total since(App app, Reading reading, Set<String> fields, Cursor position, Checkpoint checkpoint) {
        String type = reading.type().type();
        Total total = new Total(0, 0, 0);
        Cursor from = position;
        while (true) {
            Cursor asked = from;
            Dated<Page> page = app.call(connector -> connector.need(ChangeSource.class).changes(type, fields, asked));
            Publication published = publisher.page(reading, page).await();
            total = total.plus(published);
            if (reading.source() == Reading.Source.POLL) {
                lostPushes.found(app, reading.type(), published.edits());
            }
            Cursor next = page.value().next().orElse(asked);
            boolean goOn = checkpoint.reached(asked, next);
            // A page that leads back to itself would be asked for until the end of time.
            if (!goOn || !page.value().more() || next.equals(asked)) {
                return total;
            }
            from = next;
        }
    }
}
