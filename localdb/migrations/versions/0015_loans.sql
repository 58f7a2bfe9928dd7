-- The request that brought a lent number. Applied once.
ALTER TABLE leases ADD COLUMN request VARCHAR DEFAULT '' NOT NULL;
