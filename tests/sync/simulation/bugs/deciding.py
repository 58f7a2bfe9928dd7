"""Planted in what persons decide: settled conflicts, and computers that were shown out."""

from tests.sync.simulation.bugs.planting import Bug

_MERGING, _CITY = "sync.protocol.merging", "sync.cityserver.city"

BUGS = (
    Bug(
        "a decision closes its conflict and changes nothing",
        _MERGING,
        '    return Merged(merged.image, (), (op["conflict"],), merged.joined)\n',
        '    return Merged(None, (), (op["conflict"],), merged.joined)\n',
    ),
    Bug(
        "a decision is taken over an edit that it had not seen",
        _MERGING,
        "    if merged.held:\n        return merged\n    return Merged(merged.image",
        "    if merged.held and not merged.joined:\n"
        "        image = None if current is None else replace(current, version=current.version + 1,"
        ' fields={**current.fields, **op["set"]})\n'
        '        return Merged(image, (), (op["conflict"],))\n'
        "    return Merged(merged.image",
    ),
    Bug(
        "who was shown out goes on reading",
        _CITY,
        "    if device.revoked and word not in _OPEN_TO_REVOKED:\n",
        "    if device.revoked and word is Word.LEASE:\n",
    ),
    Bug(
        "work of who was shown out takes effect",
        "sync.cityserver.pushing",
        "        outcomes.append(ledger.take(each, revoked=revoked))\n",
        "        outcomes.append(ledger.take(each))\n",
    ),
)
