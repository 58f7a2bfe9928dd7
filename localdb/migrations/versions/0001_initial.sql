-- First layout of the store. Applied once, in one transaction; never changed afterwards.
PRAGMA application_id = 1129990193;

CREATE TABLE bureaus (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    slug VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    town_name VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    number_mark VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    postcode VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    CONSTRAINT pk_bureaus PRIMARY KEY (id)
);
CREATE INDEX ix_bureaus_town ON bureaus (town);

CREATE TABLE penalty_subjects (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    valid_from VARCHAR(10) NOT NULL,
    valid_to VARCHAR(10),
    department VARCHAR NOT NULL,
    head_name VARCHAR NOT NULL,
    head_title VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    bank_name VARCHAR NOT NULL,
    bank_address VARCHAR NOT NULL,
    bank_account VARCHAR NOT NULL,
    payee VARCHAR NOT NULL,
    reconsideration_organ VARCHAR NOT NULL,
    court VARCHAR NOT NULL,
    statement_days INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    CONSTRAINT pk_penalty_subjects PRIMARY KEY (id)
);
CREATE INDEX ix_penalty_subjects_town ON penalty_subjects (town);

CREATE TABLE officers (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR NOT NULL,
    establishment VARCHAR(32) NOT NULL,
    post VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    roles TEXT NOT NULL,
    legal_qualification BOOLEAN NOT NULL,
    in_post_from VARCHAR(10),
    in_post_to VARCHAR(10),
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_officers PRIMARY KEY (id)
);
CREATE INDEX ix_officers_town ON officers (town);

