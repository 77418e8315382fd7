-- What is told: how every record stands, what ran, what happened last. Rebuilt from the activity topic and the registry.

CREATE TABLE status.outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    key        text NOT NULL,
    headers    text NOT NULL,
    payload    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Codes and sessions are random and long; only their SHA-256 is kept.
CREATE TABLE status.login_code (
    hash       bytea PRIMARY KEY,
    tenant     text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE TABLE status.session (
    hash       bytea PRIMARY KEY,
    tenant     text NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE status.record_state (
    tenant     text NOT NULL,
    connection text NOT NULL,
    object     text NOT NULL,
    link       text NOT NULL,
    id_a       text,
    id_b       text,
    title      text NOT NULL,
    state      text NOT NULL,
    reasons    text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, connection, object, link)
);
-- Not led by the whole prefix of the key: a planner without statistics would take it for statements about given links.
CREATE INDEX record_state_by_state ON status.record_state (tenant, state, connection, object);

CREATE TABLE status.run (
    tenant      text NOT NULL,
    run         text NOT NULL,
    account     text NOT NULL,
    type        text NOT NULL,
    kind        text NOT NULL,
    trigger     text NOT NULL,
    state       text NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    records     bigint NOT NULL DEFAULT 0,
    expected    bigint NOT NULL DEFAULT -1,
    published   bigint NOT NULL DEFAULT 0,
    calls       text NOT NULL DEFAULT '{}',
    failures    text NOT NULL DEFAULT '[]',
    PRIMARY KEY (tenant, run)
);
CREATE INDEX run_by_start ON status.run (tenant, started_at DESC);

CREATE TABLE status.poll (
    tenant          text NOT NULL,
    account         text NOT NULL,
    type            text NOT NULL,
    polled_at       timestamptz NOT NULL,
    records         bigint NOT NULL,
    interval_ms     bigint NOT NULL,
    interval_reason text NOT NULL,
    PRIMARY KEY (tenant, account, type)
);

CREATE TABLE status.gate (
    tenant     text NOT NULL,
    connection text NOT NULL,
    object     text NOT NULL,
    opened_at  timestamptz NOT NULL,
    records_a  bigint NOT NULL,
    records_b  bigint NOT NULL,
    PRIMARY KEY (tenant, connection, object)
);

CREATE TABLE status.write_total (
    tenant     text NOT NULL,
    connection text NOT NULL,
    object     text NOT NULL,
    side       text NOT NULL,
    operation  text NOT NULL,
    outcome    text NOT NULL,
    writes     bigint NOT NULL,
    last_at    timestamptz NOT NULL,
    latency_ms bigint NOT NULL, -- of the last write: from the time Bothways knew of the change
    PRIMARY KEY (tenant, connection, object, side, operation, outcome)
);

CREATE TABLE status.account_condition (
    tenant       text NOT NULL,
    account      text NOT NULL,
    parked_until timestamptz,
    failure      text, -- the last failure as JSON, null once the account answered again
    since        timestamptz NOT NULL,
    PRIMARY KEY (tenant, account)
);

-- The live list; bounded, the oldest entries go.
CREATE TABLE status.feed (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text NOT NULL,
    at         timestamptz NOT NULL,
    kind       text NOT NULL,
    account    text NOT NULL,
    connection text NOT NULL,
    words      text NOT NULL,
    detail     text NOT NULL
);
CREATE INDEX feed_by_tenant ON status.feed (tenant, id);

CREATE TABLE status.dead_letter (
    topic       text NOT NULL,
    partition   int NOT NULL,
    record_offset bigint NOT NULL,
    key         text NOT NULL,
    payload     bytea NOT NULL,
    reason      text NOT NULL,
    parked_at   timestamptz NOT NULL,
    PRIMARY KEY (topic, partition, record_offset)
);
