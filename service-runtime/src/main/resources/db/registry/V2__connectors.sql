-- Which connectors the services carry: each service that has them writes them down when it starts.
CREATE TABLE registry.connector (
    id          text PRIMARY KEY,
    label       text NOT NULL,
    api_version text NOT NULL,
    base_uri    text NOT NULL,
    credentials text NOT NULL, -- JSON: alternatives of members
    seen_at     timestamptz NOT NULL DEFAULT now()
);
