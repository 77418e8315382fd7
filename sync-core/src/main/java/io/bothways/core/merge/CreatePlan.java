package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.record.FieldValue;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.core.mapping.References;
import io.bothways.core.mapping.Translated;
import io.bothways.core.mapping.Translation;
import io.bothways.core.match.MatchKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record to be made. Blank fields are not sent; a field that is held or waits is left out and follows later.
 *
 * @param fields the target's fields
 * @param sources the source's fields and values that they were decided from
 * @param matchKeys target field to the value by which an existing counterpart would be found
 * @param decisions one per mapping that is carried, held or waits
 * @param missing target fields that the app requires and that have no value: without them nothing is sent
 */
public record CreatePlan(
        Map<String, FieldValue> fields,
        Map<String, FieldValue> sources,
        Map<String, FieldValue> matchKeys,
        List<FieldDecision> decisions,
        Set<String> missing) {
    public CreatePlan {
        fields = Map.copyOf(fields);
        sources = Map.copyOf(sources);
        matchKeys = Map.copyOf(matchKeys);
        decisions = List.copyOf(decisions);
        missing = Set.copyOf(missing);
    }

    /** Whether there is something to send and nothing that the app requires is missing. */
    public boolean ready() {
        return missing.isEmpty() && !fields.isEmpty();
    }

    static CreatePlan of(ObjectSync sync, Side source, CreateView view) {
        Map<String, FieldValue> fields = new HashMap<>();
        Map<String, FieldValue> sources = new HashMap<>();
        List<FieldDecision> decisions = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (Mapping mapping : sync.mappings()) {
            List<MappedField> targets = mapping.fields(source.other());
            boolean given = mapping.carriesFrom(source) && targets.stream().allMatch(MappedField::creatable);
            Optional<FieldValue> value =
                    given ? value(mapping, source, view.now(), view.references(), decisions) : Optional.empty();
            value.ifPresent(carried -> {
                List<FieldValue> parts = Translation.parts(mapping, source.other(), carried);
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) instanceof FieldValue.Present) {
                        fields.put(targets.get(i).name(), parts.get(i));
                    }
                }
                for (MappedField from : mapping.fields(source)) {
                    sources.put(mapping.baseOf(source, from), read(view.now(), from.name()));
                }
                decisions.add(new FieldDecision.Carried(
                        mapping.name(), source.other(), FieldValue.CLEARED, carried, Rule.CREATED));
            });
            for (MappedField to : targets) {
                if (to.required() && !fields.containsKey(to.name())) {
                    missing.add(to.name());
                }
            }
        }
        return new CreatePlan(fields, sources, keys(sync, source, view, fields), decisions, missing);
    }

    private static FieldValue read(Map<String, FieldValue> now, String field) {
        return now.getOrDefault(field, FieldValue.UNREAD);
    }

    private static Optional<FieldValue> value(
            Mapping mapping, Side source, Map<String, FieldValue> now, References references,
            List<FieldDecision> decisions) {
        for (MappedField field : mapping.fields(source)) {
            if (!CanonicalForm.fits(read(now, field.name()), field.type())) {
                decisions.add(FieldMerge.wrongType(mapping, source, field));
                return Optional.empty();
            }
        }
        Translated translated = Translation.together(mapping, source, field -> read(now, field.name()));
        if (translated instanceof Translated.Carried(FieldValue value)) {
            if (value instanceof FieldValue.Unread) {
                return Optional.empty();
            }
            translated = Translation.translate(mapping, source, value, references);
        }
        return switch (translated) {
            case Translated.Carried(FieldValue carried) ->
                carried instanceof FieldValue.Present ? Optional.of(carried) : Optional.empty();
            case Translated.Held(String code, String message) -> {
                decisions.add(new FieldDecision.Held(mapping.name(), source, code, message));
                yield Optional.empty();
            }
            case Translated.Awaiting(var reference) -> {
                decisions.add(new FieldDecision.Awaiting(mapping.name(), source, reference));
                yield Optional.empty();
            }
            case Translated.NotSynced notSynced -> Optional.empty();
        };
    }

    private static Map<String, FieldValue> keys(
            ObjectSync sync, Side source, CreateView view, Map<String, FieldValue> fields) {
        Map<String, FieldValue> keys = new HashMap<>();
        for (MatchKey key : sync.matchKeys()) {
            FieldValue value = view.now().getOrDefault(key.field(source), FieldValue.UNREAD);
            if (MatchKeys.normalise(key.normaliser(), value, view.region()).isPresent()) {
                String target = key.field(source.other());
                keys.put(target, fields.getOrDefault(target, value));
            }
        }
        return keys;
    }
}
