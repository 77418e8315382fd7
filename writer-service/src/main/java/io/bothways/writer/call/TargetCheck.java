package io.bothways.writer.call;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.runtime.registry.Registry;
import io.bothways.runtime.registry.Registry.ConnectionEntry;
import io.bothways.writer.WriterConfig;
import io.bothways.writer.backlog.AccountKey;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.call.Verdict.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a decision still stands when its turn comes: under the configuration of now, and on a target that holds what
 * was expected. A delete always asks the app again; an update does so when its target was read long ago.
 */
@ApplicationScoped
public class TargetCheck {
    private final Registry registry;
    private final WriterConfig config;
    private final Clock clock;

    TargetCheck(Registry registry, WriterConfig config, Clock clock) {
        this.registry = registry;
        this.config = config;
        this.clock = clock;
    }

    /** Those whose connection is not paused. */
    public List<BacklogEntry> wanted(List<BacklogEntry> entries) {
        return entries.stream()
                .filter(entry -> registry.connection(entry.command().head().connection())
                        .filter(ConnectionEntry::paused)
                        .isEmpty())
                .toList();
    }

    /** Verdicts on those whose connection is gone or has been changed since. */
    public List<Judged> outdated(List<BacklogEntry> entries) {
        List<Judged> outdated = new ArrayList<>();
        for (BacklogEntry entry : entries) {
            var head = entry.command().head();
            Optional<ConnectionConfiguration> connection = registry.connection(head.connection())
                    .map(ConnectionEntry::configuration)
                    .filter(found -> found.tenant().equals(head.message().tenant()))
                    .filter(found -> found.account(head.side()).equals(head.message().account()));
            if (connection.isEmpty()) {
                outdated.add(stale(entry, "the connection is not there any more"));
            } else if (head.configurationVersion() < connection.get().version()) {
                outdated.add(stale(entry, "decided under configuration version " + head.configurationVersion()
                        + ", now it is " + connection.get().version()));
            }
        }
        return outdated;
    }

    /** Verdicts on those whose target, read again, is not what the decision saw; one call for the whole batch. */
    public List<Judged> moved(App app, AccountKey key, List<BacklogEntry> entries) {
        // An update that an app cannot be asked about is sent as it is; a delete never.
        boolean readable = app.descriptor().has(RecordReader.class);
        List<BacklogEntry> aged = entries.stream()
                .filter(entry -> readable || entry.kind() == WriteKind.DELETE)
                .filter(this::isToBeChecked)
                .toList();
        if (aged.isEmpty()) {
            return List.of();
        }
        Set<String> fields = aged.stream()
                .flatMap(entry -> expected(entry).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ids = aged.stream().map(BacklogEntry::targetId).collect(Collectors.toCollection(TreeSet::new));
        String type = aged.getFirst().type();
        try {
            Dated<Found> found = app.call(
                    BacklogEntry.lane(aged),
                    connector -> connector.need(RecordReader.class).readByIds(type, fields, ids));
            return judge(key.account(), aged, found);
        } catch (ConnectorException failed) {
            Instant now = clock.instant();
            return aged.stream()
                    .map(entry -> new Judged(entry, AnswerReading.failed(
                            entry, failed.kind(), failed.failure(), failed.retryAt(), now)))
                    .toList();
        }
    }

    /** What a fresh reading says of decisions; those that still stand are absent. */
    public static List<Judged> judge(AccountId account, List<BacklogEntry> aged, Dated<Found> found) {
        Map<String, SourceRecord> records = new HashMap<>();
        found.value().records().forEach(record -> records.put(record.id(), record));
        List<Judged> judged = new ArrayList<>();
        for (BacklogEntry entry : aged) {
            String id = entry.targetId();
            String survivor = found.value().moved().get(id);
            SourceRecord now = records.get(id);
            if (survivor != null) {
                judged.add(new Judged(entry, new Verdict.Ended(
                        new Outcome.MovedTo(AnswerReading.ref(entry, account, survivor)))));
            } else if (now == null) {
                judged.add(new Judged(entry, new Verdict.Ended(
                        new Outcome.Gone(AnswerReading.ref(entry, account, id)))));
            } else if (!Comparison.holds(expected(entry), now.fields())) {
                judged.add(new Judged(entry, new Verdict.Ended(new Outcome.Stale(
                        Optional.of(found.snapshot(account, entry.type(), now, false, false)),
                        "the record does not hold any more what the decision saw"))));
            }
        }
        return judged;
    }

    private boolean isToBeChecked(BacklogEntry entry) {
        return isToBeChecked(entry, clock.instant().minus(config.checkedAfter()));
    }

    /** Whether the decision rests on a reading of the target that is older than {@code aged}. */
    public static boolean isToBeChecked(BacklogEntry entry, Instant aged) {
        return switch (entry.command()) {
            case WriteCommand.CreateRecord create -> false;
            case WriteCommand.UpdateRecord update ->
                update.expectedAt().isBefore(aged);
            case WriteCommand.DeleteRecord delete -> true;
        };
    }

    private static Map<String, FieldValue> expected(BacklogEntry entry) {
        return switch (entry.command()) {
            case WriteCommand.CreateRecord create -> Map.of();
            case WriteCommand.UpdateRecord update -> update.expected();
            case WriteCommand.DeleteRecord delete -> delete.expected();
        };
    }

    private static Judged stale(BacklogEntry entry, String why) {
        return new Judged(entry, new Verdict.Ended(new Outcome.Stale(Optional.empty(), why)));
    }
}
