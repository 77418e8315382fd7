-- A create whose outcome nobody can find out: a record without match key on its side may be what it has made.
ALTER TABLE merge.link ADD COLUMN unresolved boolean NOT NULL DEFAULT false;
CREATE INDEX link_unresolved ON merge.link (tenant, connection, object) WHERE unresolved;
