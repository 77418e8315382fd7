-- How far the app's feed of deletions was read, where it has one; null: not begun.
ALTER TABLE poller.cursor ADD COLUMN deletions text;
-- The app has no incremental query: answered_at is when its last listing began, and position stays null.
ALTER TABLE poller.cursor ADD COLUMN only_listed boolean NOT NULL DEFAULT false;
-- When the listing began that last held the record.
ALTER TABLE poller.known ADD COLUMN listed_at timestamptz NOT NULL DEFAULT '-infinity';
