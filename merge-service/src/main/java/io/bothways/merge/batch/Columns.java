package io.bothways.merge.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one statement takes as arrays ({@code unnest}): a batch is a constant number of statements, whatever its
 * size. In the statement {@code {rows}} stands for the arrays.
 */
public final class Columns {
    private static final String PLACE = "{rows}";

    private final String[] types;
    private final List<List<@Nullable Object>> values = new ArrayList<>();
    private int rows;

    /** Columns of these PostgreSQL types. */
    public Columns(String... types) {
        this.types = types.clone();
        Stream.of(types).forEach(type -> values.add(new ArrayList<>()));
    }

    /** Reads one row of an answer. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public void add(@Nullable Object... row) {
        if (row.length != types.length) {
            throw new IllegalArgumentException("a row has " + types.length + " values, not " + row.length);
        }
        for (int i = 0; i < row.length; i++) {
            values.get(i).add(row[i]);
        }
        rows++;
    }

    public int size() {
        return rows;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Runs the statement, unless there is no row; tells how many rows it changed. */
    public int update(Connection connection, String sql) throws SQLException {
        if (isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = prepare(connection, sql)) {
            return statement.executeUpdate();
        }
    }

    /** Runs the query, unless there is no row. */
    public <T> List<T> query(Connection connection, String sql, Reader<T> reader) throws SQLException {
        List<T> answer = new ArrayList<>();
        if (isEmpty()) {
            return answer;
        }
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setFetchSize(0);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    answer.add(reader.read(row));
                }
            }
        }
        return answer;
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        String arrays = Stream.of(types).map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
        PreparedStatement statement = connection.prepareStatement(sql.replace(PLACE, "unnest(" + arrays + ")"));
        for (int i = 0; i < types.length; i++) {
            statement.setArray(i + 1, connection.createArrayOf(types[i], values.get(i).toArray(column(types[i]))));
        }
        return statement;
    }

    /** The driver sends arrays of these very classes in binary; others as text, with every quote of their JSON escaped. */
    private static Object[] column(String type) {
        return switch (type) {
            case "bytea" -> new byte[0][];
            case "bigint" -> new Long[0];
            case "bool" -> new Boolean[0];
            case "text" -> new String[0];
            default -> new Object[0];
        };
    }
}
