-- Apps that push whole records with their version: the newest one that came, if every hint since brought one.
ALTER TABLE webhook.pending ADD COLUMN record text;
ALTER TABLE webhook.pending ADD COLUMN version bigint NOT NULL DEFAULT 0;
-- A hint came without its record, so that only reading it tells what it holds.
ALTER TABLE webhook.pending ADD COLUMN reread boolean NOT NULL DEFAULT true;
-- The longest that this record waits after its first hint.
ALTER TABLE webhook.pending ADD COLUMN longest interval NOT NULL DEFAULT '10 seconds';
