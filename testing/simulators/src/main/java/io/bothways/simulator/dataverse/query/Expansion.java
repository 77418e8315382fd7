package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A row that a lookup points to, shown along, and the columns of it. Collections cannot be expanded here. */
public record Expansion(Table.Navigation navigation, List<Column> columns) {
    private static final Pattern PART = Pattern.compile("\\s*([A-Za-z0-9_]+)(?:\\(\\$select=([^)]*)\\))?\\s*(?:,|$)");

    public Expansion {
        columns = List.copyOf(columns);
    }

    static List<Expansion> parse(@Nullable String text, Table table) {
        List<Expansion> expansions = new ArrayList<>();
        if (text == null) {
            return expansions;
        }
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            Table.Navigation navigation = table.navigation(part.group(1))
                    .orElseThrow(() -> Operand.Names.noProperty(part.group(1), table));
            Table target = Organization.table(navigation.target().table()).orElseThrow();
            expansions.add(new Expansion(navigation, Query.selected(target, part.group(2))));
            end = part.end();
        }
        if (end < text.length()) {
            throw Problem.malformed("Syntax error in '" + text + "'.");
        }
        return expansions;
    }
}
