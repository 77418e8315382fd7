package io.bothways.writer.call;

import io.bothways.connector.Connector;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.write.Answer;
import io.bothways.connector.write.NewRecord;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordUpdate;
import io.bothways.connector.write.RecordWriter;
import io.bothways.contracts.write.Failure;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.WriterMeters;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.batch.Batch;
import io.bothways.writer.call.Verdict.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Makes the call of a batch whose intent is stored, and reads an outcome per command out of whatever comes back. */
@ApplicationScoped
public class BatchCall {
    private static final Logger LOG = Logger.getLogger(BatchCall.class);

    private final WriterMeters meters;
    private final Clock clock;

    BatchCall(WriterMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Thrown right before an exchange that must not be made any more. */
    private static final class NoRight extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRight() {
            super("the right to call the account is gone", null, false, false);
        }
    }

    private record Attempt(List<Judged> judged, boolean aboutRecords) {}

    /** @param mayStart asked right before each exchange, after every wait */
    public List<Judged> make(App app, Batch batch, BooleanSupplier mayStart) {
        return Halving.run(batch.entries(), some -> attempt(app, batch.with(some), mayStart), Attempt::aboutRecords)
                .stream()
                .flatMap(attempt -> attempt.judged.stream())
                .toList();
    }

    private Attempt attempt(App app, Batch batch, BooleanSupplier mayStart) {
        AtomicBoolean started = new AtomicBoolean();
        Runnable permission = () -> {
            if (!mayStart.getAsBoolean()) {
                throw new NoRight();
            }
            started.set(true);
        };
        long begun = System.nanoTime();
        String outcome = "ok";
        try {
            Dated<List<Answer>> answers = app.call(
                    batch.lane(), permission, connector -> send(connector, batch));
            return new Attempt(read(app, batch, answers), false);
        } catch (ConnectorException failed) {
            outcome = WriterMeters.tag(failed.kind());
            List<Judged> judged = all(batch, entry -> AnswerReading.failed(
                    entry, failed.kind(), failed.failure(), failed.retryAt(), clock.instant()));
            return new Attempt(judged, AnswerReading.isAboutRecords(failed));
        } catch (NoRight gone) {
            outcome = "not_sent";
            // After an exchange has been made the successor finds out; nothing else is known here.
            return new Attempt(all(batch, entry -> started.get() ? unknown() : new Verdict.NotSent()), false);
        } catch (RuntimeException broken) {
            outcome = "defect";
            LOG.errorf(broken, "a write call broke: connector=%s object=%s operation=%s",
                    app.descriptor().id(), batch.type(), batch.kind().code());
            return new Attempt(all(batch, entry -> started.get() ? unknown() : new Verdict.Retry(broken())), false);
        } finally {
            meters.called(app.descriptor().id(), batch.kind(), outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static List<Answer> send(Connector connector, Batch batch) {
        List<BacklogEntry> entries = batch.entries();
        return switch (batch.kind()) {
            case CREATE -> connector.need(RecordWriter.class).create(
                    batch.type(),
                    entries.stream().map(e -> new NewRecord(e.command().fields(), e.id())).toList());
            case UPDATE -> connector.need(RecordWriter.class).update(
                    batch.type(),
                    entries.stream().map(e -> new RecordUpdate(e.targetId(), e.command().fields())).toList());
            case DELETE -> connector.need(RecordDeletion.class).delete(
                    batch.type(), entries.stream().map(BacklogEntry::targetId).toList());
        };
    }

    private List<Judged> read(App app, Batch batch, Dated<List<Answer>> answers) {
        List<Judged> judged = new ArrayList<>(batch.entries().size());
        for (int i = 0; i < batch.entries().size(); i++) {
            BacklogEntry entry = batch.entries().get(i);
            Verdict verdict = i < answers.value().size()
                    ? AnswerReading.of(
                            entry,
                            answers.part(answers.value().get(i)),
                            app.account().id(),
                            clock.instant())
                    : unknown();
            judged.add(new Judged(entry, verdict));
        }
        return judged;
    }

    private static List<Judged> all(Batch batch, Function<BacklogEntry, Verdict> verdict) {
        return batch.entries().stream().map(entry -> new Judged(entry, verdict.apply(entry))).toList();
    }

    private Verdict unknown() {
        return new Verdict.Unknown(
                new Failure(
                        FailureCodes.OUTCOME_UNKNOWN,
                        "It is not known whether the app carried this out.",
                        "",
                        "",
                        0),
                clock.instant());
    }

    private static Failure broken() {
        return new Failure(
                FailureCodes.CALL_NOT_MADE, "The call could not be made for a reason of our own.", "", "", 0);
    }
}
