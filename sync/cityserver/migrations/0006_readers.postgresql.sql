-- How views read a record; SQLite has the same three as functions of the program.

create function told(document text, name text) returns text immutable parallel safe language sql
  return (document::json ->> name);

create function told_in(document text, part text, name text) returns text immutable parallel safe language sql
  return (document::json -> part ->> name);

create function days_since(day text) returns integer stable parallel safe language sql
  return (now() at time zone 'Asia/Shanghai')::date - day::date;
