-- Where a record lives on that was combined into another one, as the newest push that knew it said.
ALTER TABLE webhook.pending ADD COLUMN moved_to text;
