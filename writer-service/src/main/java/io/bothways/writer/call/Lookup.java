package io.bothways.writer.call;

import io.bothways.connector.SourceRecord;
import io.bothways.connector.read.Found;
import io.bothways.connector.read.KeyLookup;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.runtime.calls.App;
import io.bothways.runtime.calls.Dated;
import io.bothways.writer.backlog.BacklogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks for the records that creates were to make, by their match keys. */
@ApplicationScoped
public class Lookup {
    /**
     * What was found for one create.
     *
     * @param records each record once
     * @param reliable it was looked for, and that nothing was found means that there is nothing
     */
    public record Result(List<Dated<SourceRecord>> records, boolean reliable) {
        Optional<SourceRecord> only() {
            return records.size() == 1 ? Optional.of(records.getFirst().value()) : Optional.empty();
        }
    }

    /** Results by command id: one question to the app per match key, whatever the number of creates. */
    Map<String, Result> byKeys(App app, String type, List<BacklogEntry> entries) {
        Set<String> fields = new TreeSet<>();
        Map<String, Set<String>> valuesByKey = new TreeMap<>();
        for (BacklogEntry entry : entries) {
            fields.addAll(entry.command().fields().keySet());
            matchKeys(entry).forEach((key, value) -> {
                fields.add(key);
                if (!Comparison.key(value).isEmpty()) {
                    valuesByKey.computeIfAbsent(key, k -> new TreeSet<>()).add(Comparison.key(value));
                }
            });
        }
        Map<String, Dated<Found>> found = new HashMap<>();
        valuesByKey.forEach((key, values) -> found.put(
                key,
                app.call(BacklogEntry.lane(entries),
                        connector -> connector.need(KeyLookup.class).findByKey(type, fields, key, values))));
        Map<String, Result> results = new HashMap<>();
        entries.forEach(entry -> results.put(entry.id(), result(entry, found)));
        return results;
    }

    /** What the answers, by match key, say of one create. */
    public static Result result(BacklogEntry entry, Map<String, Dated<Found>> found) {
        Map<String, Dated<SourceRecord>> records = new LinkedHashMap<>();
        Collection<Boolean> reliable = new ArrayList<>();
        matchKeys(entry).forEach((key, value) -> {
            String wanted = Comparison.key(value);
            if (!wanted.isEmpty()) {
                Dated<Found> answer = found.get(key);
                reliable.add(answer.value().reliable());
                for (SourceRecord record : answer.value().records()) {
                    String held = Comparison.key(record.fields().getOrDefault(key, FieldValue.UNREAD));
                    if (held.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                        records.putIfAbsent(record.id(), answer.part(record));
                    }
                }
            }
        });
        // One key that is looked for reliably is enough: our create would have carried it.
        return new Result(List.copyOf(records.values()), reliable.contains(true));
    }

    /** What a create is told by; empty for any other command. */
    static Map<String, FieldValue> matchKeys(BacklogEntry entry) {
        return entry.command() instanceof WriteCommand.CreateRecord create ? create.matchKeys() : Map.of();
    }
}
