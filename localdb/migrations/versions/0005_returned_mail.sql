-- Services that came back. Applied once.
ALTER TABLE deliveries ADD COLUMN returned_on VARCHAR(10);
ALTER TABLE deliveries ADD COLUMN returned_why VARCHAR DEFAULT '' NOT NULL;
