-- By which program the images of the city were last read, and how far they are read anew. Applied once.
ALTER TABLE sync_link ADD COLUMN layout VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE sync_link ADD COLUMN laying VARCHAR DEFAULT '' NOT NULL;
