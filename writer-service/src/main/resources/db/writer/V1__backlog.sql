-- The queue of each account. A row is queued while call is null, sent from its intent on, ended from its outcome on; an
-- ended row stays as the ledger from which a command that comes again is answered. Every key begins with the tenant.

-- Who may start calls for an account. pending: the account may have open rows, so that somebody has to own it.
CREATE TABLE writer.lease (
    tenant  text NOT NULL,
    account text NOT NULL,
    owner   text NOT NULL DEFAULT '',
    until   timestamptz NOT NULL DEFAULT '-infinity',
    pending boolean NOT NULL DEFAULT true,
    PRIMARY KEY (tenant, account)
);
CREATE INDEX lease_pending ON writer.lease (until) WHERE pending;

CREATE TABLE writer.backlog (
    tenant      text     NOT NULL,
    command     text     NOT NULL,
    account     text     NOT NULL,
    connection  text     NOT NULL,
    link        text     NOT NULL,
    side        text     NOT NULL,
    revision    bigint   NOT NULL,
    sequence    bigint   GENERATED ALWAYS AS IDENTITY,
    lane        smallint NOT NULL,
    operation   text     NOT NULL,
    type        text     NOT NULL,
    target      text     NOT NULL, -- empty for a create
    epoch       bigint   NOT NULL,
    payload     bytea,             -- the command as it came; null once ended, because the result holds all of it
    arrived_at  timestamptz NOT NULL,
    attempts    integer  NOT NULL DEFAULT 0,
    next_try    timestamptz NOT NULL,
    failure     text     NOT NULL DEFAULT '', -- code of the last failure
    call        text,              -- the intent: owner and number of the call that carries it
    sent_at     timestamptz,
    answered_id text,              -- a create that was answered, not told yet
    ended_at    timestamptz,
    outcome     text,
    result      bytea,
    PRIMARY KEY (tenant, command)
    -- Room in each page for the new version of a row, so that intents touch no index.
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX backlog_open ON writer.backlog (tenant, account, lane, sequence) WHERE ended_at IS NULL;
-- Whole, though only open rows are looked for: while the statistics say that no row is open, a planner that may choose
-- would walk all open rows for each link. For the same reason statements about given commands ask for "outcome IS NULL",
-- which leaves them the primary key only.
CREATE INDEX backlog_link ON writer.backlog (tenant, link, side);
CREATE INDEX backlog_ended ON writer.backlog USING brin (ended_at);

CREATE TABLE writer.outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text  NOT NULL,
    key        text  NOT NULL,
    headers    text  NOT NULL,
    payload    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
