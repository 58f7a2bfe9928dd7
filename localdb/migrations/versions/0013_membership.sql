-- Which city server this store belongs to, and the leave to work without it.
CREATE TABLE sync_membership (
    key_name VARCHAR NOT NULL,
    told VARCHAR NOT NULL,
    leave VARCHAR NOT NULL,
    CONSTRAINT pk_sync_membership PRIMARY KEY (key_name)
);
