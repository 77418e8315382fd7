package io.bothways.poller.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Work that is done at its time by one of the replicas, and by another one if that replica dies. Kept in PostgreSQL by
 * db-scheduler; whoever does a piece of work says when it is done next.
 */
public final class Schedules implements AutoCloseable {
    private static final String TABLE = "poller.scheduled_tasks";
    private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(200);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final TaskDescriptor<Void> polls = TaskDescriptor.of("poll");
    private final TaskDescriptor<Void> listings = TaskDescriptor.of("listing");
    private final TaskDescriptor<Void> subscriptions = TaskDescriptor.of("subscription");
    private final TaskDescriptor<byte[]> requests = TaskDescriptor.of("request", byte[].class);
    private final Scheduler scheduler;

    /** What is done. Each may be called again with the same argument after a crash. */
    public interface Work {
        Next poll(String type) throws InterruptedException;

        Next list(String listing) throws InterruptedException;

        Next subscribe(String account) throws InterruptedException;

        Next serve(byte[] request) throws InterruptedException;
    }

    @FunctionalInterface
    private interface Step<T> {
        Next take(String name, T content) throws InterruptedException;
    }

    public Schedules(DataSource database, Work work, int concurrency, Duration heartbeat) {
        scheduler = Scheduler.create(
                        database,
                        task(polls, (name, nothing) -> work.poll(name)),
                        task(listings, (name, nothing) -> work.list(name)),
                        task(subscriptions, (name, nothing) -> work.subscribe(name)),
                        task(requests, (name, request) -> work.serve(request)))
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed("poller-" + UUID.randomUUID()))
                .serializer(new Bytes())
                .threads(concurrency)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(LOOKED_AT_EVERY)
                .enableImmediateExecution()
                .heartbeatInterval(heartbeat)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(STOPPED_WITHIN)
                .build();
    }

    public void start() {
        scheduler.start();
    }

    /** Does nothing where it is scheduled already; whether it was not. */
    public boolean poll(String type, Instant at) {
        return scheduler.scheduleIfNotExists(polls.instance(type).build(), at);
    }

    /** Lets a poll that is scheduled for later come then; false where it is under way and will choose for itself. */
    public boolean hasten(String type, Instant latest) {
        return hasten(polls, type, latest);
    }

    /** Does nothing where it is scheduled already; whether it was not. */
    public boolean subscribe(String account, Instant at) {
        return scheduler.scheduleIfNotExists(subscriptions.instance(account).build(), at);
    }

    /** As {@link #hasten}, for an account's subscription. */
    public boolean hastenSubscription(String account, Instant latest) {
        return hasten(subscriptions, account, latest);
    }

    private boolean hasten(TaskDescriptor<Void> task, String name, Instant latest) {
        TaskInstanceId work = TaskInstanceId.of(task.getTaskName(), name);
        Optional<ScheduledExecution<Object>> scheduled = scheduler.getScheduledExecution(work);
        if (scheduled.isEmpty() || scheduled.get().isPicked()) {
            return false;
        }
        try {
            return !scheduled.get().getExecutionTime().isAfter(latest) || scheduler.reschedule(work, latest);
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException meanwhile) {
            return false;
        }
    }

    public void list(String listing, Instant at) {
        scheduler.scheduleIfNotExists(listings.instance(listing).build(), at);
    }

    public void serve(String id, byte[] request, Instant at) {
        scheduler.scheduleIfNotExists(requests.instance(id).data(request).build(), at);
    }

    /** The types for which a poll is scheduled or under way. */
    public Set<String> polled() {
        return scheduler.getScheduledExecutionsForTask(polls.getTaskName()).stream()
                .map(execution -> execution.getTaskInstance().getId())
                .collect(Collectors.toSet());
    }

    private static <T> CustomTask<T> task(TaskDescriptor<T> descriptor, Step<T> step) {
        return Tasks.custom(descriptor)
                // Not an app's failure, which the work itself answers: the database or the broker is away, or a defect.
                .onFailure((complete, operations) -> operations.reschedule(complete, afterDefect(complete)))
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        new Completion<T>(take(step, instance.getId(), instance.getData())));
    }

    private static <T> Next take(Step<T> step, String name, T content) {
        try {
            return step.take(name, content);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service stops", interrupted);
        }
    }

    private static Instant afterDefect(ExecutionComplete complete) {
        int failures = Math.min(complete.getExecution().consecutiveFailures, 10);
        Duration wait = Duration.ofMillis(500L << failures);
        return complete.getTimeDone().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    @Override
    public void close() {
        scheduler.stop();
    }

    private record Completion<T>(Next next) implements CompletionHandler<T> {
        @Override
        public void complete(ExecutionComplete complete, ExecutionOperations<T> operations) {
            switch (next) {
                case Next.Again(Instant at) -> operations.reschedule(complete, at);
                case Next.Never() -> operations.remove();
            }
        }
    }

    /** Content is bytes already. */
    private static final class Bytes implements Serializer {
        @Override
        public byte[] serialize(Object content) {
            return content == null ? null : (byte[]) content;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] content) {
            return content == null ? null : type.cast(content);
        }
    }
}
