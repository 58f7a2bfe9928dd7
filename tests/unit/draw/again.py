"""The draw written again from ``resources/draw/algorithm.md`` alone; shares nothing with the program."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def lines_hash(rows: list[list[str]]) -> str:
    """Rule 1."""
    return sha256("".join("\t".join(map(str, row)) + "\n" for row in rows).encode()).hexdigest()


def words(key: bytes) -> Iterator[int]:
    """Rule 4."""
    block = 0
    while True:
        digest = sha256(key + block.to_bytes(8, "big")).digest()
        yield from (int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16, 24))
        block += 1


def chosen(a: list[list[str]], k: int, below: Callable[[int], int]) -> list[list[str]]:
    """Rule 6."""
    a = list(a)
    for i in range(k):
        j = i + below(len(a) - i)
        a[i], a[j] = a[j], a[i]
    return a[:k]


def drawn_again(content: bytes) -> list[list[str]]:
    """Return the result of a record file by rules 1 to 7."""
    file = json.loads(b"\n".join(content.rstrip(b"\n").split(b"\n")[:-1]))
    terms = [[*file["takes"]], ["", file["each"]]]
    hashes = [lines_hash(file[name]) for name in ("objects", "officers", "recusals")]
    hashes.append(lines_hash([*terms[0], terms[1]]))
    head = ["chengzhi-draw-1", file["seed"], file["word"], *hashes]
    stream = words(sha256("".join(f"{line}\n" for line in head).encode()).digest())

    def below(n: int) -> int:
        fair = 2**64 - 2**64 % n
        return next(word for word in stream if word < fair) % n

    objects = [
        one
        for group, count in file["takes"]
        for one in chosen([each for each in file["objects"] if each[2] == group], count, below)
    ]
    result = []
    for one in objects:
        able = [each for each in file["officers"] if [one[0], each[0]] not in file["recusals"]]
        sent = chosen(able, file["each"], below) if file["each"] else []
        result.append([one[0], *(each[0] for each in sent)])
    return result
