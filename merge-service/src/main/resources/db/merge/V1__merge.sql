-- What merge knows. Every key begins with the tenant, so that the tables can be distributed by it. Keys are compared
-- byte by byte (COLLATE "C"): locks are taken in one order everywhere, whatever the server's locale.

-- Our latest reading of every known record, and how new it is known to be. Never deleted: a deleted record stays as a
-- tombstone, a combined one as an alias.
CREATE TABLE merge.mirror (
    tenant        text COLLATE "C" NOT NULL,
    account       text COLLATE "C" NOT NULL,
    type          text COLLATE "C" NOT NULL,
    id            text COLLATE "C" NOT NULL,
    fields        text    NOT NULL,
    digest        text    NOT NULL,
    version       bigint  NOT NULL, -- evidence of the last whole reading
    asked         bigint  NOT NULL,
    answered      bigint  NOT NULL,
    part_version  bigint  NOT NULL, -- evidence of the fields that a later partial reading replaced
    part_asked    bigint  NOT NULL,
    part_answered bigint  NOT NULL,
    part_fields   text    NOT NULL, -- their names, one per line
    deleted       boolean NOT NULL,
    alias_of      text    NOT NULL, -- the id that this record lives on under; empty where it was not combined
    observed_at   timestamptz NOT NULL, -- since when we know what it holds
    backfill      boolean NOT NULL, -- known from a listing, so that what follows is not urgent
    indexed       text COLLATE "C" NOT NULL, -- the match keys under which it was indexed
    PRIMARY KEY (tenant, account, type, id)
) WITH (fillfactor = 80, toast_tuple_target = 8160); -- rows are rewritten in place of themselves: room on the page keeps the index out of it

-- Normalised match keys of the records that exist: matching costs no API call.
CREATE TABLE merge.match_value (
    tenant  text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    type    text COLLATE "C" NOT NULL,
    key     text COLLATE "C" NOT NULL, -- normaliser and field
    value   text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, account, type, key, value, id)
);

-- Two records that are the same thing, or one that has no counterpart yet.
CREATE TABLE merge.link (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    link       text COLLATE "C" NOT NULL,
    id_a       text COLLATE "C",
    id_b       text COLLATE "C",
    live       boolean NOT NULL, -- false: ended, its records are free for other links
    state      text    NOT NULL,
    awaits_create boolean NOT NULL, -- may be the record of a create that is still under way
    base_a     text    NOT NULL, -- raw values at the last agreement
    base_b     text    NOT NULL,
    memory     text    NOT NULL, -- commands under way, refusals, reasons
    -- Here and below what tells rows apart comes right after the tenant: a planner that has no statistics yet takes any
    -- index of a few equal columns for as good as any other.
    PRIMARY KEY (tenant, link, connection, object),
    CHECK (id_a IS NOT NULL OR id_b IS NOT NULL)
) WITH (fillfactor = 70, toast_tuple_target = 8160); -- pressing two bases together costs more than their room
-- One source record has at most one counterpart per connection, whatever is retried, doubled or reordered.
CREATE UNIQUE INDEX link_id_a ON merge.link (tenant, id_a, connection, object) WHERE live AND id_a IS NOT NULL;
CREATE UNIQUE INDEX link_id_b ON merge.link (tenant, id_b, connection, object) WHERE live AND id_b IS NOT NULL;
CREATE INDEX link_ended_a ON merge.link (tenant, id_a, connection, object) WHERE NOT live;
CREATE INDEX link_ended_b ON merge.link (tenant, id_b, connection, object) WHERE NOT live;
CREATE INDEX link_awaiting_create ON merge.link (tenant, connection, object) WHERE awaits_create;

-- Rows to lock: twins that appear on both sides at once share no record and no link, but this one.
CREATE TABLE merge.key_claim (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL,
    value      text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, connection, object, key, value)
);

-- A field of a link points to a record that has no counterpart yet.
CREATE TABLE merge.waiting_edge (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    side       text COLLATE "C" NOT NULL,
    awaited    text COLLATE "C" NOT NULL, -- the object sync that the awaited record belongs to
    id         text COLLATE "C" NOT NULL, -- the awaited record
    object     text COLLATE "C" NOT NULL,
    link       text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, connection, side, awaited, id, object, link)
);

-- Commands whose result has not been handled: a ledger. Published after the commit and again while unanswered.
CREATE TABLE merge.command (
    tenant     text COLLATE "C" NOT NULL,
    id         text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    side       text    NOT NULL,
    keyless    boolean NOT NULL, -- a create that carries no match key: its record cannot be told from a new one
    topic      text    NOT NULL,
    key        text    NOT NULL,
    payload    bytea   NOT NULL,
    sent_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, id)
);
CREATE INDEX command_keyless ON merge.command (tenant, connection, object, side) WHERE keyless;
CREATE INDEX command_sent_at ON merge.command (sent_at);

-- The value of a conflict that did not stand.
CREATE TABLE merge.lost_value (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    link       text COLLATE "C" NOT NULL,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    mapping    text NOT NULL,
    winner     text NOT NULL,
    lost       text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, connection, object, link, seq)
);

-- Complete listings: one row per partition that has been merged up to the listing's end.
CREATE TABLE merge.listing (
    tenant     text COLLATE "C" NOT NULL,
    account    text COLLATE "C" NOT NULL,
    type       text COLLATE "C" NOT NULL,
    run        text COLLATE "C" NOT NULL,
    partition  int    NOT NULL,
    partitions int    NOT NULL,
    records    bigint NOT NULL,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, account, type, run, partition)
);

-- Whether an object sync may match and write: only once both sides have been listed.
CREATE TABLE merge.gate (
    tenant     text COLLATE "C" NOT NULL,
    connection text COLLATE "C" NOT NULL,
    object     text COLLATE "C" NOT NULL,
    state      text   NOT NULL, -- INDEXING: nothing is matched or written; OPENING: it is, record by record; OPEN
    pass       text   NOT NULL, -- what is gone through: INDEX_A, INDEX_B, MERGE_A, MERGE_B; empty: nothing
    after_id   text COLLATE "C" NOT NULL, -- and how far
    version    bigint NOT NULL, -- the configuration that it was opened under
    records_a  bigint NOT NULL DEFAULT 0,
    records_b  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, connection, object)
);

CREATE TABLE merge.outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text  NOT NULL,
    key        text  NOT NULL,
    headers    text  NOT NULL,
    payload    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
