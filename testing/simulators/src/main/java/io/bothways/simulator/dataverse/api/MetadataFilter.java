package io.bothways.simulator.dataverse.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.simulator.dataverse.records.Problem;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A filter of definitions: {@code eq} and {@code ne}, of complex properties too, with {@code and} and {@code or}. */
final class MetadataFilter {
    private static final Pattern TERM = Pattern.compile("\\s*([A-Za-z/]+)\\s+(eq|ne)\\s+('[^']*'|[A-Za-z0-9.]+)\\s*");

    private MetadataFilter() {
    }

    static Predicate<JsonNode> parse(@Nullable String text) {
        if (text == null) {
            return node -> true;
        }
        return Arrays.stream(text.split(" or ")).map(part -> Arrays.stream(part.split(" and "))
                .map(MetadataFilter::term).reduce(Predicate::and).orElseThrow())
                .reduce(Predicate::or).orElseThrow();
    }

    private static Predicate<JsonNode> term(String text) {
        Matcher term = TERM.matcher(text);
        if (!term.matches()) {
            throw Problem.malformed("Syntax error in '" + text + "'.");
        }
        String pointer = "/" + term.group(1);
        String wanted = term.group(3).replace("'", "").replaceFirst("^Microsoft\\.Dynamics\\.CRM\\.\\w+", "");
        boolean equal = term.group(2).equals("eq");
        return node -> node.at(pointer).asText().equals(wanted) == equal;
    }
}
