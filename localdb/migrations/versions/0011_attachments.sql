-- Kept files on their way to and from the city; local, never sent. Applied once; never changed afterwards.
CREATE TABLE attachments (
    sha256 VARCHAR NOT NULL,
    town VARCHAR NOT NULL,
    haste INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    here BOOLEAN,
    there VARCHAR(32) NOT NULL,
    upload VARCHAR NOT NULL,
    "offset" INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due VARCHAR(32),
    kept_at VARCHAR(32),
    server VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (sha256)
);
CREATE INDEX ix_attachments_undone ON attachments (haste, due) WHERE there <> 'backed' OR here IS NOT 1;
CREATE TABLE attachment_days (
    day VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    CONSTRAINT pk_attachment_days PRIMARY KEY (day)
);
-- A record that names a file queues it in its own transaction. No conflict clause here: one of the outer
-- statement would take its place, and a REPLACE would forget how far the file is.
CREATE TRIGGER officers_photo_hash_added AFTER INSERT ON officers WHEN new.photo_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.photo_hash, new.town, 0, new.name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.photo_hash); END;
CREATE TRIGGER officers_photo_hash_changed AFTER UPDATE OF photo_hash ON officers WHEN new.photo_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.photo_hash, new.town, 0, new.name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.photo_hash); END;
CREATE TRIGGER evidence_file_hash_added AFTER INSERT ON evidence WHEN new.file_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.file_hash, new.town, CASE WHEN lower(substr(new.file_name, -4)) IN ('.mp4', '.avi', '.mov', '.mkv', '.mp3', '.wav', '.m4a', '.wmv', '.3gp', '.amr') THEN 3 ELSE 2 END, new.file_name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.file_hash); END;
CREATE TRIGGER evidence_file_hash_changed AFTER UPDATE OF file_hash ON evidence WHEN new.file_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.file_hash, new.town, CASE WHEN lower(substr(new.file_name, -4)) IN ('.mp4', '.avi', '.mov', '.mkv', '.mp3', '.wav', '.m4a', '.wmv', '.3gp', '.amr') THEN 3 ELSE 2 END, new.file_name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.file_hash); END;
CREATE TRIGGER documents_archive_hash_added AFTER INSERT ON documents WHEN new.archive_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.archive_hash, new.town, 1, new.slug || '.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.archive_hash); END;
CREATE TRIGGER documents_archive_hash_changed AFTER UPDATE OF archive_hash ON documents WHEN new.archive_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.archive_hash, new.town, 1, new.slug || '.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.archive_hash); END;
CREATE TRIGGER form_templates_docx_hash_added AFTER INSERT ON form_templates WHEN new.docx_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.docx_hash, new.town, 1, new.file_name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.docx_hash); END;
CREATE TRIGGER form_templates_docx_hash_changed AFTER UPDATE OF docx_hash ON form_templates WHEN new.docx_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.docx_hash, new.town, 1, new.file_name, 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.docx_hash); END;
CREATE TRIGGER inspection_draws_frozen_hash_added AFTER INSERT ON inspection_draws WHEN new.frozen_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.frozen_hash, new.town, 1, 'frozen.txt', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.frozen_hash); END;
CREATE TRIGGER inspection_draws_frozen_hash_changed AFTER UPDATE OF frozen_hash ON inspection_draws WHEN new.frozen_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.frozen_hash, new.town, 1, 'frozen.txt', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.frozen_hash); END;
CREATE TRIGGER inspection_draws_record_hash_added AFTER INSERT ON inspection_draws WHEN new.record_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.record_hash, new.town, 1, 'record.txt', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.record_hash); END;
CREATE TRIGGER inspection_draws_record_hash_changed AFTER UPDATE OF record_hash ON inspection_draws WHEN new.record_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.record_hash, new.town, 1, 'record.txt', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.record_hash); END;
CREATE TRIGGER volumes_pdf_hash_added AFTER INSERT ON volumes WHEN new.pdf_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.pdf_hash, new.town, 1, new.archive_no || '.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.pdf_hash); END;
CREATE TRIGGER volumes_pdf_hash_changed AFTER UPDATE OF pdf_hash ON volumes WHEN new.pdf_hash <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.pdf_hash, new.town, 1, new.archive_no || '.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.pdf_hash); END;
CREATE TRIGGER certificate_requests_paper_added AFTER INSERT ON certificate_requests WHEN new.paper <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.paper, new.town, 1, 'request.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.paper); END;
CREATE TRIGGER certificate_requests_paper_changed AFTER UPDATE OF paper ON certificate_requests WHEN new.paper <> '' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT new.paper, new.town, 1, 'request.pdf', 0, 'waiting', '', -1, 0, '', ''
    WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = new.paper); END;
