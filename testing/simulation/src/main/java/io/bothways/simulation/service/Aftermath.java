package io.bothways.simulation.service;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.read.Found;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.Dated;
import io.bothways.simulation.app.AppApi;
import io.bothways.simulation.app.Field.Thing;
import io.bothways.simulation.wire.Calls;
import io.bothways.simulation.wire.Reply;
import io.bothways.simulation.wire.Timeline;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.batch.ReadBackGroups.Written;
import io.bothways.writer.call.Lookup;
import io.bothways.writer.call.ReadBack;
import io.bothways.writer.call.UnknownOutcomes;
import io.bothways.writer.call.Verdict;
import io.bothways.writer.call.Verdict.Judged;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes after a write: reading back what the answer did not tell, and looking for what a lost answer did. */
final class Aftermath {
    private static final int MOST_READINGS = 5;

    private final ModelWriter writer;
    private final AppApi api;
    private final Calls calls;
    private final Timeline timeline;
    private final ConnectorDescriptor descriptor;

    Aftermath(ModelWriter writer, AppApi api, Calls calls, Timeline timeline) {
        this.writer = writer;
        this.api = api;
        this.calls = calls;
        this.timeline = timeline;
        this.descriptor = ConnectorDescriptor.of("model", "Model")
                .reading(Reading.of(4, 4))
                .writing(Writing.batches(4).telling(api.app().traits().tellsInAnswer()))
                .horizons(Horizons.of(Duration.ofMillis(Calls.CALL_TIMEOUT))
                        .withIndexLag(Duration.ofMillis(api.app().traits().indexLag())))
                .abilities(Set.of());
    }

    void readBack(WriterRow row, int tries) {
        if (!row.open()) {
            return;
        }
        String id = row.sent.orElseThrow().answeredId();
        Written written = new Written(row.entry(), id, timeline.instant(), tries);
        long[] shows = new long[1];
        calls.read(() -> {
            shows[0] = timeline.now();
            return api.readByIds(List.of(id));
        }, writer.unlessDead((Reply<Found> reply) -> {
            switch (reply) {
                case Reply.Answered<Found>(Dated<Found> dated) -> {
                    api.seen(dated.value().records(), shows[0]);
                    writer.conclude(ReadBack.judge(account(), List.of(written), dated));
                }
                case Reply.Failed<Found> failed when tries + 1 < MOST_READINGS ->
                    timeline.between(5_000, 20_000, () -> readBack(row, tries + 1));
                case Reply.Failed<Found> failed -> writer.conclude(List.of(new Judged(
                        row.entry(), new Verdict.Ended(ReadBack.untold(written, account())))));
            }
        }));
    }

    void lookUp(WriterRow row) {
        if (!row.open() || row.sent.isEmpty()) {
            return;
        }
        BacklogEntry entry = row.entry();
        if (entry.kind() == WriteKind.CREATE) {
            lookForCreated(row, entry, timeline.instant());
        } else {
            lookAtChanged(row, entry, timeline.instant());
        }
    }

    private void lookAtChanged(WriterRow row, BacklogEntry entry, Instant begun) {
        long[] shows = new long[1];
        calls.read(() -> {
            shows[0] = timeline.now();
            return api.readByIds(List.of(entry.targetId()));
        }, writer.unlessDead((Reply<Found> reply) -> {
            switch (reply) {
                case Reply.Answered<Found>(Dated<Found> dated) -> {
                    api.seen(dated.value().records(), shows[0]);
                    SourceRecord now = dated.value().records().isEmpty() ? null : dated.value().records().getFirst();
                    conclude(entry, UnknownOutcomes.changed(account(), descriptor, entry, dated, now, begun));
                }
                case Reply.Failed<Found>(var kind, Failure failure, var retryAt) -> later(entry, failure, retryAt
                        .orElse(timeline.instant().plusSeconds(10)));
            }
        }));
    }

    private void lookForCreated(WriterRow row, BacklogEntry entry, Instant begun) {
        Thing thing = api.app().thing(entry.type());
        Map<String, FieldValue> keys = ((WriteCommand.CreateRecord) entry.command()).matchKeys();
        calls.read(() -> {
            Map<String, Found> found = new LinkedHashMap<>();
            keys.forEach((field, value) -> found.put(field, api.findByKey(thing, field, List.of(text(value)))));
            return found;
        }, writer.unlessDead((Reply<Map<String, Found>> reply) -> {
            switch (reply) {
                case Reply.Answered<Map<String, Found>>(Dated<Map<String, Found>> dated) -> {
                    Map<String, Dated<Found>> found = new LinkedHashMap<>();
                    dated.value().forEach((field, one) ->
                            found.put(field, dated.part(one)));
                    conclude(entry, UnknownOutcomes.created(
                            account(), descriptor, entry, Lookup.result(entry, found), begun));
                }
                case Reply.Failed<Map<String, Found>>(var kind, Failure failure, var retryAt) ->
                    later(entry, failure, retryAt.orElse(timeline.instant().plusSeconds(10)));
            }
        }));
    }

    private void later(BacklogEntry entry, Failure failure, Instant at) {
        conclude(entry, new Verdict.Unknown(failure, at));
    }

    private void conclude(BacklogEntry entry, Verdict verdict) {
        writer.conclude(List.of(new Judged(entry, verdict)));
    }

    private static String text(FieldValue value) {
        return value instanceof FieldValue.Present(Value.Text(String text)) ? text.trim() : "";
    }

    private AccountId account() {
        return api.app().account();
    }
}
