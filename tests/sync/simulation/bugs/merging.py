"""Planted in the merge, the reading of operations and the change sets."""

from tests.sync.simulation.bugs.planting import Bug

_MERGING, _OPERATIONS, _SETS = "sync.protocol.merging", "sync.protocol.operations", "sync.protocol.change_set"

BUGS = (
    Bug(
        "the last one to arrive wins",
        _MERGING,
        "clash = any(now[each] != becomes.get(each, old.get(each, _UNSEEN)) for each in moved)",
        "clash = False",
    ),
    Bug(
        "a group is merged field by field",
        _MERGING,
        "moved = [each for each in group if now[each] != old.get(each, _UNSEEN)]",
        "moved = [each for each in names if now[each] != old.get(each, _UNSEEN)]",
    ),
    Bug(
        "a deletion beats an unseen edit", _MERGING, "    if not unseen:\n", "    if unseen or not unseen:\n"
    ),
    Bug(
        "an edit brings a deleted record back",
        _MERGING,
        "    if standing.deleted:\n        return _on_deleted(declared, standing, op)\n",
        "",
    ),
    Bug(
        "a set takes the newer list",
        _MERGING,
        "    if now == seen:\n        return list(becomes)\n",
        "    if now == seen or now:\n        return list(becomes)\n",
        seldom=True,
    ),
    Bug(
        "sealing work takes effect in part",
        _OPERATIONS,
        "    return any(_seals(op) for op in ops)\n",
        "    return False\n",
    ),
    Bug(
        "an operation for another town is taken",
        _OPERATIONS,
        '    if op.get("town") != town or (declared',
        '    if op.get("town") is None or (declared',
    ),
    Bug(
        "older layouts are not lifted",
        _OPERATIONS,
        "declared.upcasters[version].added.items():",
        "():",
    ),
    Bug(
        "content is not held against its hash",
        _SETS,
        "        return read.hash == read.content_hash\n",
        "        return bool(read.hash)\n",
    ),
    Bug(
        "the hash leaves the operations out",
        _SETS,
        '"ops":{self.ops_text},"sv":{self.sv},',
        '"ops":[],"sv":{self.sv},',
    ),
    Bug(
        "the chain leaves the effects out",
        "sync.protocol.chain",
        "{','.join(lists)}]",
        "[],{','.join(lists[1:])}]",
    ),
    Bug(
        "the digest forgets the version",
        "sync.protocol.digest",
        'f"{coll}/{record}/{version}".encode()',
        'f"{coll}/{record}/1".encode()',
    ),
    Bug(
        "a version does not rise",
        _MERGING,
        "    image = replace(standing, version=standing.version + 1, deleted=False, fields=fields)\n",
        "    image = replace(standing, version=standing.version, deleted=False, fields=fields)\n",
    ),
    Bug(
        "a deletion leaves the record standing",
        _MERGING,
        "standing, version=standing.version + 1, deleted=True)",
        "standing, version=standing.version + 1, deleted=False)",
    ),
    Bug(
        "only the first field of an edit is taken",
        _MERGING,
        '    for name in sorted(op["set"]):\n',
        '    for name in sorted(op["set"])[:1]:\n',
    ),
)
