package io.bothways.merge.batch;

import java.sql.SQLException;

/** The database could not do what it was asked; the cause says whether asking again helps. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreFailure(SQLException cause) {
        super(cause);
    }
}