CREATE TABLE certificates (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    officer_id BLOB NOT NULL,
    number VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    issuer VARCHAR NOT NULL,
    issued_on VARCHAR(10) NOT NULL,
    valid_to VARCHAR(10) NOT NULL,
    area VARCHAR NOT NULL,
    fields VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    state_since VARCHAR(10),
    CONSTRAINT pk_certificates PRIMARY KEY (id),
    CONSTRAINT fk_certificates_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_certificates_officer_id ON certificates (officer_id);

CREATE TABLE power_items (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    duty_article VARCHAR NOT NULL,
    penalty_law VARCHAR NOT NULL,
    penalty_article VARCHAR NOT NULL,
    penalty_basis VARCHAR NOT NULL,
    kinds VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    fine_spec VARCHAR NOT NULL,
    rectify VARCHAR NOT NULL,
    other_measures VARCHAR NOT NULL,
    effective_from VARCHAR(10),
    listed_from VARCHAR(10) NOT NULL,
    listed_to VARCHAR(10),
    source VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,
    version_alert VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    reference BOOLEAN NOT NULL,
    profile VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    CONSTRAINT pk_power_items PRIMARY KEY (id)
);
CREATE INDEX ix_power_items_code_listed_from ON power_items (code, listed_from);
CREATE INDEX ix_power_items_department ON power_items (department);

CREATE TABLE clues (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    register_no VARCHAR NOT NULL,
    received_at VARCHAR(32) NOT NULL,
    registrar_id BLOB NOT NULL,
    source VARCHAR(32) NOT NULL,
    source_ref VARCHAR NOT NULL,
    informant_name VARCHAR NOT NULL,
    informant_phone VARCHAR NOT NULL,
    informant_confidential BOOLEAN NOT NULL,
    subject_name VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    occurred_on VARCHAR(10),
    summary VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    check_opinion VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    case_id BLOB,
    closing_reason VARCHAR NOT NULL,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_clues PRIMARY KEY (id)
);
CREATE INDEX ix_clues_case_id ON clues (case_id);
CREATE INDEX ix_clues_town_received_at ON clues (town, received_at);
CREATE INDEX ix_clues_town_state ON clues (town, state);

CREATE TABLE cases (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    procedure VARCHAR(32) NOT NULL,
    status VARCHAR(32) NOT NULL,
    opened_at VARCHAR(32) NOT NULL,
    clue_id BLOB,
    cause VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    handlers TEXT NOT NULL,
    subject_id BLOB,
    discovered_on VARCHAR(10),
    brief VARCHAR NOT NULL,
    findings VARCHAR NOT NULL,
    circumstances VARCHAR NOT NULL,
    correction_needless VARCHAR NOT NULL,
    gains VARCHAR(32) NOT NULL,
    complex BOOLEAN NOT NULL,
    major BOOLEAN NOT NULL,
    confirmed_steps INTEGER NOT NULL,
    filed_on VARCHAR(10),
    investigated_on VARCHAR(10),
    decided_on VARCHAR(10),
    closed_on VARCHAR(10),
    archived_on VARCHAR(10),
    status_since VARCHAR(32),
    transferred_to VARCHAR NOT NULL,
    ending_reason VARCHAR NOT NULL,
    merged_into BLOB,
    split_from BLOB,
    demonstration BOOLEAN NOT NULL,
    CONSTRAINT pk_cases PRIMARY KEY (id),
    CONSTRAINT fk_cases_clue_id_clues FOREIGN KEY(clue_id) REFERENCES clues (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_cases_clue_id ON cases (clue_id);
CREATE INDEX ix_cases_town_opened_at ON cases (town, opened_at);
CREATE INDEX ix_cases_town_status ON cases (town, status);

CREATE TABLE parties (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    kind VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    id_kind VARCHAR(32) NOT NULL,
    id_number VARCHAR NOT NULL,
    credit_code VARCHAR NOT NULL,
    business_name VARCHAR NOT NULL,
    representative VARCHAR NOT NULL,
    representative_post VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    workplace VARCHAR NOT NULL,
    service_address VARCHAR NOT NULL,
    electronic_service VARCHAR NOT NULL,
    joined_on VARCHAR(10),
    left_on VARCHAR(10),
    left_reason VARCHAR NOT NULL,
    CONSTRAINT pk_parties PRIMARY KEY (id),
    CONSTRAINT fk_parties_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_parties_case_id ON parties (case_id);

CREATE TABLE acts (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    item_code VARCHAR NOT NULL,
    began_on VARCHAR(10) NOT NULL,
    ended_on VARCHAR(10),
    place VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    fine_facts VARCHAR NOT NULL,
    harms_life_or_finance BOOLEAN NOT NULL,
    CONSTRAINT pk_acts PRIMARY KEY (id),
    CONSTRAINT fk_acts_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_acts_item_id_power_items FOREIGN KEY(item_id) REFERENCES power_items (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_acts_case_id ON acts (case_id);

CREATE TABLE penalties (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    act_id BLOB NOT NULL,
    kinds TEXT NOT NULL,
    fine INTEGER NOT NULL,
    confiscated_gain INTEGER NOT NULL,
    confiscated_goods VARCHAR NOT NULL,
    other VARCHAR NOT NULL,
    leaning VARCHAR(32) NOT NULL,
    circumstances VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    range_low INTEGER,
    range_high INTEGER,
    derivation TEXT NOT NULL,
    noticed VARCHAR NOT NULL,
    CONSTRAINT pk_penalties PRIMARY KEY (id),
    CONSTRAINT fk_penalties_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_penalties_party_id_parties FOREIGN KEY(party_id) REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_penalties_act_id_acts FOREIGN KEY(act_id) REFERENCES acts (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_penalties_case_id ON penalties (case_id);

CREATE TABLE evidence (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    proves VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    taken_at VARCHAR(32),
    place VARCHAR NOT NULL,
    taken_by TEXT NOT NULL,
    original BOOLEAN NOT NULL,
    pages INTEGER NOT NULL,
    act_id BLOB,
    document_id BLOB,
    file_name VARCHAR NOT NULL,
    file_hash VARCHAR NOT NULL,
    file_size INTEGER NOT NULL,
    verified_by BLOB,
    verified_on VARCHAR(10),
    excluded_reason VARCHAR NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (id),
    CONSTRAINT fk_evidence_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_evidence_act_id_acts FOREIGN KEY(act_id) REFERENCES acts (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_evidence_case_id ON evidence (case_id);

CREATE TABLE documents (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    slug VARCHAR NOT NULL,
    created_at VARCHAR(32) NOT NULL,
    created_by BLOB NOT NULL,
    party_id BLOB,
    parent_id BLOB,
    state VARCHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    answers TEXT NOT NULL,
    frozen TEXT NOT NULL,
    final_at VARCHAR(32),
    final_by BLOB,
    issued_on VARCHAR(10),
    template_version VARCHAR NOT NULL,
    archive_hash VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    prints INTEGER NOT NULL,
    void_reason VARCHAR NOT NULL,
    replaces BLOB,
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT fk_documents_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_documents_party_id_parties FOREIGN KEY(party_id) REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_documents_case_id_slug ON documents (case_id, slug);
CREATE INDEX ix_documents_created_at ON documents (created_at);
CREATE INDEX ix_documents_town_state ON documents (town, state);

CREATE TABLE approvals (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    role VARCHAR(32) NOT NULL,
    verdict VARCHAR(32) NOT NULL,
    opinion VARCHAR NOT NULL,
    by_id BLOB NOT NULL,
    by_name VARCHAR NOT NULL,
    "on" VARCHAR(10) NOT NULL,
    recorded_at VARCHAR(32) NOT NULL,
    on_paper BOOLEAN NOT NULL,
    paper_hash VARCHAR NOT NULL,
    CONSTRAINT pk_approvals PRIMARY KEY (id),
    CONSTRAINT fk_approvals_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_approvals_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_approvals_case_id ON approvals (case_id);
CREATE INDEX ix_approvals_document_id ON approvals (document_id);

CREATE TABLE statements (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    kind VARCHAR(32) NOT NULL,
    made_on VARCHAR(10) NOT NULL,
    content VARCHAR NOT NULL,
    finding VARCHAR NOT NULL,
    accepted BOOLEAN NOT NULL,
    reviewed_on VARCHAR(10),
    CONSTRAINT pk_statements PRIMARY KEY (id),
    CONSTRAINT fk_statements_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_statements_party_id_parties FOREIGN KEY(party_id) REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_statements_case_id ON statements (case_id);

CREATE TABLE deliveries (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    way VARCHAR(32) NOT NULL,
    served_at VARCHAR(32) NOT NULL,
    effective_on VARCHAR(10) NOT NULL,
    place VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    servers TEXT NOT NULL,
    receipt_document_id BLOB,
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_deliveries_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deliveries_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deliveries_party_id_parties FOREIGN KEY(party_id) REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_deliveries_case_id ON deliveries (case_id);
CREATE INDEX ix_deliveries_document_id ON deliveries (document_id);

CREATE TABLE payments (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    amount INTEGER NOT NULL,
    paid_on VARCHAR(10) NOT NULL,
    way VARCHAR(32) NOT NULL,
    receipt_no VARCHAR NOT NULL,
    of_which_late INTEGER,
    on_spot_ground VARCHAR NOT NULL,
    handed_in_on VARCHAR(10),
    banked_on VARCHAR(10),
    CONSTRAINT pk_payments PRIMARY KEY (id),
    CONSTRAINT fk_payments_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_payments_party_id_parties FOREIGN KEY(party_id) REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_payments_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_payments_case_id ON payments (case_id);

CREATE TABLE volumes (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB NOT NULL,
    archive_no VARCHAR NOT NULL,
    retention VARCHAR(32) NOT NULL,
    entries TEXT NOT NULL,
    pages INTEGER NOT NULL,
    bound_on VARCHAR(10),
    bound_by BLOB,
    checked_by VARCHAR NOT NULL,
    pdf_hash VARCHAR NOT NULL,
    CONSTRAINT pk_volumes PRIMARY KEY (id),
    CONSTRAINT fk_volumes_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_volumes_case_id ON volumes (case_id);

CREATE TABLE log_lines (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    case_id BLOB,
    at VARCHAR(32) NOT NULL,
    by_id BLOB NOT NULL,
    by_name VARCHAR NOT NULL,
    machine VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_log_lines PRIMARY KEY (id),
    CONSTRAINT fk_log_lines_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_log_lines_case_id ON log_lines (case_id);

CREATE TABLE number_uses (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    n INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    document_id BLOB,
    state VARCHAR(32) NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_number_uses PRIMARY KEY (id),
    CONSTRAINT uq_number_uses_town UNIQUE (town, series, year, n)
);
CREATE INDEX ix_number_uses_document_id ON number_uses (document_id);

CREATE TABLE settings (
    id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (id)
);
CREATE INDEX ix_settings_town_name ON settings (town, name);

CREATE TABLE device (
    id BLOB NOT NULL,
    incarnation BLOB NOT NULL,
    last_cs_no INTEGER NOT NULL,
    last_at VARCHAR(32),
    CONSTRAINT pk_device PRIMARY KEY (id)
);

CREATE TABLE outbox (
    cs_no INTEGER NOT NULL,
    cs_id BLOB NOT NULL,
    town VARCHAR NOT NULL,
    by_id BLOB NOT NULL,
    at VARCHAR(32) NOT NULL,
    operations VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (cs_no),
    CONSTRAINT uq_outbox_cs_id UNIQUE (cs_id)
);
CREATE INDEX ix_outbox_state ON outbox (state);

CREATE TABLE form_drafts (
    place VARCHAR NOT NULL,
    texts TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_form_drafts PRIMARY KEY (place)
);

CREATE TABLE search_entries (
    place INTEGER NOT NULL,
    list VARCHAR NOT NULL,
    record_id BLOB NOT NULL,
    keys VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    CONSTRAINT pk_search_entries PRIMARY KEY (place),
    CONSTRAINT uq_search_entries_list UNIQUE (list, record_id)
);

-- Found by key: every gram with its place, so that a phrase is exact.
CREATE VIRTUAL TABLE kx USING fts5(grams, content='', tokenize='ascii');
-- Found by words: which entries hold a gram, nothing more.
CREATE VIRTUAL TABLE tx USING fts5(grams, content='', detail=none, tokenize='ascii');
