package io.bothways.writer.account;

import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.event.Activity;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.settle.Conclusion.Pause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an account must not be called, and telling so: once per pause, however many calls run into it. */
final class Pauses {
    private final AccountKey key;
    private final Desk desk;
    private volatile @Nullable Pause current;
    private volatile long refusedRevision = -1;
    private volatile long revision;
    private Instant toldUntil = Instant.MIN;
    private long toldRevision = -1;

    Pauses(AccountKey key, Desk desk) {
        this.key = key;
        this.desk = desk;
    }

    /** @param now with an account that was mended since, refused credentials are forgotten */
    boolean isPaused(long accountRevision, Instant now) {
        revision = accountRevision;
        Pause pause = current;
        if (pause != null && pause.unauthorised() && accountRevision != refusedRevision) {
            current = null;
            return false;
        }
        return lastsAt(now);
    }

    boolean lastsAt(Instant now) {
        return until().isAfter(now);
    }

    Instant until() {
        Pause pause = current;
        return pause == null ? Instant.MIN : pause.until();
    }

    void add(Pause pause) {
        if (pause.unauthorised()) {
            refusedRevision = revision;
        }
        if (pause.until().isAfter(until())) {
            current = pause;
        }
    }

    /** Makes it known, durably; a pause that is known already is not told again. */
    void tell(Pause pause) {
        if (isNews(pause)) {
            MessageHead head = desk.heads().now(key.tenant(), key.account(), Cause.of(Cause.Kind.WRITE));
            Activity activity = pause.unauthorised()
                    ? new Activity.AccountFailed(head, pause.failure(), true)
                    : new Activity.AccountParked(head, pause.until(), pause.failure());
            desk.persistence().untilDone("telling of a pause", () -> desk.settlement().tell(activity));
        }
    }

    private synchronized boolean isNews(Pause pause) {
        if (pause.unauthorised()) {
            boolean news = toldRevision != revision;
            toldRevision = revision;
            return news;
        }
        boolean news = pause.until().isAfter(toldUntil);
        toldUntil = news ? pause.until() : toldUntil;
        return news;
    }
}
