-- Results that are to be told: named here, one row per settlement, and kept by the ledger. The outbox is left to activity.
CREATE TABLE writer.untold (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenants    text[] NOT NULL,
    commands   text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
