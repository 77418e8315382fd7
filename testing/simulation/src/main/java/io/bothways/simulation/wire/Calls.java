package io.bothways.simulation.wire;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.failure.FailureKind;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.calls.Dated;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls to apps: each takes time on its way there and back, and may get lost on either. */
public final class Calls {
    /** The caller gives up after so long. */
    public static final long CLIENT_TIMEOUT = 10_000;
    /** No call is carried out later than so long after it was sent; the connector declares it. */
    public static final long CALL_TIMEOUT = 30_000;

    private final Timeline timeline;
    private final Faults faults;
    private final long tick;

    /** @param tick how coarse the app's modified stamps are */
    public Calls(Timeline timeline, Faults faults, long tick) {
        this.timeline = timeline;
        this.faults = faults;
        this.tick = tick;
    }

    /** Reads something. */
    public <R> void read(Supplier<R> serve, Consumer<Reply<R>> answered) {
        if (faults.strikes(FaultKind.THROTTLED)) {
            throttle(answered);
            return;
        }
        long asked = timeline.ticket();
        timeline.between(50, 800, () -> {
            R value = serve.get();
            long servedAt = timeline.now();
            timeline.between(30, 700, () -> answer(value, asked, servedAt, answered));
        });
    }

    /** Writes something. */
    public <R> void write(Supplier<R> serve, Consumer<Reply<R>> answered) {
        if (faults.strikes(FaultKind.THROTTLED)) {
            throttle(answered);
            return;
        }
        long asked = timeline.ticket();
        if (faults.strikes(FaultKind.REQUEST_LOST)) {
            timeline.in(CLIENT_TIMEOUT, () -> answered.accept(unknown()));
        } else if (faults.strikes(FaultKind.REQUEST_LATE)) {
            timeline.between(CLIENT_TIMEOUT, CALL_TIMEOUT - 1, serve::get);
            timeline.in(CLIENT_TIMEOUT, () -> answered.accept(unknown()));
        } else if (faults.strikes(FaultKind.ANSWER_LOST)) {
            timeline.between(50, 800, serve::get);
            timeline.in(CLIENT_TIMEOUT, () -> answered.accept(unknown()));
        } else {
            timeline.between(50, 800, () -> {
                R value = serve.get();
                long servedAt = timeline.now();
                timeline.between(30, 700, () -> answer(value, asked, servedAt, answered));
            });
        }
    }

    private <R> void answer(R value, long asked, long servedAt, Consumer<Reply<R>> answered) {
        long ticket = timeline.ticket();
        timeline.answered(ticket, servedAt);
        answered.accept(new Reply.Answered<>(new Dated<>(value, asked, ticket, tick)));
    }

    private <R> void throttle(Consumer<Reply<R>> answered) {
        Instant until = timeline.instant().plusMillis(timeline.luck().nextLong(5_000, 120_000));
        Failure failure = new Failure(FailureCodes.RATE_LIMIT_REACHED, "The app wants fewer calls.", "", "", 429);
        timeline.in(100, () -> answered.accept(
                new Reply.Failed<>(FailureKind.RATE_LIMITED, failure, Optional.of(until))));
    }

    private static <R> Reply<R> unknown() {
        return new Reply.Failed<>(FailureKind.OUTCOME_UNKNOWN,
                new Failure(FailureCodes.OUTCOME_UNKNOWN, "The answer was lost.", "", "", 0), Optional.empty());
    }
}
