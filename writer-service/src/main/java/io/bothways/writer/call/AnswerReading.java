package io.bothways.writer.call;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.write.Answer;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.retry.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what an answer, or a failure, means for a command: by the one table of retries. Pure. */
public final class AnswerReading {
    /** Where an app limits single inputs without saying for how long. */
    static final Duration UNTOLD_LIMIT = Duration.ofSeconds(10);

    private AnswerReading() {}

    public static Verdict of(BacklogEntry entry, Dated<? extends Answer> dated, AccountId account, Instant now) {
        return switch (dated.value()) {
            case Answer.Done done -> done(entry, dated, done, account);
            case Answer.Duplicate(Optional<String> existing, Failure failure) -> entry.kind() == WriteKind.CREATE
                    ? new Verdict.Ended(new Outcome.AlreadyExists(existing.map(id -> ref(entry, account, id)), failure))
                    : new Verdict.Ended(new Outcome.Rejected(failure));
            case Answer.Moved(String id) -> new Verdict.Ended(new Outcome.MovedTo(ref(entry, account, id)));
            case Answer.Missing missing -> new Verdict.Ended(gone(entry, account));
            case Answer.Failed(FailureKind kind, Failure failure) ->
                failed(entry, kind, failure, Optional.empty(), now);
        };
    }

    /** A failure of the whole call, or of one input where the app names each. */
    public static Verdict failed(
            BacklogEntry entry, FailureKind kind, Failure failure, Optional<Instant> retryAt, Instant now) {
        return switch (Treatment.of(kind)) {
            case TRY_AGAIN -> new Verdict.Retry(failure);
            case WAIT_FOR_APP -> new Verdict.Throttled(retryAt.orElse(now.plus(UNTOLD_LIMIT)), failure);
            case WAIT_FOR_PERSON -> new Verdict.Unauthorised(failure);
            case LOOK_UP -> new Verdict.Unknown(failure, now);
            case DECIDE_AGAIN -> new Verdict.Ended(new Outcome.Stale(
                    Optional.empty(), "the record was changed in the app at the same moment"));
            case REFUSE -> new Verdict.Ended(new Outcome.Rejected(failure));
        };
    }

    /** Whether the app refused the whole call for what one record in it holds, so that halves may tell which. */
    static boolean isAboutRecords(ConnectorException failed) {
        return switch (failed.kind()) {
            // 403 and 404 are about the call: its halves would be refused as well, call by call.
            case REJECTED -> failed.failure().status() != 403 && failed.failure().status() != 404;
            case STALE_VERSION, DEFECT -> true;
            case NOT_FOUND, CURSOR_EXPIRED, RETRY, RATE_LIMITED, REAUTHORIZE, OUTCOME_UNKNOWN -> false;
        };
    }

    static RecordRef ref(BacklogEntry entry, AccountId account, String id) {
        return new RecordRef(account, entry.type(), id);
    }

    private static Verdict done(
            BacklogEntry entry, Dated<? extends Answer> dated, Answer.Done done, AccountId account) {
        if (entry.kind() == WriteKind.DELETE) {
            return new Verdict.Ended(
                    new Outcome.Applied(ref(entry, account, entry.targetId()), Optional.empty(), true));
        }
        return done.told()
                .<Verdict>map(told -> new Verdict.Ended(new Outcome.Applied(
                        ref(entry, account, done.id()),
                        Optional.of(dated.snapshot(account, entry.type(), told, false, false)),
                        true)))
                .orElseGet(() -> new Verdict.Written(done.id()));
    }

    private static Outcome gone(BacklogEntry entry, AccountId account) {
        return entry.targetId().isEmpty()
                ? new Outcome.Rejected(new Failure(
                        FailureCodes.NOT_FOUND,
                        "The app did not find something that the new record refers to.",
                        "",
                        "",
                        404))
                : new Outcome.Gone(ref(entry, account, entry.targetId()));
    }
}
