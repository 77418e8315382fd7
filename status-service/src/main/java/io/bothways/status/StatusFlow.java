package io.bothways.status;

import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.Activity.AccountChecked;
import io.bothways.contracts.event.Activity.AccountFailed;
import io.bothways.contracts.event.Activity.AccountParked;
import io.bothways.contracts.event.Activity.AccountRecovered;
import io.bothways.contracts.event.Activity.ConflictsDecided;
import io.bothways.contracts.event.Activity.DeletesHeld;
import io.bothways.contracts.event.Activity.FieldStopped;
import io.bothways.contracts.event.Activity.GateOpened;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.PutBackAnswered;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.RunStarted;
import io.bothways.status.decisions.Conflicts;
import io.bothways.status.decisions.HeldDeletes;
import io.bothways.status.feed.Feed;
import io.bothways.status.feed.Feed.News;
import io.bothways.status.feed.Narrator;
import io.bothways.status.inbox.Inbox;
import io.bothways.status.records.Records;
import io.bothways.status.records.WaitingWrites;
import io.bothways.status.records.Writes;
import io.bothways.status.registry.AccountHealth;
import io.bothways.status.runs.Runs;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Everything that happens arrives as activity: accounts change their state, runs enter the sync log, links their state
 * and reasons, writes their totals and their next tries; conflicts and held deletes are kept for a person to decide, and what is worth
 * telling becomes a line of the live list. One transaction per batch; a batch that comes again writes the same rows.
 */
@ApplicationScoped
public class StatusFlow {
    private final Inbox inbox;
    private final AccountHealth accounts;
    private final Runs runs;
    private final Records records;
    private final Writes writes;
    private final WaitingWrites waiting;
    private final Conflicts conflicts;
    private final HeldDeletes heldDeletes;
    private final Feed feed;
    private final StatusMeters meters;

    StatusFlow(
            Inbox inbox,
            AccountHealth accounts,
            Runs runs,
            Records records,
            Writes writes,
            WaitingWrites waiting,
            Conflicts conflicts,
            HeldDeletes heldDeletes,
            Feed feed,
            StatusMeters meters) {
        this.inbox = inbox;
        this.accounts = accounts;
        this.runs = runs;
        this.records = records;
        this.writes = writes;
        this.waiting = waiting;
        this.conflicts = conflicts;
        this.heldDeletes = heldDeletes;
        this.feed = feed;
        this.meters = meters;
    }

    // Blocking keeps the batches in order: the last word per link counts.
    @Incoming("activity")
    @Blocking
    public void hear(ConsumerRecords<String, byte[]> batch) {
        inbox.take(batch, this::tell);
        meters.heard(batch);
    }

    private void tell(Connection transaction, List<Activity> fresh) throws SQLException {
        List<News> news = new ArrayList<>();
        for (Activity activity : fresh) {
            enter(transaction, activity);
            news.addAll(Narrator.tell(activity, records.titles(transaction, activity)));
        }
        feed.add(transaction, news);
    }

    private void enter(Connection transaction, Activity activity) throws SQLException {
        switch (activity) {
            case AccountChecked checked -> accounts.checked(transaction, checked);
            case AccountFailed failed -> accounts.failed(transaction, failed);
            case AccountRecovered recovered -> accounts.recovered(transaction, recovered);
            case AccountParked parked -> accounts.parked(transaction, parked);
            case RunStarted started -> runs.started(transaction, started);
            case RunProgressed progress -> runs.progressed(transaction, progress);
            case RunFinished finished -> runs.finished(transaction, finished);
            case Polled polled -> runs.polled(transaction, polled);
            case GateOpened gate -> records.opened(transaction, gate);
            case LinksChanged changed -> {
                records.changed(transaction, changed);
                waiting.changed(transaction, changed);
            }
            case RecordsWritten wrote -> {
                writes.written(transaction, wrote);
                waiting.written(transaction, wrote);
            }
            case Activity.WritesWaiting failed -> waiting.waits(transaction, failed);
            case ConflictsDecided decided -> conflicts.decided(transaction, decided);
            case PutBackAnswered answered -> conflicts.putBackAnswered(transaction, answered);
            case DeletesHeld held -> heldDeletes.held(transaction, held);
            case Activity.PushesArranged arranged -> accounts.arranged(transaction, arranged);
            // Lines of the live list; the state of a stopped field's link is told by itself.
            case Activity.PushesLost lost -> {}
            case FieldStopped stopped -> {}
        }
    }
}
