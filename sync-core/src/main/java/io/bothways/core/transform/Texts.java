package io.bothways.core.transform;

import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.Value;
import io.bothways.core.canonical.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What transforms do to texts. */
final class Texts {
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\u00a0\\u2007\\u202f]+");

    private Texts() {}

    /** The text of a value; of anything but text its word. */
    static String of(Value value) {
        return value instanceof Value.Text(String text) ? text : Word.of(value);
    }

    static String inCase(Transform.Letters letters, String text) {
        return switch (letters) {
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case TITLE -> titled(text);
        };
    }

    private static String titled(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean first = true;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            titled.appendCodePoint(first ? Character.toTitleCase(letter) : letter);
            first = Character.isWhitespace(letter) || letter == '-';
            at += Character.charCount(letter);
        }
        return titled.toString();
    }

    static String trimmed(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** The parts of a text, without the white space around each. */
    static List<String> parts(String separator, String text) {
        String bare = text.strip();
        if (separator.isBlank()) {
            return bare.isEmpty() ? List.of() : List.of(WHITE_SPACE.split(bare));
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = bare.indexOf(separator); at >= 0; at = bare.indexOf(separator, from)) {
            parts.add(bare.substring(from, at).strip());
            from = at + separator.length();
        }
        parts.add(bare.substring(from).strip());
        return parts;
    }

    /** A text for so many fields: each takes one part, one of them what is left over. */
    static List<String> split(Transform.Split split, String text, int fields) {
        List<String> parts = new ArrayList<>(parts(split.separator(), text));
        boolean restFirst = split.rest() == Transform.Rest.FIRST;
        int single = Math.min(parts.size(), fields - 1);
        List<String> singles = restFirst
                ? parts.subList(parts.size() - single, parts.size())
                : parts.subList(0, single);
        List<String> left = restFirst
                ? parts.subList(0, parts.size() - single)
                : parts.subList(single, parts.size());
        List<String> filled = new ArrayList<>(singles);
        int missing = fields - 1 - single;
        filled.addAll(restFirst ? 0 : filled.size(), Collections.nCopies(missing, ""));
        filled.add(restFirst ? 0 : filled.size(), String.join(split.separator(), left));
        return filled;
    }
}
