package io.bothways.endtoend;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query in Prometheus' language names; as much of the language as our dashboards use.
 *
 * @param metrics every name that stands where a metric stands
 * @param labels every label that is grouped by or selected by
 */
record Query(Set<String> metrics, Set<String> labels) {
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern SELECTED = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS =
            Set.of("sum", "min", "max", "avg", "count", "and", "or", "unless", "bool", "offset");

    static Query of(String expression) {
        Set<String> labels = new TreeSet<>();
        SELECTOR.matcher(expression)
                .results()
                .forEach(selector -> SELECTED.matcher(selector.group(1))
                        .results()
                        .forEach(label -> labels.add(label.group(1))));
        GROUPING.matcher(expression)
                .results()
                .forEach(grouping -> NAME.matcher(grouping.group(1))
                        .results()
                        .forEach(label -> labels.add(label.group())));
        String bare = expression;
        for (Pattern left : new Pattern[] {SELECTOR, GROUPING, RANGE}) {
            bare = left.matcher(bare).replaceAll(" ");
        }
        Set<String> metrics = new TreeSet<>();
        Matcher names = NAME.matcher(bare);
        while (names.find()) {
            boolean function = bare.substring(names.end()).stripLeading().startsWith("(");
            if (!function && !WORDS.contains(names.group())) {
                metrics.add(names.group());
            }
        }
        return new Query(metrics, labels);
    }
}
