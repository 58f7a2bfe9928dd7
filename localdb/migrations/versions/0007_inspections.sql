-- Random inspection (双随机): matters, objects, plans, draws, tasks. Applied once.
CREATE TABLE inspection_matters (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    cap INTEGER NOT NULL,
    listed_from VARCHAR(10),
    listed_to VARCHAR(10),
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_inspection_matters PRIMARY KEY (id)
);
CREATE INDEX ix_inspection_matters_town ON inspection_matters (town);
CREATE TABLE inspection_objects (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    credit_code VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    risk VARCHAR(32) NOT NULL,
    exempt VARCHAR NOT NULL,
    recused TEXT NOT NULL,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_inspection_objects PRIMARY KEY (id)
);
CREATE INDEX ix_inspection_objects_town ON inspection_objects (town);
CREATE TABLE inspection_plans (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    drawn_from VARCHAR(32) NOT NULL,
    matter_id BLOB,
    shares TEXT NOT NULL,
    starts_on VARCHAR(10) NOT NULL,
    ends_on VARCHAR(10) NOT NULL,
    each INTEGER NOT NULL,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_inspection_plans PRIMARY KEY (id),
    CONSTRAINT fk_inspection_plans_matter_id_inspection_matters FOREIGN KEY(matter_id) REFERENCES inspection_matters (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_inspection_plans_town_year ON inspection_plans (town, year);
CREATE TABLE inspection_draws (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    plan_id BLOB NOT NULL,
    frozen_at VARCHAR(32) NOT NULL,
    frozen_by BLOB NOT NULL,
    committed VARCHAR NOT NULL,
    frozen_hash VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    witness VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    drawn_at VARCHAR(32),
    drawn_by BLOB,
    record_hash VARCHAR NOT NULL,
    void_reason VARCHAR NOT NULL,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_inspection_draws PRIMARY KEY (id),
    CONSTRAINT fk_inspection_draws_plan_id_inspection_plans FOREIGN KEY(plan_id) REFERENCES inspection_plans (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_inspection_draws_plan_id ON inspection_draws (plan_id);
CREATE TABLE inspection_tasks (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    draw_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    subject_name VARCHAR NOT NULL,
    officers TEXT NOT NULL,
    finding VARCHAR(32) NOT NULL,
    checked_on VARCHAR(10),
    words VARCHAR NOT NULL,
    published_on VARCHAR(10),
    clue_id BLOB,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_inspection_tasks PRIMARY KEY (id),
    CONSTRAINT fk_inspection_tasks_draw_id_inspection_draws FOREIGN KEY(draw_id) REFERENCES inspection_draws (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_inspection_tasks_draw_id ON inspection_tasks (draw_id);
CREATE INDEX ix_inspection_tasks_town_finding ON inspection_tasks (town, finding);
CREATE INDEX ix_inspection_tasks_subject_id ON inspection_tasks (subject_id);
