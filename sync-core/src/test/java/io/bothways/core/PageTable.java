package io.bothways.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table under one heading of docs/merge.md: every row as column name to cell. */
public final class PageTable {
    private PageTable() {}

    /** The rows of the only table under the heading. */
    public static List<Map<String, String>> under(String heading) {
        List<String> lines = section(heading).stream().filter(line -> line.startsWith("|")).toList();
        if (lines.size() < 3) {
            throw new AssertionError("docs/merge.md has no table under '" + heading + "'");
        }
        List<String> names = cells(lines.getFirst());
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() != names.size()) {
                throw new AssertionError("a row has another number of cells than its heading: " + line);
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The text under the heading, as one line. */
    public static String text(String heading) {
        return String.join(" ", section(heading));
    }

    private static List<String> section(String heading) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("..", "docs", "merge.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        int start = lines.indexOf("## " + heading);
        if (start < 0) {
            throw new AssertionError("docs/merge.md has no heading '" + heading + "'");
        }
        return lines.subList(start + 1, lines.size()).stream().takeWhile(line -> !line.startsWith("## ")).toList();
    }

    private static List<String> cells(String line) {
        return Stream.of(line.strip().substring(1).split("\\|")).map(String::strip).toList();
    }
}