CREATE TRIGGER documents_scans_added AFTER INSERT ON documents WHEN new.scans <> '[]' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT each.value, new.town, 1, new.slug, 0, 'waiting', '', -1, 0, '', ''
    FROM json_each(new.scans) AS each WHERE each.value <> ''
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = each.value); END;
CREATE TRIGGER documents_scans_changed AFTER UPDATE OF scans ON documents WHEN new.scans <> '[]' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT each.value, new.town, 1, new.slug, 0, 'waiting', '', -1, 0, '', ''
    FROM json_each(new.scans) AS each WHERE each.value <> ''
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = each.value); END;
CREATE TRIGGER certificates_turns_added AFTER INSERT ON certificates WHEN new.turns <> '[]' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT json_extract(each.value, '$.paper'), new.town, 1, 'certificate.pdf', 0, 'waiting', '', -1, 0, '', ''
    FROM json_each(new.turns) AS each WHERE json_extract(each.value, '$.paper') <> ''
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = json_extract(each.value, '$.paper')); END;
CREATE TRIGGER certificates_turns_changed AFTER UPDATE OF turns ON certificates WHEN new.turns <> '[]' BEGIN
    INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
    SELECT DISTINCT json_extract(each.value, '$.paper'), new.town, 1, 'certificate.pdf', 0, 'waiting', '', -1, 0, '', ''
    FROM json_each(new.turns) AS each WHERE json_extract(each.value, '$.paper') <> ''
    AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = json_extract(each.value, '$.paper')); END;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT photo_hash, min(town), min(0), min(officers.name), 0, 'waiting', '', -1, 0, '', ''
FROM officers WHERE photo_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = photo_hash) GROUP BY photo_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT file_hash, min(town), min(CASE WHEN lower(substr(evidence.file_name, -4)) IN ('.mp4', '.avi', '.mov', '.mkv', '.mp3', '.wav', '.m4a', '.wmv', '.3gp', '.amr') THEN 3 ELSE 2 END), min(evidence.file_name), 0, 'waiting', '', -1, 0, '', ''
FROM evidence WHERE file_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = file_hash) GROUP BY file_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT archive_hash, min(town), min(1), min(documents.slug || '.pdf'), 0, 'waiting', '', -1, 0, '', ''
FROM documents WHERE archive_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = archive_hash) GROUP BY archive_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT docx_hash, min(town), min(1), min(form_templates.file_name), 0, 'waiting', '', -1, 0, '', ''
FROM form_templates WHERE docx_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = docx_hash) GROUP BY docx_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT frozen_hash, min(town), min(1), min('frozen.txt'), 0, 'waiting', '', -1, 0, '', ''
FROM inspection_draws WHERE frozen_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = frozen_hash) GROUP BY frozen_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT record_hash, min(town), min(1), min('record.txt'), 0, 'waiting', '', -1, 0, '', ''
FROM inspection_draws WHERE record_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = record_hash) GROUP BY record_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT pdf_hash, min(town), min(1), min(volumes.archive_no || '.pdf'), 0, 'waiting', '', -1, 0, '', ''
FROM volumes WHERE pdf_hash <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = pdf_hash) GROUP BY pdf_hash;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT paper, min(town), min(1), min('request.pdf'), 0, 'waiting', '', -1, 0, '', ''
FROM certificate_requests WHERE paper <> '' AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = paper) GROUP BY paper;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT each.value, min(town), 1, min(documents.slug), 0, 'waiting', '', -1, 0, '', ''
FROM documents, json_each(documents.scans) AS each WHERE each.value <> ''
AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = each.value) GROUP BY each.value;
INSERT INTO attachments (sha256, town, haste, name, size, there, upload, "offset", tries, server, reason)
SELECT json_extract(each.value, '$.paper'), min(town), 1, min('certificate.pdf'), 0, 'waiting', '', -1, 0, '', ''
FROM certificates, json_each(certificates.turns) AS each WHERE json_extract(each.value, '$.paper') <> ''
AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = json_extract(each.value, '$.paper')) GROUP BY json_extract(each.value, '$.paper');
