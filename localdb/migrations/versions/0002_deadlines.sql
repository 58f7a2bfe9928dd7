-- Time limits derived from the cases; local, never sent. Applied once; never changed afterwards.
CREATE TABLE deadlines (
    id INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    legal_due VARCHAR NOT NULL,
    safe_due VARCHAR(10) NOT NULL,
    holder VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL,
    law VARCHAR NOT NULL,
    ours BOOLEAN NOT NULL,
    CONSTRAINT pk_deadlines PRIMARY KEY (id)
);
CREATE INDEX ix_deadlines_case_id ON deadlines (case_id);
CREATE INDEX ix_deadlines_ours ON deadlines (town, safe_due, ours) WHERE ours = 1;

CREATE TABLE stale_clocks (
    id INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    CONSTRAINT pk_stale_clocks PRIMARY KEY (id)
);
CREATE INDEX ix_stale_clocks_case_id ON stale_clocks (case_id);

CREATE TABLE law_used (
    version VARCHAR NOT NULL,
    CONSTRAINT pk_law_used PRIMARY KEY (version)
);
