-- A create whose source went away while it was under way: no key tells its record from a new one any more.
ALTER TABLE merge.link ADD COLUMN orphaned boolean NOT NULL DEFAULT false;
CREATE INDEX link_orphaned ON merge.link (tenant, connection, object) WHERE orphaned;
