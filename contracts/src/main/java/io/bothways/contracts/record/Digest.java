package io.bothways.contracts.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A short name for what a record holds: equal digests, equal raw values. Field order means nothing; unread fields do
 * not count; versions and tickets do not count.
 */
public final class Digest {
    private Digest() {}

    /** 22 characters: the first 128 bits of SHA-256 over the sorted fields, length-prefixed so that nothing collides. */
    public static String of(Map<String, FieldValue> fields) {
        MessageDigest hash = sha256();
        sorted(fields).forEach((name, value) -> {
            if (!(value instanceof FieldValue.Unread)) {
                add(hash, name);
                add(hash, describe(value));
            }
        });
        byte[] half = java.util.Arrays.copyOf(hash.digest(), 16);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
    }

    private static Map<String, FieldValue> sorted(Map<String, FieldValue> fields) {
        return fields instanceof SortedMap<String, FieldValue> already && already.comparator() == null
                ? already : new TreeMap<>(fields);
    }

    private static String describe(FieldValue field) {
        if (!(field instanceof FieldValue.Present(Value value))) {
            return "-";
        }
        return switch (value) {
            case Value.Text(String text) -> "t" + text;
            case Value.Decimal(java.math.BigDecimal number) -> "n" + number.toPlainString();
            case Value.Bool(boolean yes) -> "b" + yes;
            case Value.Date(java.time.LocalDate day) -> "d" + day;
            case Value.Timestamp(java.time.Instant at) -> "i" + at;
            case Value.Option(String name) -> "o" + name;
            case Value.OptionSet(var names) -> "O" + joined(names);
            case Value.Reference(String type, String id) -> "r" + type + "/" + id;
            case Value.ReferenceSet(var references) ->
                "R" + joined(references.stream().map(r -> r.type() + "/" + r.id()).toList());
        };
    }

    private static String joined(Iterable<String> items) {
        StringBuilder all = new StringBuilder();
        items.forEach(item -> all.append(item.length()).append(':').append(item));
        return all.toString();
    }

    private static void add(MessageDigest hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((byte) (bytes.length >>> 24));
        hash.update((byte) (bytes.length >>> 16));
        hash.update((byte) (bytes.length >>> 8));
        hash.update((byte) bytes.length);
        hash.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
