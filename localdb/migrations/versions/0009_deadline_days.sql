-- Running limits counted day by day as they are kept, and what each was derived from. Applied once.
ALTER TABLE deadlines ADD COLUMN inputs VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE deadlines ADD COLUMN calendar VARCHAR DEFAULT '' NOT NULL;

CREATE TABLE deadline_days (
    town VARCHAR NOT NULL,
    safe_due VARCHAR(10) NOT NULL,
    number INTEGER NOT NULL,
    CONSTRAINT pk_deadline_days PRIMARY KEY (town, safe_due)
);
INSERT INTO deadline_days (town, safe_due, number)
SELECT town, safe_due, count(*) FROM deadlines WHERE ours = 1 GROUP BY town, safe_due;

CREATE TRIGGER deadlines_kept AFTER INSERT ON deadlines WHEN new.ours = 1 BEGIN
    INSERT INTO deadline_days (town, safe_due, number) VALUES (new.town, new.safe_due, 1)
    ON CONFLICT (town, safe_due) DO UPDATE SET number = number + 1; END;
CREATE TRIGGER deadlines_dropped AFTER DELETE ON deadlines WHEN old.ours = 1 BEGIN
    UPDATE deadline_days SET number = number - 1 WHERE town = old.town AND safe_due = old.safe_due; END;
DELETE FROM law_used;
