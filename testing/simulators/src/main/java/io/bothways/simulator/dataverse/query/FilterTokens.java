package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter cut into words, literals and marks. */
final class FilterTokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:('(?:[^']|'')*')|([(),=\\[\\]])|([^\\s(),=\\[\\]']+))");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    FilterTokens(String text) {
        this.text = text;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && token.find(end) && token.start() == end) {
            tokens.add(token.group().strip());
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            throw error();
        }
    }

    boolean hasMore() {
        return next < tokens.size();
    }

    /** The token that comes next; empty at the end. */
    String peek() {
        return hasMore() ? tokens.get(next) : "";
    }

    String take() {
        if (!hasMore()) {
            throw error();
        }
        return tokens.get(next++);
    }

    boolean takeIf(String expected) {
        if (peek().equals(expected)) {
            next++;
            return true;
        }
        return false;
    }

    void expect(String expected) {
        if (!takeIf(expected)) {
            throw error();
        }
    }

    Problem error() {
        return Problem.malformed("Syntax error at position " + Math.min(next, tokens.size()) + " in '" + text + "'.");
    }
}
