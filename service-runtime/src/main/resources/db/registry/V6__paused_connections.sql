-- Nothing is written for a paused connection; what changes meanwhile waits in the accounts' backlogs.
ALTER TABLE registry.connection ADD paused boolean NOT NULL DEFAULT false;
