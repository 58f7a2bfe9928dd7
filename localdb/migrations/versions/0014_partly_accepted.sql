-- Statements that were accepted in part. Applied once.
ALTER TABLE statements ADD COLUMN partly BOOLEAN DEFAULT 0 NOT NULL;
