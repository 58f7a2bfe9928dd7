-- Templates an office brought. Applied once.
CREATE TABLE form_templates (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    slug VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    docx_hash VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    brought_at VARCHAR(32) NOT NULL,
    brought_by BLOB NOT NULL,
    live_from VARCHAR(10),
    withdrawn_on VARCHAR(10),
    CONSTRAINT pk_form_templates PRIMARY KEY (id)
);
CREATE INDEX ix_form_templates_town_slug ON form_templates (town, slug);
