-- Which discretion standard and tier a penalty rests on, and whether it leaves them. Applied once.
ALTER TABLE penalties ADD COLUMN standard VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE penalties ADD COLUMN tier VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE penalties ADD COLUMN beyond BOOLEAN DEFAULT 0 NOT NULL;
CREATE INDEX ix_acts_item_code ON acts (item_code);
