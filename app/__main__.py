"""Starts the program: the command line with a word, the window without."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, or open the window when no word is given."""
    from app.cli.entry import run  # noqa: PLC0415 - a window start imports only what it shows

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
