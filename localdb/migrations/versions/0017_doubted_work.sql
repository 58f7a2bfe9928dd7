-- Others' work that lies aside because its computer was shown out. Applied once.
ALTER TABLE tail ADD COLUMN doubted BOOLEAN DEFAULT 0 NOT NULL;
