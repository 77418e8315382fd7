-- Hints that wait for their record to be read again: one row per record, however many hints.

-- When a record is read: once it has rested for the settle delay, but not later than the longest wait after the first
-- hint. The one place where this is decided.
CREATE FUNCTION webhook.due(first_at timestamptz, last_at timestamptz, settle interval, longest interval)
RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT least(last_at + settle, first_at + longest) $$;

CREATE TABLE webhook.pending (
    tenant        text        NOT NULL,
    account       text        NOT NULL,
    type          text        NOT NULL,
    id            text        NOT NULL,
    due_at        timestamptz NOT NULL,
    first_at      timestamptz NOT NULL, -- when the first of the hints came in: latency is measured from here
    occurred_at   timestamptz NOT NULL, -- of the newest hint, by the app's clock
    deleted       boolean     NOT NULL, -- a hint said that the record is gone, so a miss is believed at once
    sequence      bigint      NOT NULL DEFAULT 1, -- rises with every hint: a newer one survives a re-read
    attempts      int         NOT NULL DEFAULT 0, -- re-reads that came to nothing, in a row
    claimed_until timestamptz,          -- a replica reads it now; over: that replica died
    PRIMARY KEY (tenant, account, type, id)
);
CREATE INDEX pending_due ON webhook.pending (due_at);
