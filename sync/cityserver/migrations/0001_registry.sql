-- Who may speak with the server: towns, computers, codes, administrators.

CREATE TABLE code (
  town TEXT NOT NULL,
  hash TEXT NOT NULL,
  label TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  used_at TEXT,
  device TEXT,
  PRIMARY KEY (town, hash)
);

CREATE TABLE deed (
  town TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  PRIMARY KEY (town, id)
);

CREATE TABLE device (
  town TEXT NOT NULL,
  device TEXT NOT NULL,
  public_key TEXT NOT NULL,
  name TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  revoked_at TEXT,
  revoked_by TEXT,
  revoked_reason TEXT,
  lost_at TEXT,
  seen_at TEXT,
  app TEXT,
  waiting BIGINT,
  conflicts BIGINT,
  skew BIGINT,
  former TEXT,
  PRIMARY KEY (town, device)
);

CREATE TABLE sitting (
  town TEXT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  began_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  PRIMARY KEY (town, hash)
);

CREATE TABLE staff (
  town TEXT NOT NULL,
  name TEXT NOT NULL,
  shown_name TEXT NOT NULL,
  password TEXT NOT NULL,
  made_at TEXT NOT NULL,
  failures INTEGER NOT NULL,
  locked_until TEXT,
  PRIMARY KEY (town, name)
);

CREATE TABLE town (
  town TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (town)
);
