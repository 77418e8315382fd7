-- Where polls and listings stand, what merge has acknowledged, and who does what next.
-- Keys begin with the tenant; scheduled_tasks has the columns that db-scheduler expects.

-- One row per account and type once it was listed; position is null while only a new listing can tell where to go on.
CREATE TABLE poller.cursor (
    tenant      text        NOT NULL,
    account     text        NOT NULL,
    type        text        NOT NULL,
    position    text,
    answered_at timestamptz NOT NULL, -- when the app last answered a poll
    interval_ms bigint      NOT NULL DEFAULT 0, -- 0: none chosen yet
    failures    int         NOT NULL DEFAULT 0, -- polls that failed in a row
    PRIMARY KEY (tenant, account, type)
);

-- What merge has acknowledged of each record. A digest is null from the publishing of another reading until merge has
-- acknowledged that one; it is empty where the record is known to be deleted.
CREATE TABLE poller.known (
    tenant       text        NOT NULL,
    account      text        NOT NULL,
    type         text        NOT NULL,
    id           text        NOT NULL,
    digest       text,
    merged_at    timestamptz NOT NULL,
    published_at timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant, account, type, id)
);

-- Listings that were asked for. Finished ones stay for a day: a request that is delivered again lists nothing again.
CREATE TABLE poller.listing (
    tenant       text        NOT NULL,
    run          text        NOT NULL,
    account      text        NOT NULL,
    type         text        NOT NULL,
    requested_at timestamptz NOT NULL,
    sequence     bigint      GENERATED ALWAYS AS IDENTITY,
    started_at   timestamptz, -- before its first call; null: not begun
    phase        text        NOT NULL DEFAULT 'LIST',
    checkpoint   text, -- the next page; everything before it is durable
    records      bigint      NOT NULL DEFAULT 0,
    published    bigint      NOT NULL DEFAULT 0,
    list_calls   bigint      NOT NULL DEFAULT 0,
    change_calls bigint      NOT NULL DEFAULT 0,
    failures     int         NOT NULL DEFAULT 0,
    finished_at  timestamptz,
    PRIMARY KEY (tenant, run)
);
CREATE INDEX listing_unfinished ON poller.listing (tenant, account, type, sequence) WHERE finished_at IS NULL;

-- Accounts that cannot be used, as status was told: told again only when the failure is another one.
CREATE TABLE poller.trouble (
    tenant  text        NOT NULL,
    account text        NOT NULL,
    code    text        NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (tenant, account)
);

CREATE TABLE poller.scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON poller.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON poller.scheduled_tasks (last_heartbeat);
