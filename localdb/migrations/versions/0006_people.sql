-- Units, postings, the history of certificates, training, equipment, expiry warnings given. Applied once.
ALTER TABLE certificates ADD COLUMN turns TEXT DEFAULT '[]' NOT NULL;
ALTER TABLE certificates ADD COLUMN exams TEXT DEFAULT '[]' NOT NULL;
ALTER TABLE certificates ADD COLUMN checks TEXT DEFAULT '[]' NOT NULL;
ALTER TABLE certificates ADD COLUMN renews_id BLOB;
ALTER TABLE officers ADD COLUMN legal_certificate VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE officers ADD COLUMN reviews_since VARCHAR(10);
ALTER TABLE officers ADD COLUMN photo_hash VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE officers ADD COLUMN person_id BLOB;

CREATE TABLE units (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    begun VARCHAR(10),
    ended VARCHAR(10),
    mark VARCHAR NOT NULL,
    CONSTRAINT pk_units PRIMARY KEY (id)
);
CREATE INDEX ix_units_town ON units (town);

CREATE TABLE postings (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    officer_id BLOB NOT NULL,
    begins VARCHAR(10) NOT NULL,
    unit VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    establishment VARCHAR(32) NOT NULL,
    ends VARCHAR(10),
    unit_id BLOB,
    basis VARCHAR NOT NULL,
    CONSTRAINT pk_postings PRIMARY KEY (id),
    CONSTRAINT fk_postings_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_postings_unit_id_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_postings_officer_id ON postings (officer_id);
CREATE INDEX ix_postings_town ON postings (town);

CREATE TABLE certificate_requests (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    officer_id BLOB NOT NULL,
    kind VARCHAR(32) NOT NULL,
    applied_on VARCHAR(10) NOT NULL,
    reason VARCHAR NOT NULL,
    certificate_id BLOB,
    state VARCHAR(32) NOT NULL,
    closed_on VARCHAR(10),
    outcome VARCHAR NOT NULL,
    issued_id BLOB,
    paper VARCHAR NOT NULL,
    CONSTRAINT pk_certificate_requests PRIMARY KEY (id),
    CONSTRAINT fk_certificate_requests_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_certificate_requests_certificate_id_certificates FOREIGN KEY(certificate_id) REFERENCES certificates (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_certificate_requests_issued_id_certificates FOREIGN KEY(issued_id) REFERENCES certificates (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_certificate_requests_officer_id ON certificate_requests (officer_id);
CREATE INDEX ix_certificate_requests_town ON certificate_requests (town);

CREATE TABLE training_plans (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    organiser VARCHAR NOT NULL,
    aims VARCHAR NOT NULL,
    CONSTRAINT pk_training_plans PRIMARY KEY (id)
);
CREATE INDEX ix_training_plans_town ON training_plans (town, year);

CREATE TABLE training_sessions (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    plan_id BLOB NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    title VARCHAR NOT NULL,
    hours INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    teacher VARCHAR NOT NULL,
    exam BOOLEAN NOT NULL,
    pass_mark INTEGER NOT NULL,
    CONSTRAINT pk_training_sessions PRIMARY KEY (id),
    CONSTRAINT fk_training_sessions_plan_id_training_plans FOREIGN KEY(plan_id) REFERENCES training_plans (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_training_sessions_plan_id ON training_sessions (plan_id);

CREATE TABLE attendances (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    session_id BLOB NOT NULL,
    officer_id BLOB NOT NULL,
    present BOOLEAN NOT NULL,
    score VARCHAR NOT NULL,
    CONSTRAINT pk_attendances PRIMARY KEY (id),
    CONSTRAINT fk_attendances_session_id_training_sessions FOREIGN KEY(session_id) REFERENCES training_sessions (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attendances_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_attendances_officer_id ON attendances (officer_id);
CREATE INDEX ix_attendances_session_id ON attendances (session_id);

CREATE TABLE equipment (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    bought_on VARCHAR(10),
    state VARCHAR(32) NOT NULL,
    holder_id BLOB,
    CONSTRAINT pk_equipment PRIMARY KEY (id),
    CONSTRAINT fk_equipment_holder_id_officers FOREIGN KEY(holder_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_equipment_holder_id ON equipment (holder_id);
CREATE INDEX ix_equipment_town ON equipment (town);

CREATE TABLE equipment_moves (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    equipment_id BLOB NOT NULL,
    kind VARCHAR(32) NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    officer_id BLOB,
    note VARCHAR NOT NULL,
    by_name VARCHAR NOT NULL,
    CONSTRAINT pk_equipment_moves PRIMARY KEY (id),
    CONSTRAINT fk_equipment_moves_equipment_id_equipment FOREIGN KEY(equipment_id) REFERENCES equipment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_equipment_moves_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_equipment_moves_equipment_id ON equipment_moves (equipment_id);

CREATE TABLE recorder_files (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    device VARCHAR NOT NULL,
    begins VARCHAR(32) NOT NULL,
    ends VARCHAR(32) NOT NULL,
    file_name VARCHAR NOT NULL,
    officer_id BLOB,
    station VARCHAR NOT NULL,
    file_size INTEGER NOT NULL,
    file_hash VARCHAR NOT NULL,
    case_id BLOB,
    evidence_id BLOB,
    CONSTRAINT pk_recorder_files PRIMARY KEY (id),
    CONSTRAINT fk_recorder_files_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_recorder_files_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_recorder_files_evidence_id_evidence FOREIGN KEY(evidence_id) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_recorder_files_case_id ON recorder_files (case_id);
CREATE INDEX ix_recorder_files_town ON recorder_files (town, begins);

CREATE TABLE expiry_notes (
    id INTEGER NOT NULL,
    certificate_id BLOB NOT NULL,
    valid_to VARCHAR(10) NOT NULL,
    days INTEGER NOT NULL,
    given_on VARCHAR(10) NOT NULL,
    CONSTRAINT pk_expiry_notes PRIMARY KEY (id),
    CONSTRAINT uq_expiry_notes_once UNIQUE (certificate_id, valid_to, days)
);
