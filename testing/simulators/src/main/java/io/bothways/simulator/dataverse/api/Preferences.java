package io.bothways.simulator.dataverse.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Prefer} header asks for; words that are not known are ignored. */
record Preferences(boolean representation, boolean tracksChanges, boolean continuesOnError,
        Optional<Integer> maxPageSize, List<String> annotations) {
    private static final Pattern PART = Pattern.compile("([A-Za-z.\\-]+)\\s*(?:=\\s*(\"[^\"]*\"|[^,\\s]+))?");

    Preferences {
        annotations = List.copyOf(annotations);
    }

    static Preferences parse(String header) {
        boolean representation = false;
        boolean tracks = false;
        boolean continues = false;
        Optional<Integer> size = Optional.empty();
        List<String> annotations = new ArrayList<>();
        Matcher part = PART.matcher(header);
        while (part.find()) {
            String value = part.group(2) == null ? "" : part.group(2).replace("\"", "");
            switch (part.group(1)) {
                case "return" -> representation = value.equals("representation");
                case "odata.track-changes" -> tracks = true;
                case "odata.continue-on-error" -> continues = !value.equals("false");
                case "odata.maxpagesize" -> size = value.matches("\\d{1,9}")
                        ? Optional.of(Integer.valueOf(value)) : Optional.empty();
                case "odata.include-annotations" -> annotations.addAll(List.of(value.split(",")));
                default -> { }
            }
        }
        return new Preferences(representation, tracks, continues, size, annotations);
    }

    /** Whether an annotation is wanted; {@code *} stands for any ending. */
    boolean wants(String annotation) {
        return annotations.stream().map(String::strip).anyMatch(pattern -> pattern.endsWith("*")
                ? annotation.startsWith(pattern.substring(0, pattern.length() - 1)) : annotation.equals(pattern));
    }
}
