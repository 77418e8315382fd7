-- What apps push because they were asked to; no row where a person sets it up.
CREATE TABLE status.account_pushes (
    tenant  text        NOT NULL,
    account text        NOT NULL,
    types   text        NOT NULL, -- with a comma between
    failure text,                 -- why the app does not push
    since   timestamptz NOT NULL,
    PRIMARY KEY (tenant, account)
);
