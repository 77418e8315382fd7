package io.bothways.simulation.service;

import io.bothways.connector.read.Found;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppApi;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Reply;
import io.bothways.simulation.wire.Timeline;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.call.AnswerReading;
import io.bothways.writer.call.MadeMeanwhile;
import io.bothways.writer.call.TargetCheck;
import io.bothways.writer.call.Verdict.Judged;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What comes before a write: another look at targets that were read long ago, and at who else has made a record. */
final class BeforeCall {
    private final ModelWriter writer;
    private final AppApi api;
    private final Calls calls;
    private final Timeline timeline;
    private final WriterRules rules;

    BeforeCall(ModelWriter writer, AppApi api, Calls calls, Timeline timeline, WriterRules rules) {
        this.writer = writer;
        this.api = api;
        this.calls = calls;
        this.timeline = timeline;
        this.rules = rules;
    }

    /** Looks where the service would, then goes on; where the app does not answer, {@code over} instead. */
    void look(List<WriterRow> due, Runnable goOn, Runnable over) {
        Instant aged = timeline.instant().minus(rules.checkedAfter());
        List<WriterRow> doubtful = due.stream().filter(row -> TargetCheck.isToBeChecked(row.entry(), aged)).toList();
        List<WriterRow> made = due.stream()
                .filter(row -> row.entry().kind() == WriteKind.CREATE && MadeMeanwhile.isAskedFor(row.lane))
                .toList();
        if (!doubtful.isEmpty()) {
            check(doubtful, goOn, over);
        } else if (!made.isEmpty()) {
            lookForMade(made, goOn, over);
        } else {
            goOn.run();
        }
    }

    private void check(List<WriterRow> doubtful, Runnable goOn, Runnable over) {
        List<BacklogEntry> entries = doubtful.stream().map(WriterRow::entry).toList();
        List<String> ids = entries.stream().map(BacklogEntry::targetId).toList();
        read(ids, writer.unlessDead((Reply<Found> reply) -> {
            switch (reply) {
                case Reply.Failed<Found> failed -> {
                    writer.conclude(entries.stream().map(entry -> new Judged(entry, AnswerReading.failed(entry,
                            failed.kind(), failed.failure(), failed.retryAt(), timeline.instant()))).toList());
                    over.run();
                }
                case Reply.Answered<Found>(Dated<Found> dated) -> {
                    writer.conclude(TargetCheck.judge(account(), entries, dated));
                    goOn.run();
                }
            }
        }));
    }

    /** By their keys, as the index shows them; what is found is read by id. */
    private void lookForMade(List<WriterRow> made, Runnable goOn, Runnable over) {
        List<BacklogEntry> entries = made.stream().map(WriterRow::entry).toList();
        Map<String, Set<String>> keys = keys(entries);
        calls.read(() -> ids(entries, keys), writer.unlessDead((Reply<Set<String>> reply) -> {
            switch (reply) {
                case Reply.Failed<Set<String>> failed -> notAnswered(entries, failed, goOn, over);
                case Reply.Answered<Set<String>>(Dated<Set<String>> ids) when ids.value().isEmpty() -> goOn.run();
                case Reply.Answered<Set<String>>(Dated<Set<String>> ids) -> read(ids.value(),
                        writer.unlessDead((Reply<Found> found) -> {
                    switch (found) {
                        case Reply.Failed<Found> failed -> notAnswered(entries, failed, goOn, over);
                        case Reply.Answered<Found>(Dated<Found> dated) -> {
                            writer.conclude(MadeMeanwhile.judge(account(), entries, dated));
                            goOn.run();
                        }
                    }
                }));
            }
        }));
    }

    private void notAnswered(List<BacklogEntry> entries, Reply.Failed<?> failed, Runnable goOn, Runnable over) {
        List<Judged> judged = MadeMeanwhile.notAnswered(
                entries, failed.kind(), failed.failure(), failed.retryAt(), timeline.instant());
        writer.conclude(judged);
        (judged.isEmpty() ? goOn : over).run();
    }

    private Set<String> ids(List<BacklogEntry> entries, Map<String, Set<String>> keys) {
        Set<String> ids = new TreeSet<>();
        keys.forEach((field, values) ->
                api.findByKey(api.app().thing(entries.getFirst().type()), field, values).records()
                        .forEach(record -> ids.add(record.id())));
        return ids;
    }

    private static Map<String, Set<String>> keys(List<BacklogEntry> entries) {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (BacklogEntry entry : entries) {
            ((WriteCommand.CreateRecord) entry.command()).matchKeys().forEach((field, value) -> {
                if (value instanceof FieldValue.Present(Value.Text(String text)) && !text.isBlank()) {
                    keys.computeIfAbsent(field, any -> new TreeSet<>()).add(text.trim());
                }
            });
        }
        return keys;
    }

    private void read(Collection<String> ids, Consumer<Reply<Found>> then) {
        long[] shows = new long[1];
        calls.read(() -> {
            shows[0] = timeline.now();
            return api.readByIds(ids);
        }, (Reply<Found> reply) -> {
            if (reply instanceof Reply.Answered<Found>(Dated<Found> dated)) {
                api.seen(dated.value().records(), shows[0]);
            }
            then.accept(reply);
        });
    }

    private AccountId account() {
        return api.app().account();
    }
}
