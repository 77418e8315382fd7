-- Where values come from: how coarse an app's clock is, and the edits that the fields of a record go back to.
ALTER TABLE merge.mirror ADD COLUMN tick bigint NOT NULL DEFAULT 1000;
ALTER TABLE merge.mirror ADD COLUMN edits text NOT NULL DEFAULT ''; -- one line per field that was changed

-- How far a record is from following its deleted counterpart; the rest of it stands in memory.
ALTER TABLE merge.link ADD COLUMN removal text COLLATE "C" NOT NULL DEFAULT ''; -- side and step, empty: none
ALTER TABLE merge.link ADD COLUMN removal_at timestamptz;
CREATE INDEX link_removal ON merge.link (removal_at) WHERE removal <> '';

ALTER TABLE merge.lost_value ADD COLUMN rule text NOT NULL DEFAULT '';
