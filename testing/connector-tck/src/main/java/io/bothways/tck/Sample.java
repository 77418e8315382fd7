package io.bothways.tck;

import io.bothways.contracts.record.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What records of a type look like.
 *
 * @param type as the connector names it
 * @param simulated as the simulator's control API names it
 * @param key a field of which every record has a value of its own, for example the e-mail address
 * @param keys that value of the n-th record, as the app writes it
 * @param uniqueKey whether the app refuses a second record with it
 * @param text a field of plain text that may be empty
 * @param required what a create needs beside the key
 * @param typed fields with values that the app gives back as they were written
 * @param refused values that the app refuses
 * @param reference a field that refers to {@link Subject#company}, empty where there is none
 */
public record Sample(
        String type,
        String simulated,
        String key,
        IntFunction<String> keys,
        boolean uniqueKey,
        String text,
        Map<String, String> required,
        Map<String, FieldValue> typed,
        List<Refused> refused,
        Optional<String> reference) {

    /** A value that the app does not take, and the code that it has to end as; the field where the app names it. */
    public record Refused(String field, FieldValue value, String code, boolean namesField) {}

    /** A type with a unique key, a text field, and nothing else worth a test. */
    public static Sample of(String type, String key, IntFunction<String> keys, String text) {
        return new Sample(type, type, key, keys, true, text, Map.of(), Map.of(), List.of(), Optional.empty());
    }

    public Sample simulatedAs(String name) {
        return new Sample(type, name, key, keys, uniqueKey, text, required, typed, refused, reference);
    }

    public Sample repeatable() {
        return new Sample(type, simulated, key, keys, false, text, required, typed, refused, reference);
    }

    public Sample requiring(String field, String value) {
        Map<String, String> all = new HashMap<>(required);
        all.put(field, value);
        return new Sample(type, simulated, key, keys, uniqueKey, text, all, typed, refused, reference);
    }

    public Sample holding(String field, FieldValue value) {
        Map<String, FieldValue> all = new HashMap<>(typed);
        all.put(field, value);
        return new Sample(type, simulated, key, keys, uniqueKey, text, required, all, refused, reference);
    }

    public Sample refusing(String field, FieldValue value, String code) {
        return refusing(new Refused(field, value, code, true));
    }

    public Sample refusing(Refused value) {
        List<Refused> all = new ArrayList<>(refused);
        all.add(value);
        return new Sample(type, simulated, key, keys, uniqueKey, text, required, typed, all, reference);
    }

    public Sample referringBy(String field) {
        return new Sample(
                type, simulated, key, keys, uniqueKey, text, required, typed, refused, Optional.of(field));
    }

    /** Every field that a test looks at. */
    Set<String> fields() {
        Set<String> fields = new HashSet<>(typed.keySet());
        fields.add(key);
        fields.add(text);
        fields.addAll(required.keySet());
        reference.ifPresent(fields::add);
        return fields;
    }

    /** The n-th record as a connector is told to make it. */
    Map<String, FieldValue> values(int number) {
        Map<String, FieldValue> values = new HashMap<>();
        plain(number).forEach((field, value) -> values.put(field, FieldValue.text(value)));
        return values;
    }

    /** The n-th record as a person at the app makes it. */
    Map<String, String> plain(int number) {
        Map<String, String> values = new HashMap<>(required);
        values.put(key, keys.apply(number));
        return values;
    }
}
