package io.bothways.writer.call;

import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.writer.backlog.BacklogEntry;
import java.time.Instant;

/** What is known of one command after a step, and so what comes next for it. */
public sealed interface Verdict {
    /** It has its outcome. */
    record Ended(Outcome outcome) implements Verdict {}

    /** The app has carried it out, but not told what the record now holds. */
    record Written(String recordId) implements Verdict {}

    /** Nothing was applied, and trying again may help; it counts as a failed try. */
    record Retry(Failure failure) implements Verdict {}

    /** Nothing was applied, because the app wants fewer calls; counts for nothing. */
    record Throttled(Instant until, Failure failure) implements Verdict {}

    /** Nothing was applied, because the app does not accept the credentials; counts for nothing. */
    record Unauthorised(Failure failure) implements Verdict {}

    /** Nothing was sent, because the right to call was gone; counts for nothing. */
    record NotSent() implements Verdict {}

    /** It may have been applied: it is looked up, not before {@code lookAt}, before anything is sent again. */
    record Unknown(Failure failure, Instant lookAt) implements Verdict {}

    /** A command with its verdict. */
    record Judged(BacklogEntry entry, Verdict verdict) {}
}
