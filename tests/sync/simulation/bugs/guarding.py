"""Planted in what keeps out: births over records, fixed fields, other towns, pages that were altered."""

from tests.sync.simulation.bugs.planting import Bug

_MERGING, _DRAFTS, _PULLING = "sync.protocol.merging", "sync.cityserver.drafts", "sync.cityserver.pulling"

BUGS = (
    Bug(
        "a birth overwrites the record that is there",
        _MERGING,
        "    raise RefusedOperationError(Refusal.EXISTS)\n",
        '    return Merged(replace(current, version=current.version + 1, fields=op["set"]))\n',
    ),
    Bug(
        "a birth over another record counts as known",
        _MERGING,
        '    if current.fields == op["set"] and not current.deleted:\n',
        '    if current.fields.keys() == op["set"].keys() and not current.deleted:\n',
    ),
    Bug(
        "a fixed field is edited like any other",
        _MERGING,
        '    _refuse_fixed(declared, standing, op["set"])\n    fold = ',
        "    fold = ",
    ),
    Bug(
        "another town's log is read",
        _PULLING,
        "    if stream != CITY:\n        return None\n    return read_head(visit.connection, CITY,",
        "    return read_head(visit.connection, stream,",
    ),
    Bug(
        "work overtakes what is kept aside before it",
        _DRAFTS,
        "        raise RefusedOperationError(Refusal.HELD_BEHIND)\n",
        "        return\n",
    ),
    Bug(
        "work is held behind what was taken back",
        "sync.cityserver.book",
        "quar.c.device.in_(_MANY), quar.c.settled_seq.is_(None)\n",
        "quar.c.device.in_(_MANY)\n",
    ),
    Bug(
        "what came back is sent again backwards",
        "localdb.sync.deciding",
        '_IN_ORDER = " ORDER BY place"',
        '_IN_ORDER = " ORDER BY place DESC"',
        seldom=True,
    ),
    Bug(
        "the chain is not held against a page",
        "sync.protocol.chain",
        'row["hash"] != last or not _whole(row["cs"])',
        'not _whole(row["cs"])',
    ),
    Bug(
        "a change set in a page is not held against its hash",
        "sync.protocol.chain",
        'row["hash"] != last or not _whole(row["cs"])',
        'row["hash"] != last',
    ),
)
