package io.bothways.writer.call;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.call.Lookup.Result;
import io.bothways.writer.call.Verdict.Judged;
import io.bothways.writer.retry.Treatment;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether somebody has made the record of a create on this side by now: the news of that may be as young as a poll is
 * far away, and few apps keep a key unique. Asked right before the call, one question per key for the whole batch. A
 * listing's creates are not asked for: they are many, and rest on a listing of both sides.
 */
@ApplicationScoped
public class MadeMeanwhile {
    private final Lookup lookup;
    private final Clock clock;

    MadeMeanwhile(Lookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Verdicts on creates that must not be sent, or not yet; the others are absent. */
    public List<Judged> find(App app, Batch batch) {
        if (batch.isEmpty() || batch.kind() != WriteKind.CREATE || !isAskedFor(batch.lane())) {
            return List.of();
        }
        try {
            Map<String, Result> found = lookup.byKeys(app, batch.type(), batch.entries());
            Set<String> ids = found.values().stream()
                    .flatMap(result -> result.records().stream())
                    .map(record -> record.value().id())
                    .collect(Collectors.toCollection(TreeSet::new));
            return ids.isEmpty() ? List.of() : judge(app.account().id(), batch.entries(), read(app, batch, ids));
        } catch (ConnectorException failed) {
            return notAnswered(
                    batch.entries(), failed.kind(), failed.failure(), failed.retryAt(), clock.instant());
        }
    }

    /** Whether somebody may have made it since the listings that a create of this lane rests on. */
    public static boolean isAskedFor(Lane lane) {
        return switch (lane) {
            case LIVE, RETRY -> true;
            case BACKFILL, NIGHTLY -> false;
        };
    }

    /** A search may show what was: two who only once had the same key must not be linked. */
    private static Dated<Found> read(App app, Batch batch, Set<String> ids) {
        Set<String> keys = batch.entries().stream()
                .flatMap(entry -> Lookup.matchKeys(entry).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return app.call(
                BacklogEntry.lane(batch.entries()),
                connector -> connector.need(RecordReader.class).readByIds(batch.type(), keys, ids));
    }

    /** Verdicts on creates whose record is there, as just read by id; the others are absent. */
    public static List<Judged> judge(AccountId account, List<BacklogEntry> entries, Dated<Found> now) {
        List<Judged> judged = new ArrayList<>();
        for (BacklogEntry entry : entries) {
            Map<String, Dated<Found>> byKey = new HashMap<>();
            Lookup.matchKeys(entry).keySet().forEach(key -> byKey.put(key, now));
            Result holders = Lookup.result(entry, byKey);
            if (!holders.records().isEmpty()) {
                Optional<SourceRecord> only = holders.only();
                judged.add(new Judged(entry, new Verdict.Ended(new Outcome.AlreadyExists(
                        only.map(record -> AnswerReading.ref(entry, account, record.id())),
                        only.isPresent() ? made() : madeMoreThanOnce()))));
            }
        }
        return judged;
    }

    /** Nothing was sent: what is not known yet is asked again later, what the app never tells keeps nobody waiting. */
    public static List<Judged> notAnswered(List<BacklogEntry> entries, FailureKind kind, Failure failure,
            Optional<Instant> retryAt, Instant now) {
        return switch (Treatment.of(kind)) {
            case REFUSE, DECIDE_AGAIN -> List.of();
            case TRY_AGAIN, LOOK_UP -> entries.stream()
                    .map(entry -> new Judged(entry, new Verdict.Retry(failure)))
                    .toList();
            case WAIT_FOR_APP, WAIT_FOR_PERSON -> entries.stream()
                    .map(entry -> new Judged(entry, AnswerReading.failed(entry, kind, failure, retryAt, now)))
                    .toList();
        };
    }

    private static Failure made() {
        return new Failure(FailureCodes.DUPLICATE_VALUE,
                "Somebody has made this record in the app meanwhile. The two are linked.", "", "", 0);
    }

    private static Failure madeMoreThanOnce() {
        return new Failure(FailureCodes.DUPLICATE_VALUE,
                "The app has several records with this key by now. No further one is made.", "", "", 0);
    }
}
