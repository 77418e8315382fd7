package io.bothways.writer.backlog;

import java.sql.SQLException;

/** The database did not do what was asked; nothing of the transaction has happened. Callers try again. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailure(String what, SQLException cause) {
        super(what, cause);
    }
}
