package io.bothways.core.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts with fields in braces; a brace that is meant is written twice. */
final class Templates {
    private Templates() {}

    /** The names in the template, in their order. */
    static List<String> fields(String template) {
        List<String> fields = new ArrayList<>();
        read(template, new StringBuilder(), name -> {
            fields.add(name);
            return "";
        });
        return fields;
    }

    /** Whether every brace is closed, and none is closed that was not opened. */
    static boolean closed(String template) {
        return read(template, new StringBuilder(), name -> "");
    }

    /** The template with texts for the names; with fields left out, no white space stays at its ends. */
    static String fill(String template, Map<String, String> texts) {
        StringBuilder filled = new StringBuilder();
        read(template, filled, name -> texts.getOrDefault(name, ""));
        return Texts.trimmed(filled.toString());
    }

    private interface Lookup {
        String of(String name);
    }

    private static boolean read(String template, StringBuilder out, Lookup lookup) {
        boolean closed = true;
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            boolean twice = at + 1 < template.length() && template.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                out.append(c);
                at++;
            } else if (c == '{') {
                int end = template.indexOf('}', at);
                if (end < 0) {
                    return false;
                }
                out.append(lookup.of(template.substring(at + 1, end).strip()));
                at = end;
            } else {
                closed &= c != '}';
                out.append(c);
            }
        }
        return closed;
    }
}
