-- When a push told last of a record, kept for as long as a poll may find the same edit; with an empty id: of the type.
CREATE TABLE poller.hinted (
    tenant    text        NOT NULL,
    account   text        NOT NULL,
    type      text        NOT NULL,
    id        text        NOT NULL,
    hinted_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, account, type, id)
);
CREATE INDEX hinted_age ON poller.hinted (hinted_at);

-- Edits that a poll found, until it is known whether a push told of them as well.
CREATE TABLE poller.found (
    tenant      text        NOT NULL,
    account     text        NOT NULL,
    type        text        NOT NULL,
    id          text        NOT NULL,
    found_at    timestamptz NOT NULL,
    modified_at timestamptz NOT NULL, -- by our clock, as far as the app's is known
    PRIMARY KEY (tenant, account, type, id)
);
CREATE INDEX found_age ON poller.found (found_at);
