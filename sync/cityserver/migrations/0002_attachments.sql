-- Attachments by their hash.

CREATE TABLE blob (
  town TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  device TEXT NOT NULL,
  completed_at TEXT NOT NULL,
  backed_at TEXT,
  PRIMARY KEY (town, sha256)
);

CREATE TABLE upload (
  town TEXT NOT NULL,
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  device TEXT NOT NULL,
  confirmed BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (town, id)
);

CREATE INDEX ix_upload_expiry ON upload (town, expires_at);
