-- Scans of the signed originals of papers. Applied once.
ALTER TABLE documents ADD COLUMN scans TEXT DEFAULT '[]' NOT NULL;
