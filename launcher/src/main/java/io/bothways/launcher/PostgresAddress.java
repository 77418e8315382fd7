package io.bothways.launcher;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of a PostgreSQL that runs; the user may create schemas in it. */
public record PostgresAddress(String jdbcUrl, String user, String password) {
    public PostgresAddress {
        if (!jdbcUrl.startsWith("jdbc:postgresql://")) {
            throw new LauncherException("A PostgreSQL is named like jdbc:postgresql://HOST:PORT/DATABASE");
        }
    }

    /** Says plainly when nobody answers there, before anything else is started. */
    void check() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            if (!connection.isValid(5)) {
                throw new LauncherException("PostgreSQL at " + jdbcUrl + " does not answer");
            }
        } catch (SQLException failure) {
            throw new LauncherException("PostgreSQL at " + jdbcUrl + " cannot be used as " + user + ": "
                    + failure.getMessage(), failure);
        }
    }

    @Override
    public String toString() {
        return "PostgresAddress[" + jdbcUrl + "]";
    }
}
