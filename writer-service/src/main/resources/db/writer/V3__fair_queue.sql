-- Connections of one account take turns: each one's queue is read from its own end of the index.
DROP INDEX writer.backlog_open;
CREATE INDEX backlog_open ON writer.backlog (tenant, account, connection, lane, sequence) WHERE ended_at IS NULL;
