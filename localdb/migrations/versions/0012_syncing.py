"""Twelfth layout: the exchange with the city server; change sets carry whole groups and a lasting hash."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# The groups of fields as they were declared when this layout came.
GROUPS = {
    "act": [["item_id", "item_code", "began_on", "ended_on"]],
    "case": [["status", "status_since", "ending_reason"]],
    "certificate": [["number", "kind", "issued_on", "valid_to"], ["state", "state_since", "turns"]],
    "certificate_request": [["state", "closed_on", "outcome", "issued_id"]],
    "clue": [["state", "case_id", "closing_reason"]],
    "delivery": [["way", "served_at", "effective_on"]],
    "document": [["state", "number", "frozen", "final_at", "final_by", "archive_hash", "template_version"]],
    "equipment": [["state", "holder_id"]],
    "evidence": [["file_name", "file_hash", "file_size"], ["verified_by", "verified_on"]],
    "form_template": [["live_from", "withdrawn_on"]],
    "inspection_draw": [["state", "witness", "word", "drawn_at", "drawn_by", "record_hash", "void_reason"]],
    "inspection_task": [["finding", "checked_on", "words"]],
    "number_use": [["state", "reason"]],
    "officer": [["name", "id_number"]],
    "party": [["name", "id_kind", "id_number", "credit_code"], ["joined_on", "left_on", "left_reason"]],
    "payment": [["amount", "paid_on", "way", "receipt_no", "of_which_late"]],
    "penalty": [
        [
            *("act_id", "kinds", "fine", "confiscated_gain", "leaning", "range_low", "range_high"),
            *("derivation", "standard", "tier", "beyond"),
        ]
    ],
    "penalty_subject": [["bank_name", "bank_address", "bank_account", "payee"]],
    "posting": [["begins", "ends"], ["unit", "unit_id"]],
    "recorder_file": [["begins", "ends"], ["case_id", "evidence_id"]],
    "statement": [["finding", "accepted", "reviewed_on"]],
    "training_session": [["exam", "pass_mark"]],
    "unit": [["begun", "ended"]],
    "volume": [["entries", "pages", "bound_on", "bound_by", "pdf_hash"]],
}
TAKE = "SELECT cs_no, cs_id, town, by_id, at, operations, state FROM outbox ORDER BY cs_no"
ADD = (
    "INSERT INTO change_sets_made (place, device, incarnation, cs_no, cs_id, town, by_id, at, operations,"
    " hash, state)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
    bind = op.get_bind()
    named = bind.exec_driver_sql("SELECT id, incarnation FROM device").one_or_none()
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for row in bind.exec_driver_sql(TAKE).all():
        carry(bind, row, named, seen)
    op.execute("DROP TABLE outbox")
    op.execute("ALTER TABLE change_sets_made RENAME TO outbox")
    op.execute("CREATE INDEX ix_outbox_state ON outbox (state, place)")


def carry(bind: Any, row: Any, named: Any, seen: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Bring one change set over, and note the records it touches."""
    operations = [whole(each, seen) for each in json.loads(row.operations)]
    device, incarnation = (str(UUID(bytes=each)) for each in named)
    cs_id, user = (str(UUID(bytes=each)) for each in (row.cs_id, row.by_id))
    body = {"at": row.at, "cs_id": cs_id, "ops": operations, "sv": 1, "town": row.town, "user": user}
    content = hashlib.sha256(canonical(body).encode()).hexdigest()
    head = (row.cs_no, device, incarnation, row.cs_no, row.cs_id, row.town, row.by_id, row.at)
    bind.exec_driver_sql(ADD, (*head, canonical(operations), content, row.state))
    touched = [(each["id"], row.cs_no, each["coll"]) for each in operations]
    bind.exec_driver_sql("INSERT OR IGNORE INTO pending (record_id, place, coll) VALUES (?, ?, ?)", touched)


def whole(operation: dict[str, Any], seen: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """Return an operation whose old values fill every group it touches, as far as they are known."""
    key = operation["coll"], operation["id"]
    known = seen.setdefault(key, {})
    if operation["op"] == "patch":
        groups = [
            each for each in GROUPS.get(operation["coll"], ()) if not set(each).isdisjoint(operation["set"])
        ]
        wanted = [name for group in groups for name in group if name in known]
        operation = {**operation, "old": {**{name: known[name] for name in wanted}, **operation["old"]}}
    known.update(operation["set"])
    return operation


def canonical(value: object) -> str:
    """Return JSON text with sorted keys and no blanks, the form that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
