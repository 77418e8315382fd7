-- Messages that were entered: what Kafka delivers again is left out. Kept for two days; a redelivery is minutes old.
CREATE TABLE status.heard (
    tenant text NOT NULL,
    id     text NOT NULL,
    at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id)
);
CREATE INDEX heard_by_time ON status.heard (at);

-- How long the last writes of a connection took, from the time Bothways knew of the change to the app's answer.
CREATE TABLE status.write_lag (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text NOT NULL,
    connection text NOT NULL,
    lag_ms     bigint NOT NULL
);
CREATE INDEX write_lag_by_connection ON status.write_lag (tenant, connection, id);
