-- What is used of each limit, keyed by connector, vendor's identity and name: two accounts on one portal share one. State
-- is the budget's own form; the other columns say what the limit is, for those who only look.
DROP TABLE registry.budget;
CREATE TABLE registry.budget (
    id      text   PRIMARY KEY,
    name    text   NOT NULL,
    tokens  bigint NOT NULL,
    ceiling bigint NOT NULL,
    shared  bigint NOT NULL,
    span    text   NOT NULL, -- ISO duration, or "day" and a time zone
    state   bytea  NOT NULL DEFAULT ''
    -- Written with every grant, never indexed elsewhere: room for the new versions in the page.
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

ALTER TABLE registry.connector ADD budgets text NOT NULL DEFAULT '[]'; -- JSON: names of the app's limits
