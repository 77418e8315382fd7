package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.AlternateKey;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row as an address names it: by its id, or by the values of an alternate key.
 *
 * @param table its table
 * @param id its id; empty where a key is given
 * @param key the values of the key's columns; empty where an id is given
 */
public record RowAddress(Table table, Optional<String> id, Map<String, String> key) {
    private static final Pattern ADDRESS = Pattern.compile("(?:.*/)?([A-Za-z_][A-Za-z0-9_]*)\\((.*)\\)");
    private static final Pattern PART =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*('(?:[^']|'')*'|[^',]*)\\s*(?:,|$)");
    /** The vendor documents that GET and PATCH do not work where a key's value has one of these. */
    private static final Pattern UNUSABLE = Pattern.compile("[/<>*%&:\\\\?+]");

    /** Reads what stands in the brackets of an address. */
    public static RowAddress of(Table table, String text) {
        Optional<String> id = Guids.read(text);
        if (id.isPresent()) {
            return new RowAddress(table, id, Map.of());
        }
        Map<String, String> key = new LinkedHashMap<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            String value = part.group(2);
            key.put(part.group(1), value.startsWith("'")
                    ? value.substring(1, value.length() - 1).replace("''", "'") : value);
            end = part.end();
        }
        if (key.isEmpty() || end < text.length()) {
            throw Problem.malformed("Bad Request - Error in query syntax.");
        }
        if (key.size() == 1 && key.containsKey(table.primaryId())) {
            return new RowAddress(table, Optional.of(Guids.read(key.get(table.primaryId())).orElseThrow(() ->
                    Problem.malformed("Bad Request - Error in query syntax."))), Map.of());
        }
        for (AlternateKey each : table.keys()) {
            if (each.columns().size() == key.size() && key.keySet().containsAll(each.columns())) {
                if (key.values().stream().anyMatch(value -> UNUSABLE.matcher(value).find())) {
                    throw Problem.malformed("Bad Request - Error in query syntax.");
                }
                return new RowAddress(table, Optional.empty(), key);
            }
        }
        throw new Problem(400, "0x80060890", "The specified key attributes are not a defined key for the "
                + table.logicalName() + " entity");
    }

    /** Reads a whole reference, such as {@code accounts(…)}, {@code /accounts(…)} or an absolute address. */
    public static RowAddress parse(String reference) {
        Matcher address = ADDRESS.matcher(reference);
        if (!address.matches()) {
            throw Problem.malformed("Invalid Uri: '" + reference + "'");
        }
        Table table = Organization.set(address.group(1)).orElseThrow(() ->
                Problem.malformed("Resource not found for the segment '" + address.group(1) + "'."));
        return of(table, address.group(2));
    }

    /** That there is no such row. */
    public Problem missing() {
        return id.isPresent() ? Problem.noRow(table.logicalName(), id.get())
                : new Problem(404, "0x80060891", "A record with the specified key values does not exist in "
                        + table.logicalName() + " entity");
    }

    /** Key values may be personal data. */
    @Override
    public String toString() {
        return table + (id.isPresent() ? "(" + id.get() + ")" : key.keySet().toString());
    }
}
