package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.core.merge.FieldEdit;
import io.bothways.core.merge.Rewrites;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small facts in one line of text each, as they stand in rows: words between spaces, lines between line ends. */
public final class Notes {
    private Notes() {}

    /** One line per field: its edit's stamp (and when it was carried, or that it is an answer), tick, root, name. */
    public static String of(Map<String, FieldEdit> edits) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(edits).forEach((field, edit) -> lines.append(lines.isEmpty() ? "" : "\n")
                .append(edit.at())
                .append(edit.written() == FieldEdit.NEVER ? "" : (edit.answer() ? "a" : "c") + edit.written())
                .append(' ').append(edit.tick()).append(' ').append(edit.root()).append(' ')
                .append(field));
        return lines.toString();
    }

    public static Map<String, FieldEdit> edits(String note) {
        if (note.isEmpty()) {
            return Map.of();
        }
        Map<String, FieldEdit> edits = new HashMap<>();
        for (String line : note.split("\n")) {
            String[] words = line.split(" ", 4);
            String[] at = words[0].split("[ac]");
            edits.put(words[3], new FieldEdit(words[2], Long.parseLong(at[0]), Long.parseLong(words[1]),
                    at.length > 1 ? Long.parseLong(at[1]) : FieldEdit.NEVER, words[0].contains("a")));
        }
        return edits;
    }

    static String of(Rewrites seen) {
        return String.join(" ", seen.written().name(), Long.toString(seen.at()),
                Integer.toString(seen.rounds()),
                (seen.open() ? "open" : "answered") + (seen.held() ? "-held" : ""),
                String.join(" ", seen.values()));
    }

    static Rewrites rewrites(String note) {
        String[] words = note.split(" ", 5);
        return new Rewrites(Side.valueOf(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]),
                words.length < 5 || words[4].isEmpty() ? List.of() : List.of(words[4].split(" ")),
                words[3].startsWith("open"), words[3].endsWith("-held"));
    }

    static String of(Removal removal) {
        return removal.target() + " " + removal.step() + " " + removal.since();
    }

    static Removal removal(String note) {
        String[] words = note.split(" ");
        return new Removal(Side.valueOf(words[0]), Removal.Step.valueOf(words[1]), Instant.parse(words[2]));
    }
}
