"""The simulation by hand: ``run`` goes on, ``one`` replays a seed, ``bugs`` plants faults."""

from __future__ import annotations

import argparse
import json
import sys

from tests.sync.simulation.bugs import planted
from tests.sync.simulation.bugs.planting import plant


def main() -> int:
    """Do what the word says; 1 when a law was broken or a planted bug was not noticed."""
    options = _words().parse_args()
    if options.word == "planted":
        return _planted(options)
    if options.word == "bugs":
        return _bugs(options)
    return _one(options) if options.word == "one" else _run(options)


def _run(options: argparse.Namespace) -> int:
    from tests.sync.simulation.campaign import Wish, campaign  # noqa: PLC0415 - after planting, never before
    from tests.sync.simulation.matrix import printed, thin  # noqa: PLC0415 - as above
    from tests.sync.simulation.tally import load  # noqa: PLC0415 - as above

    tally = load()
    wish = Wish(tally.following, options.seeds, options.steps, options.minutes, options.lanes)
    piece = campaign(wish, lambda whole: print(f"\r{whole.seeds} stories", end="", flush=True))
    tally.add(piece)
    tally.save()
    print(f"\n{printed(tally)}")
    print(*(f"seldom: {each}" for each in thin(tally)), sep="\n")
    rate = piece.steps / piece.cpu_seconds
    print(f"{piece.seeds} stories now, {tally.seeds} in all, {tally.steps} steps, {rate:.0f} a CPU second")
    print(*(f"seed {seed}: {words}" for seed, words in piece.broken.items()), sep="\n")
    return int(bool(piece.broken))


def _one(options: argparse.Namespace) -> int:
    from tests.sync.simulation.world import World  # noqa: PLC0415 - after planting, never before

    world = World(options.seed, options.steps, aloud=True)
    broken = world.play()
    print(broken or f"seed {options.seed}: every law holds, {world.change_sets} change sets")
    return int(broken is not None)


def _bugs(options: argparse.Namespace) -> int:
    from tests.sync.simulation.bugs.runner import TIMES, Hunt, hunted  # noqa: PLC0415 - it starts processes of its own

    names = options.only.split(",") if options.only else sorted(planted())
    hunt = Hunt(options.first, options.seeds, options.steps, TIMES)
    return int(not hunted(names, hunt, options.lanes, keep=options.write))


def _planted(options: argparse.Namespace) -> int:
    plant([planted()[name] for name in options.names.split("+")])
    from tests.sync.simulation.campaign import story  # noqa: PLC0415 - the bugs must be planted first

    caught: list[tuple[int, int, str]] = []
    last, seed = options.first - 1, options.first
    while len(caught) < options.times and seed - last <= options.seeds:
        broken = story(seed, options.steps).broken
        if broken:
            caught.append((seed, seed - last, next(iter(broken.values()))))
            last = seed
        seed += 1
    print(json.dumps(caught, ensure_ascii=False))
    return 0


def _words() -> argparse.ArgumentParser:
    door = argparse.ArgumentParser(prog="python -m tests.sync.simulation", description=__doc__)
    each = door.add_subparsers(dest="word", required=True)
    made = {name: each.add_parser(name) for name in ("run", "one", "bugs", "planted")}
    for parser in made.values():
        parser.add_argument("--steps", type=int, default=300)
    for name, seeds in (("run", 300), ("bugs", 60), ("planted", 60)):
        made[name].add_argument("--seeds", type=int, default=seeds)
    made["run"].add_argument("--minutes", type=float)
    made["run"].add_argument("--lanes", type=int, default=2)
    made["one"].add_argument("--seed", type=int, required=True)
    made["bugs"].add_argument("--only", help="names, separated by commas")
    made["bugs"].add_argument("--write", action="store_true", help="enter what is found into the table")
    made["bugs"].add_argument("--lanes", type=int, default=2)
    made["planted"].add_argument("--times", type=int, default=1, help="how often it is to be caught")
    for name in ("bugs", "planted"):
        made[name].add_argument("--first", type=int, default=1)
    made["planted"].add_argument("names", help="names, joined by +")
    return door


if __name__ == "__main__":
    sys.exit(main())
