-- The exchange: logs, records, conflicts, quarantine, numbers.

CREATE TABLE backup (
  town TEXT NOT NULL,
  id BIGINT NOT NULL,
  head BIGINT NOT NULL,
  taken_at TEXT NOT NULL,
  counters TEXT NOT NULL,
  PRIMARY KEY (town, id)
);

CREATE TABLE conf (
  town TEXT NOT NULL,
  id TEXT NOT NULL,
  cs_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  coll TEXT NOT NULL,
  rec TEXT NOT NULL,
  kind TEXT NOT NULL,
  urgent BOOLEAN NOT NULL,
  body TEXT NOT NULL,
  closed_seq BIGINT,
  closed_by TEXT,
  closed_at TEXT,
  PRIMARY KEY (town, id)
);

CREATE INDEX conf_change_set ON conf (town, cs_id);

CREATE TABLE dev (
  town TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (town, device, incarnation)
);

CREATE TABLE inbox (
  town TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  cs_no BIGINT NOT NULL,
  cs_id TEXT NOT NULL,
  pos BIGINT NOT NULL,
  cs TEXT NOT NULL,
  doubted BOOLEAN NOT NULL,
  PRIMARY KEY (town, device, incarnation, cs_no, cs_id)
);

CREATE TABLE lease (
  town TEXT NOT NULL,
  request TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  numbers TEXT NOT NULL,
  PRIMARY KEY (town, request)
);

CREATE TABLE log (
  town TEXT NOT NULL,
  seq BIGINT NOT NULL,
  cs_id TEXT NOT NULL,
  cs_hash TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  cs_no BIGINT NOT NULL,
  by_user TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  cs TEXT NOT NULL,
  effects TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  closed TEXT NOT NULL,
  hash TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY (town, seq),
  CONSTRAINT log_change_set UNIQUE (town, cs_id)
);

CREATE TABLE num (
  town TEXT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  n BIGINT NOT NULL,
  state TEXT NOT NULL,
  device TEXT,
  incarnation TEXT,
  rec TEXT,
  reason TEXT,
  by TEXT,
  at TEXT,
  told TEXT,
  PRIMARY KEY (town, series, year, n)
);

CREATE TABLE op (
  town TEXT NOT NULL,
  device TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  cs_no BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (town, device, incarnation, cs_no)
);

CREATE TABLE quar (
  town TEXT NOT NULL,
  cs_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  device TEXT NOT NULL,
  reason TEXT NOT NULL,
  touched TEXT NOT NULL,
  settled_seq BIGINT,
  settled_by TEXT,
  settled_at TEXT,
  PRIMARY KEY (town, cs_id)
);

CREATE INDEX quar_device ON quar (town, device);

CREATE TABLE rec (
  town TEXT NOT NULL,
  coll TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  deleted BOOLEAN NOT NULL,
  bucket INTEGER NOT NULL,
  nkey TEXT,
  fields TEXT NOT NULL,
  PRIMARY KEY (town, coll, id)
);

CREATE INDEX rec_natural_key ON rec (town, coll, nkey);

CREATE TABLE roll (
  town TEXT NOT NULL,
  epoch TEXT NOT NULL,
  device TEXT NOT NULL,
  part BIGINT NOT NULL,
  state TEXT NOT NULL,
  by TEXT,
  at TEXT,
  PRIMARY KEY (town, epoch, device)
);

CREATE TABLE town_head (
  town TEXT NOT NULL,
  epoch TEXT NOT NULL,
  state TEXT NOT NULL,
  head BIGINT NOT NULL,
  head_hash TEXT NOT NULL,
  digest BYTEA NOT NULL,
  backed_seq BIGINT NOT NULL,
  backed TEXT NOT NULL,
  epochs TEXT NOT NULL,
  PRIMARY KEY (town)
);
