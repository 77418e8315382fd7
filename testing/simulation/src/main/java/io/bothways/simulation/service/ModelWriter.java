package io.bothways.simulation.service;

import io.bothways.connector.write.Answer;
import io.bothways.contracts.Lane;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppApi;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.app.ModelApp;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Channel;
import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Reply;
import io.bothways.simulation.wire.Timeline;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.call.AnswerReading;
import io.bothways.writer.call.Verdict;
import io.bothways.writer.call.Verdict.Judged;
import io.bothways.writer.retry.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Carries out the commands to one app: the service's verdicts over a backlog in memory. */
public final class ModelWriter extends Process {
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofSeconds(5), Duration.ofMinutes(10), 10);

    private final ModelApp app;
    private final AppApi api;
    private final Calls calls;
    private final Timeline timeline;
    private final Faults faults;
    private final Words words;
    private final WriterRules rules;
    private final BeforeCall before;
    private final Aftermath aftermath;
    private final Channel<WriteCommand> commands;
    private final Channel<WriteResult> results;
    private final Function<WriteCommand, Set<String>> roots;
    private final Map<String, WriterRow> rows = new LinkedHashMap<>();
    private long sequence;
    private long pausedUntil;
    private boolean calling;

    /** @param roots the record that a person made and that a create goes back to */
    public ModelWriter(ModelApp app, Calls calls, Timeline timeline, Faults faults, Words words, WriterRules rules,
            Channel<WriteResult> results, Function<WriteCommand, Set<String>> roots) {
        super(timeline, faults, FaultKind.WRITER_KILLED);
        this.app = app;
        this.api = new AppApi(app);
        this.calls = calls;
        this.timeline = timeline;
        this.faults = faults;
        this.words = words;
        this.rules = rules;
        this.results = results;
        this.roots = roots;
        this.commands = new Channel<>(timeline, faults, false);
        this.before = new BeforeCall(this, api, calls, timeline, rules);
        this.aftermath = new Aftermath(this, api, calls, timeline);
        commands.readBy(this::takeIn);
    }

    /** A command is published. */
    public void command(WriteCommand command) {
        commands.send(command);
    }

    private void takeIn() {
        if (down()) {
            return;
        }
        List<WriteCommand> due = commands.due(10);
        for (WriteCommand command : due) {
            arrive(command);
        }
        commands.commit(due.size());
        if (!due.isEmpty()) {
            boolean delayed = faults.strikes(FaultKind.DELAYED);
            if (delayed) {
                pausedUntil = Math.max(pausedUntil, timeline.now() + timeline.luck().nextLong(700_000, 1_500_000));
            }
            workSoon();
        }
    }

    private void arrive(WriteCommand command) {
        WriterRow known = rows.get(command.head().id());
        if (known != null) {
            if (!known.open()) {
                results.send(known.result.orElseThrow());
            }
            return;
        }
        WriterRow row = new WriterRow(command, ++sequence);
        rows.put(command.head().id(), row);
        List<WriterRow> line = rows.values().stream().filter(other -> other.open() && other.sameLine(row)).toList();
        WriterRow newest = line.stream()
                .max(Comparator.comparingLong(other -> other.command.head().revision()))
                .orElseThrow();
        line.stream()
                .filter(other -> other != newest && other.queued())
                .filter(other -> other.command.head().revision() < newest.command.head().revision())
                .forEach(other -> end(other, new Outcome.Superseded(newest.command.head().id())));
    }

    private void workSoon() {
        timeline.between(200, 1_500, inThisLife(this::work));
    }

    private void work() {
        if (calling) {
            return;
        }
        if (timeline.now() < pausedUntil) {
            timeline.in(pausedUntil - timeline.now(), inThisLife(this::work));
            return;
        }
        List<WriterRow> due = due();
        if (due.isEmpty()) {
            rows.values().stream().filter(WriterRow::queued).mapToLong(row -> row.nextTry).min().ifPresent(next ->
                    timeline.in(Math.max(1_000, next - timeline.now()), inThisLife(this::work)));
            return;
        }
        calling = true;
        before.look(due, () -> send(due.stream()
                .filter(WriterRow::queued)
                .filter(row -> row.nextTry <= timeline.now())
                .toList()), () -> {
            calling = false;
            workSoon();
        });
    }

    /** The most urgent ones that share a call; writes to one record go one after the other. */
    private List<WriterRow> due() {
        List<WriterRow> batch = new ArrayList<>();
        int most = 1 + timeline.luck().nextInt(4);
        List<WriterRow> open = rows.values().stream().filter(WriterRow::open).toList();
        open.stream()
                .filter(row -> row.queued() && row.nextTry <= timeline.now())
                .sorted(Comparator.comparing((WriterRow row) -> row.lane).thenComparingLong(row -> row.sequence))
                .forEach(row -> {
                    boolean busy = open.stream().anyMatch(other -> other != row && other.sameTarget(row)
                            && (!other.queued() || batch.contains(other)));
                    if (!busy && batch.size() < most && (batch.isEmpty() || sameCall(batch.getFirst(), row))) {
                        batch.add(row);
                    }
                });
        return batch;
    }

    private static boolean sameCall(WriterRow one, WriterRow other) {
        return one.entry().kind() == other.entry().kind() && one.entry().type().equals(other.entry().type());
    }

    private void send(List<WriterRow> batch) {
        if (batch.isEmpty()) {
            calling = false;
            workSoon();
            return;
        }
        String call = words.next("call");
        batch.forEach(row -> row.sent = Optional.of(new Sent(call, timeline.instant(), "")));
        if (dies()) {
            return;
        }
        List<BacklogEntry> entries = batch.stream().map(WriterRow::entry).toList();
        Map<String, Long> known = new LinkedHashMap<>();
        entries.forEach(entry -> known.put(entry.id(), api.lastRead(entry.targetId())));
        calls.write(() -> entries.stream().map(entry -> serve(entry, known.get(entry.id()))).toList(),
                inThisLife((Reply<List<Answer>> reply) -> {
            calling = false;
            if (dies()) {
                return;
            }
            conclude(judge(entries, reply));
            workSoon();
        }));
    }

    private Answer serve(BacklogEntry entry, long knownAt) {
        Thing thing = app.thing(entry.type());
        return switch (entry.command()) {
            case WriteCommand.CreateRecord create ->
                api.create(thing, create.fields(), entry.id(), roots.apply(create));
            case WriteCommand.UpdateRecord update -> api.update(new AppApi.Update(
                    entry.targetId(), update.fields(), update.expected(), entry.id(), knownAt));
            case WriteCommand.DeleteRecord delete -> api.archive(entry.targetId(), entry.id(), knownAt);
        };
    }

    private List<Judged> judge(List<BacklogEntry> entries, Reply<List<Answer>> reply) {
        List<Judged> judged = new ArrayList<>();
        switch (reply) {
            case Reply.Failed<List<Answer>> failed -> entries.forEach(entry -> judged.add(new Judged(
                    entry, AnswerReading.failed(
                            entry, failed.kind(), failed.failure(), failed.retryAt(), timeline.instant()))));
            case Reply.Answered<List<Answer>>(Dated<List<Answer>> dated) -> {
                for (int i = 0; i < entries.size(); i++) {
                    Answer answer = dated.value().get(i);
                    judged.add(new Judged(entries.get(i), AnswerReading.of(entries.get(i),
                            dated.part(answer), app.account(), timeline.instant())));
                }
            }
        }
        return judged;
    }

    /** Makes verdicts durable and says what is left to do. */
    void conclude(List<Judged> judged) {
        for (Judged each : judged) {
            WriterRow row = rows.get(each.entry().id());
            switch (each.verdict()) {
                case Verdict.Ended(Outcome outcome) -> end(row, outcome);
                case Verdict.Written(String id) -> {
                    row.sent = row.sent.map(sent -> new Sent(sent.call(), sent.at(), id));
                    timeline.in(2_000, inThisLife(() -> aftermath.readBack(row, 0)));
                }
                case Verdict.Retry(Failure failure) -> retry(row, failure);
                case Verdict.Throttled(Instant until, Failure failure) -> {
                    putBack(row, until.toEpochMilli());
                    pausedUntil = Math.max(pausedUntil, until.toEpochMilli());
                    if (timeline.luck().nextBoolean()) {
                        results.send(result(row, new Outcome.Deferred(until, failure)));
                    }
                }
                case Verdict.Unauthorised any -> putBack(row, timeline.now() + 60_000);
                case Verdict.NotSent any -> putBack(row, timeline.now());
                case Verdict.Unknown(Failure failure, Instant at) -> unknown(row, at);
            }
        }
        workSoon();
    }

    private void unknown(WriterRow row, Instant at) {
        Optional<Verdict> rash = rules.unknown().withoutLooking(row.entry());
        if (rash.isPresent()) {
            conclude(List.of(new Judged(row.entry(), rash.get())));
        } else {
            timeline.in(Math.max(1, at.toEpochMilli() - timeline.now()), inThisLife(() -> aftermath.lookUp(row)));
        }
    }

    private void retry(WriterRow row, Failure failure) {
        row.attempts++;
        if (SCHEDULE.isOver(row.attempts)) {
            end(row, new Outcome.Rejected(failure));
            return;
        }
        row.lane = row.lane == Lane.LIVE ? Lane.RETRY : row.lane;
        SplittableRandom luck = timeline.luck();
        putBack(row, SCHEDULE.next(row.attempts, timeline.instant(), luck).toEpochMilli());
    }

    private static void putBack(WriterRow row, long nextTry) {
        row.sent = Optional.empty();
        row.nextTry = nextTry;
    }

    private void end(WriterRow row, Outcome outcome) {
        if (row.open()) {
            row.result = Optional.of(result(row, outcome));
            if (!dies()) {
                results.send(row.result.orElseThrow());
                row.told = true;
            }
        }
    }

    private static WriteResult result(WriterRow row, Outcome outcome) {
        return new WriteResult(row.command.head(), WriteKind.of(row.command).code(), row.command.fields(),
                row.command.sourceValues(), outcome);
    }

    @Override
    void restart() {
        calling = false;
        for (WriterRow row : rows.values()) {
            if (!row.open() && !row.told) {
                results.send(row.result.orElseThrow());
                row.told = true;
            } else if (row.open() && row.sent.isPresent()) {
                if (row.sent.get().answeredId().isEmpty()) {
                    unknown(row, timeline.instant());
                } else {
                    timeline.in(100, inThisLife(() -> aftermath.readBack(row, 0)));
                }
            }
        }
        takeIn();
        workSoon();
    }

    <T> java.util.function.Consumer<T> unlessDead(java.util.function.Consumer<T> step) {
        return inThisLife(step);
    }

    public boolean busy() {
        return !commands.isEmpty() || down() || rows.values().stream().anyMatch(WriterRow::open);
    }
}
