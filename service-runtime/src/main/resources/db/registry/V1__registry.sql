-- Tenants, accounts, connections. Written by status-service; tokens by service-runtime under the account's row lock.
-- Every key begins with the tenant, so that the tables can be distributed by it.

CREATE TABLE registry.installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       uuid   NOT NULL DEFAULT gen_random_uuid(),
    epoch    bigint NOT NULL DEFAULT 1
);
INSERT INTO registry.installation DEFAULT VALUES;

CREATE TABLE registry.tenant (
    id         text PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE registry.api_key (
    hash       bytea PRIMARY KEY, -- SHA-256 of the key: keys are random and long, so no salt is needed
    tenant     text NOT NULL REFERENCES registry.tenant (id),
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Rises with every change of an account or connection: readers reload what is newer than what they hold.
CREATE SEQUENCE registry.revision;

CREATE TABLE registry.account (
    tenant          text   NOT NULL REFERENCES registry.tenant (id),
    id              text   NOT NULL UNIQUE,
    connector       text   NOT NULL,
    name            text   NOT NULL,
    base_uri        text   NOT NULL,
    state           text   NOT NULL DEFAULT 'CONNECTING',
    state_reason    text   NOT NULL DEFAULT '',
    identity        text   NOT NULL DEFAULT '',
    identity_label  text   NOT NULL DEFAULT '',
    api_version     text   NOT NULL DEFAULT '',
    object_schemas  text   NOT NULL DEFAULT '[]',
    settings        text   NOT NULL DEFAULT '{}',
    credentials     bytea  NOT NULL,
    webhook_secret  bytea,
    webhook_key     text   NOT NULL UNIQUE,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    revision        bigint NOT NULL DEFAULT nextval('registry.revision'),
    PRIMARY KEY (tenant, id)
);

CREATE TABLE registry.account_token (
    tenant     text  NOT NULL,
    account    text  NOT NULL,
    token      bytea, -- encrypted Authorization header; null: none obtained
    expires_at timestamptz,
    host       text,
    PRIMARY KEY (tenant, account)
);

-- The app told us to wait. One truth for poller, webhook and writer.
CREATE TABLE registry.account_park (
    tenant  text NOT NULL,
    account text NOT NULL,
    until   timestamptz NOT NULL,
    code    text NOT NULL,
    message text NOT NULL,
    PRIMARY KEY (tenant, account)
);

CREATE TABLE registry.connection (
    tenant        text   NOT NULL REFERENCES registry.tenant (id),
    id            text   NOT NULL UNIQUE,
    name          text   NOT NULL,
    account_a     text   NOT NULL,
    account_b     text   NOT NULL,
    configuration text   NOT NULL,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    revision      bigint NOT NULL DEFAULT nextval('registry.revision'),
    PRIMARY KEY (tenant, id),
    -- Both accounts belong to the connection's own tenant, whatever identifiers were sent.
    FOREIGN KEY (tenant, account_a) REFERENCES registry.account (tenant, id),
    FOREIGN KEY (tenant, account_b) REFERENCES registry.account (tenant, id),
    CHECK (account_a <> account_b)
);

CREATE FUNCTION registry.raise_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := nextval('registry.revision');
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER account_revision BEFORE UPDATE ON registry.account FOR EACH ROW EXECUTE FUNCTION registry.raise_revision();
CREATE TRIGGER connection_revision BEFORE UPDATE ON registry.connection FOR EACH ROW EXECUTE FUNCTION registry.raise_revision();

-- Tickets order what three services read from one account. A sequence never hands out a number twice, also after a
-- crash of the server, takes no row lock and is monotone for every account at once.
CREATE SEQUENCE registry.ticket CACHE 1;

-- Buckets of Bucket4j, keyed by the vendor's identity of the account: two accounts on one portal share one.
CREATE TABLE registry.budget (
    id         text PRIMARY KEY,
    state      bytea,
    expires_at bigint
);
