package io.bothways.poller.listing;

import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.poller.PolledType;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.publish.ChangePublisher;
import io.bothways.poller.publish.Reading;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Finds what a complete listing did not show though merge holds it: each such record is asked for by its id, and only
 * what the app then says of it is told. So a listing that left something out deletes nothing.
 */
@ApplicationScoped
class Sweep {
    private final ChangePublisher publisher;
    private final PolledAccounts accounts;

    Sweep(ChangePublisher publisher, PolledAccounts accounts) {
        this.publisher = publisher;
        this.accounts = accounts;
    }

    /** Returns the calls that it took, when everything that was found is durable. */
    long after(App app, Reading reading, Instant startedAt) {
        if (!app.descriptor().has(RecordReader.class)) {
            return 0;
        }
        PolledType type = reading.type();
        int batch = app.descriptor().reading().batch();
        long calls = 0;
        List<String> ids = publisher.unlisted(type, startedAt, "", batch);
        while (!ids.isEmpty()) {
            List<String> asked = ids;
            Dated<Found> found = app.call(connector ->
                    connector.need(RecordReader.class).readByIds(type.type(), accounts.fields(type), asked));
            calls++;
            publisher.found(reading, found).await();
            ids = publisher.unlisted(type, startedAt, asked.getLast(), batch);
        }
        return calls;
    }
}
