-- Tries to sign in, by name and address.

CREATE TABLE sign_in_try (
  town TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  failures INTEGER NOT NULL,
  locked_until TEXT,
  succeeded_at TEXT,
  PRIMARY KEY (town, name, address)
);
