-- Which server the database belongs to.

CREATE TABLE server (
  town TEXT NOT NULL,
  server_id TEXT NOT NULL,
  PRIMARY KEY (town)
);
