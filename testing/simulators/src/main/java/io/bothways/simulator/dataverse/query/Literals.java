package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Guids;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.schema.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Literals of a filter, read as the column wants them; another type is refused. */
final class Literals {
    private Literals() {
    }

    /** The value in the form of {@link io.bothways.simulator.dataverse.records.RowValue}; {@code null} for null. */
    static @Nullable Object read(String token, Column column) {
        if (token.equals("null")) {
            return null;
        }
        boolean quoted = token.startsWith("'");
        if (column.type().isText() != quoted && !(quoted && isId(column))) {
            throw incompatible(column, quoted ? "Edm.String" : "Edm.Int32");
        }
        return unquoted(quoted ? text(token) : token, column);
    }

    /** The same from a text without quotes. */
    static Object unquoted(String text, Column column) {
        try {
            return switch (column.type()) {
                case STRING, MEMO, MULTI_SELECT -> text;
                case UNIQUEIDENTIFIER, LOOKUP, CUSTOMER, OWNER ->
                        Guids.read(text).orElseThrow(() -> incompatible(column, "Edm.String"));
                case INTEGER, BIGINT, DECIMAL, MONEY, PICKLIST, STATE, STATUS -> Double.valueOf(text);
                case BOOLEAN -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw incompatible(column, "Edm.String");
                };
                case DATE_ONLY -> LocalDate.parse(text).toString();
                case DATE_TIME -> OffsetDateTime.parse(text).toInstant();
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw incompatible(column, "Edm.String");
        }
    }

    static String text(String token) {
        if (token.length() < 2 || !token.startsWith("'") || !token.endsWith("'")) {
            throw Problem.malformed("There is an unterminated string literal in the filter.");
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private static boolean isId(Column column) {
        return column.type().edmType().equals("Edm.Guid");
    }

    private static Problem incompatible(Column column, String found) {
        return Problem.malformed("A binary operator with incompatible types was detected. Found operand types '"
                + column.type().edmType() + "' and '" + found + "'.");
    }
}
