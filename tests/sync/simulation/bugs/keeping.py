"""Planted in the city's register of numbers and in its counters."""

from tests.sync.simulation.bugs.planting import Bug

_LEDGER, _REPORTED = "sync.cityserver.ledger", "sync.cityserver.reported_numbers"

BUGS = (
    Bug(
        "what an answer never brought stays lent",
        _REPORTED,
        "    leave(visit, register, mine, others)\n",
        "    leave(visit, register, [], others)\n",
        seldom=True,
    ),
    Bug(
        "a brought number is not kept",
        "localdb.sync.leasing",
        "    rows = [(row.series, row.year, each, incarnation, request) for each in numbers]\n",
        "    rows = [(row.series, row.year, each, incarnation, request) for each in list(numbers)[:2]]\n",
    ),
    Bug(
        "the counter runs ahead",
        _LEDGER,
        "max(cs.cs_no, self._book.last.get(life, 0))",
        "max(cs.cs_no + (len(cs.ops) > 2), self._book.last.get(life, 0))",
    ),
    Bug(
        "work under a second number is answered by the last row",
        _LEDGER,
        '"hash": cs.hash, "seq": seq})',
        '"hash": cs.hash, "seq": self._head.seq})',
    ),
)
