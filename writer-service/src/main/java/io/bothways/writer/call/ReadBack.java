package io.bothways.writer.call;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.write.Outcome;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.batch.ReadBackGroups.Written;
import io.bothways.writer.call.Verdict.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks the app what written records now hold, where its write answers do not tell: many writes, one call. */
@ApplicationScoped
public class ReadBack {
    private final Clock clock;

    ReadBack(Clock clock) {
        this.clock = clock;
    }

    /** One call. {@code Retry}, {@code Throttled} and {@code Unauthorised} speak of the reading: the write stands. */
    public List<Judged> read(App app, String type, List<Written> written) {
        Set<String> fields = written.stream()
                .flatMap(each -> each.entry().command().fields().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ids = written.stream().map(Written::recordId).collect(Collectors.toCollection(TreeSet::new));
        try {
            Dated<Found> found = app.call(
                    BacklogEntry.lane(written.stream().map(Written::entry).toList()),
                    connector -> connector.need(RecordReader.class).readByIds(type, fields, ids));
            return judge(app.account().id(), written, found);
        } catch (ConnectorException failed) {
            return written.stream()
                    .map(each -> new Judged(each.entry(), failed(each, failed, app.account().id())))
                    .toList();
        }
    }

    /** Carried out, but what it made of the record cannot be read: no base moves, the next poll tells. */
    public static Outcome untold(Written written, AccountId account) {
        return new Outcome.Applied(
                AnswerReading.ref(written.entry(), account, written.recordId()), Optional.empty(), false);
    }

    private Verdict failed(Written written, ConnectorException failed, AccountId account) {
        BacklogEntry entry = written.entry();
        return switch (failed.kind()) {
            case RETRY, OUTCOME_UNKNOWN -> new Verdict.Retry(failed.failure());
            case RATE_LIMITED, REAUTHORIZE -> AnswerReading.failed(
                    entry, failed.kind(), failed.failure(), failed.retryAt(), clock.instant());
            case NOT_FOUND, REJECTED, CURSOR_EXPIRED, STALE_VERSION, DEFECT ->
                new Verdict.Ended(untold(written, account));
        };
    }

    /** What a reading after the write says of it. */
    public static List<Judged> judge(AccountId account, List<Written> written, Dated<Found> found) {
        Map<String, SourceRecord> records = new HashMap<>();
        found.value().records().forEach(record -> records.put(record.id(), record));
        List<Judged> judged = new ArrayList<>(written.size());
        for (Written each : written) {
            BacklogEntry entry = each.entry();
            SourceRecord now = records.get(each.recordId());
            String survivor = found.value().moved().get(each.recordId());
            Outcome outcome;
            if (now != null) {
                outcome = new Outcome.Applied(
                        AnswerReading.ref(entry, account, each.recordId()),
                        Optional.of(found.snapshot(account, entry.type(), now, false, false)),
                        false);
            } else if (survivor != null) {
                outcome = new Outcome.MovedTo(AnswerReading.ref(entry, account, survivor));
            } else {
                outcome = new Outcome.Gone(AnswerReading.ref(entry, account, each.recordId()));
            }
            judged.add(new Judged(entry, new Verdict.Ended(outcome)));
        }
        return judged;
    }
}
