-- The exchange with the city server. Applied once; the step beside it brings the old change sets over.
CREATE TABLE change_sets_made (
    place INTEGER NOT NULL,
    device VARCHAR NOT NULL,
    incarnation VARCHAR NOT NULL,
    cs_no INTEGER NOT NULL,
    cs_id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    by_id BLOB NOT NULL,
    at VARCHAR(32) NOT NULL,
    operations VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    sig VARCHAR,
    state VARCHAR NOT NULL,
    outcome VARCHAR,
    seq INTEGER,
    rank INTEGER,
    reason VARCHAR,
    CONSTRAINT pk_outbox PRIMARY KEY (place),
    CONSTRAINT uq_outbox_incarnation UNIQUE (incarnation, cs_no),
    CONSTRAINT uq_outbox_cs_id UNIQUE (cs_id)
);
CREATE TABLE pending (
    record_id VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    coll VARCHAR NOT NULL,
    CONSTRAINT pk_pending PRIMARY KEY (record_id, place)
);
CREATE INDEX ix_pending_place ON pending (place);
CREATE TABLE base_images (
    record_id VARCHAR NOT NULL,
    coll VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    town VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    deleted BOOLEAN NOT NULL,
    odd BOOLEAN NOT NULL,
    stale BOOLEAN NOT NULL,
    fields VARCHAR NOT NULL,
    CONSTRAINT pk_base_images PRIMARY KEY (record_id, coll)
);
CREATE INDEX ix_base_images_odd ON base_images (odd) WHERE odd = 1;
CREATE INDEX ix_base_images_stale ON base_images (stream) WHERE stale = 1;
CREATE TABLE tail (
    cs_id VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    seq INTEGER,
    rank INTEGER,
    device VARCHAR NOT NULL,
    incarnation VARCHAR NOT NULL,
    cs_no INTEGER NOT NULL,
    change_set VARCHAR NOT NULL,
    CONSTRAINT pk_tail PRIMARY KEY (cs_id)
);
CREATE INDEX ix_tail_seq ON tail (stream, seq);
CREATE TABLE conflicts (
    id VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    cs_id VARCHAR NOT NULL,
    coll VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    urgent BOOLEAN NOT NULL,
    told VARCHAR NOT NULL,
    closed_by VARCHAR,
    closed_at VARCHAR,
    closed_cs VARCHAR,
    CONSTRAINT pk_conflicts PRIMARY KEY (id)
);
CREATE INDEX ix_conflicts_record ON conflicts (record_id);
CREATE INDEX ix_conflicts_open ON conflicts (closed_at);
CREATE TABLE leases (
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    n INTEGER NOT NULL,
    incarnation VARCHAR NOT NULL,
    used BOOLEAN NOT NULL,
    CONSTRAINT pk_leases PRIMARY KEY (series, year, n)
);
CREATE TABLE lease_requests (
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    request VARCHAR,
    count INTEGER NOT NULL,
    CONSTRAINT pk_lease_requests PRIMARY KEY (series, year)
);
CREATE TABLE sync_streams (
    name VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    hash VARCHAR NOT NULL,
    digest BLOB NOT NULL,
    records INTEGER NOT NULL,
    rebuilding BOOLEAN NOT NULL,
    stopped VARCHAR NOT NULL,
    allowed BOOLEAN NOT NULL,
    CONSTRAINT pk_sync_streams PRIMARY KEY (name)
);
CREATE TABLE sync_link (
    server VARCHAR NOT NULL,
    town VARCHAR NOT NULL,
    epoch VARCHAR NOT NULL,
    recovering VARCHAR,
    release_due BOOLEAN NOT NULL,
    revoked BOOLEAN NOT NULL,
    skew INTEGER NOT NULL,
    contact_at VARCHAR,
    CONSTRAINT pk_sync_link PRIMARY KEY (server)
);
CREATE TABLE sync_log (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    CONSTRAINT pk_sync_log PRIMARY KEY (id)
);
-- Two computers without a network may have used one number twice; both lines must be able to stand here.
CREATE TABLE number_uses_kept (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    n INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    document_id BLOB,
    state VARCHAR(32) NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_number_uses PRIMARY KEY (id)
);
INSERT INTO number_uses_kept SELECT id, town, series, year, n, text, document_id, state, reason FROM number_uses;
DROP TABLE number_uses;
ALTER TABLE number_uses_kept RENAME TO number_uses;
CREATE INDEX ix_number_uses_document_id ON number_uses (document_id);
CREATE INDEX ix_number_uses_series ON number_uses (town, series, year, n);
