-- Writes that failed and are tried again; gone with the write's outcome.
CREATE TABLE status.waiting_write (
    tenant     text NOT NULL,
    connection text NOT NULL,
    object     text NOT NULL,
    link       text NOT NULL,
    side       text NOT NULL,
    attempts   integer NOT NULL,
    next_try   timestamptz NOT NULL,
    code       text NOT NULL,
    message    text NOT NULL,
    PRIMARY KEY (tenant, connection, object, link, side)
);
