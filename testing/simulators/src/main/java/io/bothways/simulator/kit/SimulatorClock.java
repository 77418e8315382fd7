package io.bothways.simulator.kit;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The time of a simulator: a base clock that can be advanced, and tasks that run when that time has come. So limits,
 * token lifetimes, index lag, webhook retries and people's edits can be skipped over in a test without waiting.
 */
public final class SimulatorClock extends Clock {
    private final Clock base;
    private final Vertx vertx;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private volatile long offset;
    private long nextOrder;
    private @Nullable Long timer;

    SimulatorClock(Clock base, Vertx vertx) {
        this.base = base;
        this.vertx = vertx;
    }

    /** Moves time forward, stopping at each task that becomes due on the way, so that a repeated one runs each time. */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards");
        }
        long target = offset + step.toMillis();
        for (Task task = tasks.peek(); task != null && task.due() <= base.millis() + target; task = tasks.peek()) {
            offset = Math.max(offset, task.due() - base.millis());
            tasks.remove();
            task.action().run();
        }
        offset = Math.max(offset, target);
        arm();
    }

    /** Runs a task once the delay has passed on this clock. */
    public Task schedule(Duration delay, Runnable action) {
        Task task = new Task(millis() + delay.toMillis(), nextOrder++, action);
        tasks.add(task);
        arm();
        return task;
    }

    public void cancel(Task task) {
        tasks.remove(task);
    }

    @Override
    public long millis() {
        return base.millis() + offset;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A simulator tells time in UTC");
    }

    private void runDue() {
        for (Task task = tasks.peek(); task != null && task.due() <= millis(); task = tasks.peek()) {
            tasks.remove();
            task.action().run();
        }
        arm();
    }

    private void arm() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
        Task next = tasks.peek();
        if (next != null) {
            timer = vertx.setTimer(Math.max(1, next.due() - millis()), fired -> {
                timer = null;
                runDue();
            });
        }
    }

    /** Something to be done at a time. */
    public record Task(long due, long order, Runnable action) {
    }
}
