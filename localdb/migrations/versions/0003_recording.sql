-- Monitoring devices (APL 41), the whole-process record (APL 47), suspected crime (APL 27). Applied once.
ALTER TABLE cases ADD COLUMN suspected_crime BOOLEAN DEFAULT 0 NOT NULL;
ALTER TABLE cases ADD COLUMN unrecorded TEXT DEFAULT '{}' NOT NULL;
ALTER TABLE evidence ADD COLUMN monitoring BOOLEAN DEFAULT 0 NOT NULL;
ALTER TABLE evidence ADD COLUMN device_review VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE evidence ADD COLUMN device_site VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE evidence ADD COLUMN record_checked VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE evidence ADD COLUMN slot VARCHAR DEFAULT '' NOT NULL;
