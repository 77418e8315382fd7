-- What apps were asked to push.
CREATE TABLE poller.subscription (
    tenant   text        NOT NULL,
    account  text        NOT NULL,
    address  text        NOT NULL, -- where the pushes go
    types    text[]      NOT NULL,
    secret   text        NOT NULL, -- a digest of what they are proven with
    failure  text        NOT NULL, -- the code with which the app refused; empty where it did not
    renew_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, account)
);
