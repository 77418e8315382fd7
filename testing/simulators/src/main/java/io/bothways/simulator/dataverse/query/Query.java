package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.kit.store.RecordStore;
import io.bothways.simulator.kit.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The system query options of a call, resolved against a table.
 *
 * @param table the table
 * @param columns the columns selected; all without {@code $select}
 * @param selects whether {@code $select} was given
 * @param expansions the rows to be shown along
 * @param filter which rows
 * @param orderings in which order
 * @param top how many rows at most
 * @param counts whether the number of matching rows is wanted
 * @param pageSize the rows of a page
 * @param skipToken the page wanted
 * @param deltaToken the delta link followed
 * @param digest tells queries apart, whatever page of them is wanted
 */
public record Query(Table table, List<Column> columns, boolean selects, List<Expansion> expansions,
        Predicate<StoredRecord> filter, List<Ordering> orderings, Optional<Integer> top, boolean counts, int pageSize,
        Optional<String> skipToken, Optional<String> deltaToken, int digest) {
    static final int LARGEST_PAGE = 5000;
    private static final Set<String> OPTIONS = Set.of("$select", "$filter", "$orderby", "$top", "$count", "$expand",
            "$skiptoken", "$deltatoken");
    private static final List<String> NOT_WHEN_TRACKING = List.of("$filter", "$orderby", "$expand", "$top");

    public Query {
        columns = List.copyOf(columns);
        expansions = List.copyOf(expansions);
        orderings = List.copyOf(orderings);
    }

    /**
     * Reads the options.
     *
     * @param options the query parameters, decoded
     * @param preferredPageSize {@code odata.maxpagesize}, which makes {@code $top} meaningless
     * @param tracks whether changes are to be tracked
     */
    public static Query of(Table table, Map<String, String> options, Optional<Integer> preferredPageSize,
            boolean tracks, RecordStore store) {
        options.keySet().stream().filter(name -> name.startsWith("$") && !OPTIONS.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw Problem.malformed(name.equals("$skip") ? "Skip Clause is not supported in CRM"
                            : "The query parameter " + name + " is not supported.");
                });
        boolean tracking = tracks || options.containsKey("$deltatoken");
        NOT_WHEN_TRACKING.stream().filter(name -> tracking && options.containsKey(name)).findFirst().ifPresent(name -> {
            throw Problem.malformed("The \"" + name + "\" query parameter isn't supported when Change Tracking is"
                    + " enabled.");
        });
        String filter = options.get("$filter");
        Map<String, String> telling = new TreeMap<>(options);
        telling.remove("$skiptoken");
        return new Query(table, selected(table, options.get("$select")), options.containsKey("$select"),
                Expansion.parse(options.get("$expand"), table),
                filter == null ? row -> true : FilterParser.parse(filter, table, store),
                Ordering.parse(options.get("$orderby"), table),
                preferredPageSize.isPresent() ? Optional.empty() : top(options.get("$top")),
                "true".equals(options.get("$count")),
                Math.clamp(preferredPageSize.orElse(LARGEST_PAGE), 1, LARGEST_PAGE),
                Optional.ofNullable(options.get("$skiptoken")), Optional.ofNullable(options.get("$deltatoken")),
                telling.hashCode());
    }

    /** The columns that a {@code $select} names, after the id, which is always there. */
    static List<Column> selected(Table table, @Nullable String text) {
        if (text == null) {
            return List.copyOf(table.columns());
        }
        Set<Column> columns = new LinkedHashSet<>();
        for (String name : text.split(",")) {
            columns.add(table.property(name.strip()).orElseThrow(() -> Operand.Names.noProperty(name.strip(), table)));
        }
        List<Column> ordered = new ArrayList<>(columns);
        Column id = table.column(table.primaryId()).orElseThrow();
        ordered.remove(id);
        ordered.add(id);
        return ordered;
    }

    private static Optional<Integer> top(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            int top = Integer.parseInt(text);
            if (top > 0) {
                return Optional.of(Math.min(top, LARGEST_PAGE));
            }
        } catch (NumberFormatException e) {
            throw Problem.malformed("Invalid value '" + text + "' for $top query option found.");
        }
        throw Problem.malformed("Invalid value '" + text + "' for $top query option found.");
    }
}
