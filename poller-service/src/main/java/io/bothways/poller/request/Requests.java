package io.bothways.poller.request;

import io.bothways.connector.Connector.Identity;
import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.Cursor;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.contracts.Cause;
import io.bothways.contracts.Topics;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.write.Failure;
import io.bothways.poller.PolledType;
import io.bothways.poller.account.PolledAccounts;
import io.bothways.poller.account.Troubles;
import io.bothways.poller.poll.Changes;
import io.bothways.poller.poll.Changes.Total;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fulfils the wishes that are more than scheduling. Each may be begun again after a crash. */
@ApplicationScoped
public class Requests {
    private static final Duration UNTIL_CONNECTED = Duration.ofSeconds(5);

    private final PolledAccounts accounts;
    private final Changes changes;
    private final ChangePublisher publisher;
    private final Troubles troubles;
    private final Teller teller;
    private final Clock clock;

    Requests(
            PolledAccounts accounts,
            Changes changes,
            ChangePublisher publisher,
            Troubles troubles,
            Teller teller,
            Clock clock) {
        this.accounts = accounts;
        this.changes = changes;
        this.publisher = publisher;
        this.troubles = troubles;
        this.teller = teller;
        this.clock = clock;
    }

    /** Calls the account whatever its state: whether it can be used is the question. Answered, save while parked. */
    public Next check(Request.CheckAccount request) {
        accounts.refresh();
        Optional<App> opened = accounts.openAnyway(request.head().account());
        if (opened.isEmpty()) {
            Failure unknown = new Failure(
                    FailureCodes.NOT_FOUND, "There is no such account, or no connector for it.", "", "", 0);
            teller.tell(new Activity.AccountFailed(teller.following(request.head()), unknown, false));
            return Next.never();
        }
        App app = opened.get();
        try {
            Identity identity = app.call(connector -> connector.identify()).value();
            List<ObjectSchema> objects = app.call(connector -> connector.need(SchemaReader.class).describe()).value();
            ConnectorDescriptor descriptor = app.descriptor();
            troubles.forget(app.account());
            teller.tell(new Activity.AccountChecked(
                    teller.following(request.head()),
                    identity.id(),
                    identity.label(),
                    descriptor.api().version(),
                    objects));
            return Next.never();
        } catch (ConnectorException failed) {
            if (failed.kind() == FailureKind.RATE_LIMITED) {
                return Next.at(troubles.after(app.account(), failed, 1));
            }
            teller.tell(new Activity.AccountFailed(
                    teller.following(request.head()), failed.failure(), failed.kind() == FailureKind.REAUTHORIZE));
            return Next.never();
        }
    }

    /** Publishes what was modified since then, also what merge holds already; the cursor stays where it is. */
    public Next pollSince(Request.PollSince request) {
        PolledType type = type(request, request.type());
        if (!accounts.isMapped(type)) {
            return Next.never();
        }
        Optional<App> opened = accounts.open(type);
        if (opened.isEmpty()) {
            return Next.at(clock.instant().plus(UNTIL_CONNECTED));
        }
        App app = opened.get();
        Instant begun = clock.instant();
        Cause cause = new Cause(Cause.Kind.REQUEST, request.run());
        teller.tell(new Activity.RunStarted(teller.head(type, cause), request.run(), RunKind.WINDOW, type.type()));
        Reading reading =
                new Reading(type, app.descriptor().id(), Topics.CHANGES, cause, Reading.Source.WINDOW, true);
        try {
            Instant theirs = request.since().minus(app.clockBehind());
            Cursor since = app.connector().need(ChangeSource.class).startingAt(type.type(), theirs);
            Total total = changes.since(app, reading, accounts.fields(type), since, (from, next) -> true);
            tellFinished(reading, request.run(), total, begun, List.of());
            return Next.never();
        } catch (ConnectorException failed) {
            if (passes(failed)) {
                return Next.at(troubles.after(app.account(), failed, 1));
            }
            tellFinished(reading, request.run(), new Total(0, 0, 0), begun, List.of(failed.failure()));
            return Next.never();
        }
    }

    /** Reads the records by id and publishes what they hold, or that they are gone, or where they live on. */
    public Next reread(Request.RereadRecords request) {
        PolledType type = type(request, request.type());
        if (!accounts.isMapped(type)) {
            return Next.never();
        }
        Optional<App> opened = accounts.open(type);
        if (opened.isEmpty()) {
            return Next.at(clock.instant().plus(UNTIL_CONNECTED));
        }
        App app = opened.get();
        Reading reading = new Reading(
                type, app.descriptor().id(), Topics.CHANGES, request.head().cause(), Reading.Source.REREAD, true);
        try {
            Set<String> read = new HashSet<>(request.ids());
            List<String> ids = new ArrayList<>(request.ids());
            int batch = app.descriptor().reading().batch();
            int from = 0;
            while (from < ids.size()) {
                List<String> some = List.copyOf(ids.subList(from, Math.min(from + batch, ids.size())));
                from += some.size();
                Dated<Found> found = app.call(
                        connector -> connector.need(RecordReader.class).readByIds(type.type(), accounts.fields(type), some));
                publisher.found(reading, found).await();
                // What a record was combined into is read as well, once.
                found.value().moved().values().stream().filter(read::add).forEach(ids::add);
            }
            return Next.never();
        } catch (ConnectorException failed) {
            // Merge waits for the reading, so it is tried for as long as somebody maps the type.
            return Next.at(troubles.after(app.account(), failed, 1));
        }
    }

    private void tellFinished(Reading reading, String run, Total total, Instant begun, List<Failure> failures) {
        teller.tell(new Activity.RunFinished(
                teller.head(reading.type(), reading.cause()),
                run,
                RunKind.WINDOW,
                reading.type().type(),
                total.records(),
                total.published(),
                Map.of("changes", total.calls()),
                Duration.between(begun, clock.instant()),
                failures));
    }

    private static boolean passes(ConnectorException failed) {
        return failed.kind() == FailureKind.RETRY
                || failed.kind() == FailureKind.RATE_LIMITED
                || failed.kind() == FailureKind.OUTCOME_UNKNOWN;
    }

    private static PolledType type(Request request, String type) {
        return new PolledType(request.head().tenant(), request.head().account(), type);
    }
}
