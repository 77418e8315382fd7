package io.bothways.writer.call;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.SourceRecord;
import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureCodes;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.RecordReader;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.backlog.BacklogEntry;
import io.bothways.writer.backlog.BacklogEntry.Sent;
import io.bothways.writer.backlog.WriteKind;
import io.bothways.writer.call.Lookup.Result;
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
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of commands whose answer was lost, before anything is sent again. What is found counts at any
 * time; that nothing is found counts only once the call cannot be carried out any more and the app shows what was.
 */
@ApplicationScoped
public class UnknownOutcomes {
    private final Lookup lookup;
    private final Clock clock;

    UnknownOutcomes(Lookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Verdicts on commands of one kind and type; {@code Retry} means that nothing was applied. */
    public List<Judged> find(App app, WriteKind kind, String type, List<BacklogEntry> entries) {
        Instant begun = clock.instant();
        List<Judged> judged = new ArrayList<>();
        List<BacklogEntry> open = new ArrayList<>();
        for (BacklogEntry entry : entries) {
            String answered = entry.sent().map(Sent::answeredId).orElse("");
            if (answered.isEmpty()) {
                open.add(entry);
            } else {
                judged.add(new Judged(entry, new Verdict.Written(answered)));
            }
        }
        try {
            if (!open.isEmpty()) {
                judged.addAll(kind == WriteKind.CREATE
                        ? created(app, type, open, begun)
                        : changed(app, type, open, begun));
            }
        } catch (ConnectorException failed) {
            Instant later = failed.retryAt().orElse(begun.plus(AnswerReading.UNTOLD_LIMIT));
            open.forEach(entry -> judged.add(new Judged(entry, new Verdict.Unknown(failed.failure(), later))));
        }
        return judged;
    }

    /** The records that refused creates met where the app did not name them, by command id. */
    public Map<String, RecordRef> existing(App app, String type, List<BacklogEntry> refused) {
        Map<String, RecordRef> existing = new HashMap<>();
        if (refused.isEmpty()) {
            return existing;
        }
        try {
            Map<String, Result> results = lookup.byKeys(app, type, refused);
            for (BacklogEntry entry : refused) {
                results.get(entry.id())
                        .only()
                        .ifPresent(record -> existing.put(
                                entry.id(), AnswerReading.ref(entry, app.account().id(), record.id())));
            }
        } catch (ConnectorException failed) {
            // The refusal is the outcome either way; without a name merge looks in its mirror.
        }
        return existing;
    }

    private List<Judged> changed(App app, String type, List<BacklogEntry> entries, Instant begun) {
        // What an update expects stands in the fields that it writes.
        Set<String> fields = entries.stream()
                .flatMap(entry -> entry.command().fields().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ids = entries.stream().map(BacklogEntry::targetId).collect(Collectors.toCollection(TreeSet::new));
        Dated<Found> found = app.call(
                BacklogEntry.lane(entries),
                connector -> connector.need(RecordReader.class).readByIds(type, fields, ids));
        Map<String, SourceRecord> records = new HashMap<>();
        found.value().records().forEach(record -> records.put(record.id(), record));
        return entries.stream()
                .map(entry -> new Judged(entry, changed(app.account().id(), app.descriptor(), entry, found,
                        records.get(entry.targetId()), begun)))
                .toList();
    }

    /**
     * What a reading that was begun at that moment says of a change whose answer was lost; {@code now}: the target,
     * where it was found.
     */
    public static Verdict changed(AccountId account, ConnectorDescriptor app, BacklogEntry entry, Dated<Found> found,
            @Nullable SourceRecord now, Instant begun) {
        var ref = AnswerReading.ref(entry, account, entry.targetId());
        String survivor = found.value().moved().get(entry.targetId());
        if (survivor != null) {
            return new Verdict.Ended(new Outcome.MovedTo(AnswerReading.ref(entry, account, survivor)));
        }
        boolean deletes = entry.kind() == WriteKind.DELETE;
        if (now == null) {
            return new Verdict.Ended(
                    deletes ? new Outcome.Applied(ref, Optional.empty(), false) : new Outcome.Gone(ref));
        }
        if (!deletes && Comparison.holds(entry.command().fields(), now.fields())) {
            return new Verdict.Ended(new Outcome.Applied(
                    ref, Optional.of(found.snapshot(account, entry.type(), now, false, false)), false));
        }
        Instant settled = entry.sent().map(Sent::at).orElse(begun).plus(app.horizons().serverTimeout());
        if (begun.isBefore(settled)) {
            // The app may carry it out yet, over whatever is written in between.
            return new Verdict.Unknown(lost(), settled);
        }
        // Sending again would overwrite what it holds: our value in the app's own words, or somebody's edit.
        return entry.command() instanceof WriteCommand.UpdateRecord update
                        && !Comparison.holds(update.expected(), now.fields())
                ? new Verdict.Ended(new Outcome.Stale(
                        Optional.of(found.snapshot(account, entry.type(), now, false, false)),
                        "it holds neither what was sent nor what the decision saw"))
                : new Verdict.Retry(lost());
    }

    private List<Judged> created(App app, String type, List<BacklogEntry> entries, Instant begun) {
        Map<String, Result> results = lookup.byKeys(app, type, entries);
        return entries.stream()
                .map(entry -> new Judged(entry, created(
                        app.account().id(), app.descriptor(), entry, results.get(entry.id()), begun)))
                .toList();
    }

    /** What a lookup that was begun at that moment says of a create whose answer was lost. */
    public static Verdict created(
            AccountId account, ConnectorDescriptor app, BacklogEntry entry, Result result, Instant begun) {
        if (result.records().size() > 1) {
            return unresolved("More than one record could be the one that was to be created.");
        }
        Optional<Dated<SourceRecord>> found = result.records().stream().findFirst();
        if (found.isPresent()) {
            return new Verdict.Ended(found(account, entry, found.get(), result.reliable()));
        }
        Instant sentAt = entry.sent().map(Sent::at).orElse(begun);
        Instant settled = sentAt.plus(app.horizons().serverTimeout());
        if (!result.reliable()) {
            settled = settled.plus(app.horizons().indexLag());
        }
        if (begun.isBefore(settled)) {
            return new Verdict.Unknown(lost(), settled);
        }
        return result.reliable()
                ? new Verdict.Retry(lost())
                : unresolved("The app has no reliable way to look for the record that was to be created.");
    }

    private static Outcome found(
            AccountId account, BacklogEntry entry, Dated<SourceRecord> record, boolean reliable) {
        var ref = AnswerReading.ref(entry, account, record.value().id());
        Map<String, FieldValue> wanted = new HashMap<>(entry.command().fields());
        // A new record has nothing to empty; its keys are what it was found by, however the app writes them.
        wanted.values().removeIf(value -> !(value instanceof FieldValue.Present));
        if (entry.command() instanceof WriteCommand.CreateRecord create) {
            wanted.keySet().removeAll(create.matchKeys().keySet());
        }
        return Comparison.holds(wanted, record.value().fields())
                ? new Outcome.Applied(
                        ref,
                        Optional.of(record.snapshot(account, entry.type(), record.value(), !reliable, false)),
                        false)
                : new Outcome.AlreadyExists(Optional.of(ref), lost());
    }

    private static Verdict unresolved(String message) {
        return new Verdict.Ended(
                new Outcome.Unresolved(new Failure(FailureCodes.OUTCOME_UNKNOWN, message, "", "", 0)));
    }

    private static Failure lost() {
        return new Failure(FailureCodes.OUTCOME_UNKNOWN, "The app's answer to an earlier try was lost.", "", "", 0);
    }
}
