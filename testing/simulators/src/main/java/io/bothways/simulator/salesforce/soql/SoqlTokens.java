package io.bothways.simulator.salesforce.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a query into tokens and lets a parser read them one after the other. */
final class SoqlTokens {
    enum Kind { WORD, TEXT, NUMBER_OR_DATE, SYMBOL, END }

    /** {@code text} of a TEXT token is without quotes and escapes; {@code column} counts from 1. */
    record Token(Kind kind, String text, int column) {
        boolean is(String wanted) {
            return kind != Kind.TEXT && text.equalsIgnoreCase(wanted);
        }
    }

    private static final String SYMBOLS = "(),=<>!";
    private static final Set<String> TWO_CHARACTERS = Set.of("!=", "<=", ">=", "<>");

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    SoqlTokens(String query) {
        this.query = query;
        int position = 0;
        while (position < query.length()) {
            position = Character.isWhitespace(query.charAt(position)) ? position + 1 : cut(position);
        }
        tokens.add(new Token(Kind.END, "<EOF>", query.length() + 1));
    }

    private int cut(int start) {
        char first = query.charAt(start);
        if (first == '\'') {
            return cutText(start);
        }
        if (Character.isLetter(first)) {
            return cutRun(start, Kind.WORD, "_.");
        }
        if (Character.isDigit(first) || first == '-' || first == '+') {
            return cutRun(start, Kind.NUMBER_OR_DATE, "-+:.");
        }
        if (SYMBOLS.indexOf(first) < 0) {
            throw SoqlException.malformed("line 1:" + start + " no viable alternative at character '" + first + "'");
        }
        boolean two = start + 1 < query.length() && TWO_CHARACTERS.contains(query.substring(start, start + 2));
        int end = two ? start + 2 : start + 1;
        tokens.add(new Token(Kind.SYMBOL, query.substring(start, end), start + 1));
        return end;
    }

    private int cutRun(int start, Kind kind, String alsoAllowed) {
        int end = start + 1;
        while (end < query.length()
                && (Character.isLetterOrDigit(query.charAt(end)) || alsoAllowed.indexOf(query.charAt(end)) >= 0)) {
            end++;
        }
        tokens.add(new Token(kind, query.substring(start, end), start + 1));
        return end;
    }

    private int cutText(int start) {
        StringBuilder text = new StringBuilder();
        int position = start + 1;
        while (position < query.length() && query.charAt(position) != '\'') {
            char character = query.charAt(position);
            if (character == '\\' && position + 1 < query.length()) {
                position++;
                text.append(unescape(query.charAt(position), position));
            } else {
                text.append(character);
            }
            position++;
        }
        if (position >= query.length()) {
            throw SoqlException.malformed("line 1:" + start + " mismatched character '<EOF>' expecting '''");
        }
        tokens.add(new Token(Kind.TEXT, text.toString(), start + 1));
        return position + 1;
    }

    /** In LIKE the escapes of % and _ have to survive until the pattern is read. */
    private static String unescape(char escaped, int position) {
        return switch (escaped) {
            case 'n', 'N' -> "\n";
            case 'r', 'R' -> "\r";
            case 't', 'T' -> "\t";
            case 'b', 'B' -> "\b";
            case 'f', 'F' -> "\f";
            case '\'', '"', '\\' -> String.valueOf(escaped);
            case '%', '_' -> "\\" + escaped;
            default -> throw SoqlException.malformed(
                    "Invalid string literal: illegal escape '\\" + escaped + "' at column " + position);
        };
    }

    String query() {
        return query;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeIf(String wanted) {
        boolean there = peek().is(wanted);
        if (there) {
            take();
        }
        return there;
    }

    void expect(String wanted) {
        if (!takeIf(wanted)) {
            throw unexpected(peek());
        }
    }

    Token takeWord() {
        Token token = take();
        if (token.kind() != Kind.WORD) {
            throw unexpected(token);
        }
        return token;
    }

    SoqlException unexpected(Token token) {
        return SoqlException.malformed("\n" + query + "\n" + " ".repeat(token.column() - 1)
                + "^\nERROR at Row:1:Column:" + token.column() + "\nunexpected token: '" + token.text() + "'");
    }
}
