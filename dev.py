"""The one door for whoever works on this program: set up, run, serve, check, test, measure, photograph, lock.

It needs Python 3.11 to 3.13. ``run`` works on Linux and Windows; the tests and benches need Linux and
Debian's packages named below. Every word first makes sure that the environment ``.venv`` holds the
locked dependencies; the words that test hold it to exactly those.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.suites import CHECKS, SUITES, checked, close, say, tested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "locked.txt"
REQUIREMENTS = ROOT / "requirements"
OLDEST, NEWEST = (3, 11), (3, 13)

# The main job without a display: works the demo town and leaves documents, volume and pictures.
MAIN_JOB = ("-m", "app", "demo", "--headless-run")
WINDOW = ("-m", "app")
SHOTS = ("-m", "tests.shots")
SIMULATION = ("-m", "tests.sync.simulation")

# Debian's names; "a | b" is met by either. Qt's libraries and one font with Chinese characters:
RUN_PACKAGES = (
    "libglib2.0-0 | libglib2.0-0t64",
    "libgl1",
    "libegl1",
    "libfontconfig1",
    "libxkbcommon0",
    "libdbus-1-3",
    "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei",
)
# Qt's libraries for a window under X11:
WINDOW_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
# The tests' window server, reader of PDF pages, oracle and its fonts, city database and browser:
TEST_PACKAGES = (
    *WINDOW_PACKAGES,
    "fonts-noto-cjk",
    "xvfb",
    "xauth",
    "openssl",
    "poppler-utils",
    "libreoffice-writer-nogui",
    "texlive-lang-chinese",
    "postgresql",
    "chromium",
    "cups-ipp-utils",
    "dbus-daemon",
)
# By what programs most of them are known where another system names its packages otherwise:
TEST_TOOLS = ("xvfb-run", "openssl", "pdftoppm", "soffice", "initdb", "chromium", "ipptool", "dbus-daemon")
# What the city server keeps its data in:
SERVER_PACKAGES = ("postgresql",)


class StopError(Exception):
    """The set-up cannot go on; the text says what to do by hand."""


# ---- set-up -----------------------------------------------------------------------------------


def set_up(*, for_tests: bool, for_server: bool = False) -> None:
    """Bring the environment to what the lock says; cheap when it is there already."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise StopError(f"Python 3.11, 3.12 or 3.13 is needed, this is {sys.version.split()[0]}.")
    with one_at_a_time():
        have_system_packages(for_tests=for_tests)
        make_environment()
        install_locked(for_tests=for_tests, for_server=for_server)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same folder wait until the first has ended."""
    with (ROOT / ".setup.lock").open("w") as held:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only Windows has it

            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only POSIX has it

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def have_system_packages(*, for_tests: bool) -> None:
    """Install what Debian must provide when we may; otherwise say the exact command."""
    if not shutil.which("dpkg-query"):
        if sys.platform == "linux":
            say("not a Debian system: Qt's system libraries are taken to be there")
        if for_tests and (lacking := [each for each in TEST_TOOLS if not shutil.which(each)]):
            say(f"the tests will miss {', '.join(lacking)}")
        return
    wanted = list(RUN_PACKAGES)
    if for_tests:
        wanted += TEST_PACKAGES
    elif has_display():
        wanted += WINDOW_PACKAGES
    if find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    missing = missing_packages(wanted)
    if missing:
        apt_install(missing)


def have_server_packages() -> None:
    """Install PostgreSQL from Debian where we may; elsewhere the demonstration makes do with SQLite."""
    if not shutil.which("dpkg-query") or sys.platform == "win32" or os.geteuid() != 0:
        return
    if missing := missing_packages(SERVER_PACKAGES):
        apt_install(missing)


def missing_packages(wanted: Iterable[str]) -> list[str]:
    """Return the first name of every wanted package of which no alternative is installed."""
    query = ("dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n")
    listed = subprocess.run(query, check=True, capture_output=True, text=True).stdout
    there = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    choices = [each.split(" | ") for each in wanted]
    return [names[0] for names in choices if there.isdisjoint(names)]


def apt_install(missing: Sequence[str]) -> None:
    """Install Debian packages as root, or stop with the command that does it."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if sys.platform == "win32" or os.geteuid() != 0:
        raise StopError(f"System packages are missing. Please run:\n  sudo {shlex.join(command)}")
    say(f"installing system packages: {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(("apt-get", "update", "--quiet"), check=False, env=quiet, stdout=sys.stderr)
    if subprocess.run(command, check=False, env=quiet, stdout=sys.stderr).returncode:
        raise StopError(f"apt-get failed. Please run by hand:\n  {shlex.join(command)}")


def make_environment() -> None:
    """Make ``.venv``, anew when the Python it was made from is gone or too old."""
    probe = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    if PYTHON.exists() and not silent(PYTHON, "-c", probe):
        return
    say(f"making the environment {VENV.name} with Python {sys.version.split()[0]}")
    if subprocess.run((sys.executable, "-m", "venv", "--clear", VENV), check=False).returncode:
        raise StopError("The environment could not be made; is Python's venv module installed?")


def install_locked(*, for_tests: bool, for_server: bool) -> None:
    """Install the locked dependencies by hash and the program itself, unless that is done."""
    locks = [lock_file(extra) for extra in ("", "cityserver-", "dev-")]  # each holds the one before
    fitting = locks[2 if for_tests else int(for_server) :]
    done = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if done in [stamp(lock) for lock in fitting if lock.exists()]:
        return
    say(f"installing {fitting[0].relative_to(ROOT)}")
    STAMP.unlink(missing_ok=True)
    locked = ("--require-hashes", "--only-binary", ":all:", "--requirement", str(fitting[0]))
    itself = ("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    for what in (locked, itself):
        options = ("--quiet", "--disable-pip-version-check", "--no-input")
        if run_python("-m", "pip", "install", *options, *what):
            raise StopError("The dependencies could not be installed; see the lines above.")
    if for_tests:
        remove_strays(fitting[0])
    STAMP.write_text(stamp(fitting[0]), "utf-8")


def remove_strays(lock: Path) -> None:
    """Uninstall what the lock does not hold: an undeclared dependency must show itself in a test."""
    pins = [line for line in lock.read_text("utf-8").splitlines() if "==" in line]
    kept = {"pip", "chengzhi", *(line.split("==")[0] for line in pins)}
    command = (PYTHON, "-m", "pip", "list", "--format=json", "--disable-pip-version-check")
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    there = {re.sub(r"[-_.]+", "-", each["name"]).lower() for each in json.loads(listed)}
    if strays := sorted(there - kept):
        say(f"removing what is not locked: {' '.join(strays)}")
        run_python("-m", "pip", "uninstall", "--quiet", "--yes", *strays)


def lock_file(extra: str) -> Path:
    """Return the lock of this machine's platform."""
    return REQUIREMENTS / f"{extra}{'windows' if os.name == 'nt' else 'linux'}.txt"


def stamp(lock: Path) -> str:
    """Return what tells one installed state from another: the lock and the project file."""
    parts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


# ---- words ------------------------------------------------------------------------------------


def run(options: argparse.Namespace) -> int:
    """Start the program; with no display do its main job offscreen and say where the result is."""
    set_up(for_tests=False)
    if has_display():
        return run_python(*WINDOW)
    out = Path(options.out or ROOT / "out" / "run").resolve()
    out.mkdir(parents=True, exist_ok=True)
    say(f"no display: doing the main job offscreen into {out}")
    code = run_python(*MAIN_JOB, str(out), env={"QT_QPA_PLATFORM": "offscreen"})
    say(f"the result is in {out}" if code == 0 else f"the main job failed with exit code {code}")
    return code


def check(_options: argparse.Namespace) -> int:
    """Run ruff, mypy and the import contracts."""
    set_up(for_tests=True)
    start = time.monotonic()
    outcomes = [checked(PYTHON, name) for name in CHECKS]
    return close(outcomes, time.monotonic() - start)


def test(options: argparse.Namespace) -> int:
    """Run all checks and all suites, or only the suites named."""
    set_up(for_tests=True)
    if options.sim or options.seed:
        return simulate(options)
    extra = ["-k", options.k] if options.k else []
    extra += ["--long"] * options.long + ["--accept"] * options.accept
    extra += [f"--hypothesis-profile={options.profile}"] if options.profile else []
    start = time.monotonic()
    outcomes = [] if options.suites else [checked(PYTHON, name) for name in CHECKS]
    outcomes += tested(PYTHON, options.suites or SUITES, extra)
    return close(outcomes, time.monotonic() - start)


def simulate(options: argparse.Namespace) -> int:
    """Go on with the campaign of simulated exchanges, or replay one seed with all that happens in it."""
    if options.seed:
        return run_python(*SIMULATION, "one", "--seed", str(options.seed))
    minutes = ["--minutes", str(options.minutes)] if options.minutes else []
    return run_python(*SIMULATION, "run", "--seeds", str(options.sim), *minutes)


def bench(options: argparse.Namespace) -> int:
    """Measure the work we owe beside its goals, every module of tests/bench or one; sync needs node, npm."""
    set_up(for_tests=True)
    only = ["--only", options.only] if options.only else []
    return run_python("-m", "tests.bench", *only, env={"QT_QPA_PLATFORM": "offscreen"})


def shots(options: argparse.Namespace) -> int:
    """Photograph every screen into a folder."""
    set_up(for_tests=True)
    out = Path(options.out or ROOT / "out" / "shots").resolve()
    out.mkdir(parents=True, exist_ok=True)
    say(f"photographing every screen into {out}")
    return run_python(*SHOTS, str(out), env={"QT_QPA_PLATFORM": "offscreen"})


def lock(options: argparse.Namespace) -> int:
    """Resolve the dependencies of both platforms, with hashes, into ``requirements``."""
    set_up(for_tests=True)
    return run_python("-m", "requirements.lock", *["--upgrade"] * options.upgrade)


def server(options: argparse.Namespace) -> int:
    """Start the city server on loopback with a demonstration city."""
    have_server_packages()
    set_up(for_tests=False, for_server=True)
    home = Path(options.out or ROOT / "out" / "server").resolve()
    fresh = ["--fresh"] * options.fresh
    serving = ("-m", "sync.cityserver.standalone", str(home), "--port", str(options.port), *fresh)
    if sys.platform == "win32":
        return run_python(*serving)
    os.chdir(ROOT)
    os.environ.pop("PYTHONPATH", None)
    return os.execv(PYTHON, (str(PYTHON), *serving))  # noqa: S606 - signals must reach the server itself


WORDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "shots": shots,
    "lock": lock,
    "server": server,
}


# ---- small parts ------------------------------------------------------------------------------


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_python(*args: str, env: Mapping[str, str] | None = None) -> int:
    """Run the environment's Python in the project folder and return its exit code."""
    sys.stdout.flush()
    around = {**os.environ, **(env or {})}
    around.pop("PYTHONPATH", None)
    return subprocess.run((PYTHON, *args), check=False, cwd=ROOT, env=around).returncode


def silent(*command: str | Path) -> int:
    """Run a command without showing it and return its exit code."""
    return subprocess.run(command, check=False, capture_output=True).returncode


def words() -> argparse.ArgumentParser:
    """Return the reader of the command line; an unknown word is answered with those there are."""
    door = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").split("\n")[0])
    each = door.add_subparsers(dest="word", required=True, metavar="WORD", title="words")
    made = {
        name: each.add_parser(name, help=(does.__doc__ or "").split("\n")[0]) for name, does in WORDS.items()
    }
    for name in ("run", "shots"):
        made[name].add_argument("--out", help="folder for the result")
    made["server"].add_argument("--out", help="folder of its keys and data")
    made["bench"].add_argument("--only", metavar="NAME", help="only the bench of this name")
    made["server"].add_argument("--port", type=int, default=8443)
    made["server"].add_argument(
        "--fresh", action="store_true", help="delete that folder first, with all in it"
    )
    made["lock"].add_argument("--upgrade", action="store_true", help="take the newest versions")
    made["test"].add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    made["test"].add_argument("-k", help="only tests whose name fits, as pytest's -k")
    made["test"].add_argument("--long", action="store_true", help="also the tests marked long")
    made["test"].add_argument("--accept", action="store_true", help="take results as expected")
    made["test"].add_argument("--profile", choices=("commit", "noshrink", "nightly"))
    made["test"].add_argument("--sim", type=int, metavar="SEEDS", help="go on with the simulated exchanges")
    made["test"].add_argument("--minutes", type=float, help="end --sim after so long")
    made["test"].add_argument("--seed", type=int, metavar="N", help="replay one simulated story aloud")
    return door


def main() -> int:
    """Do what the word says: 0 done, 1 something failed, 2 wrong use or a step for the user."""
    door = words()
    options = door.parse_args()
    unknown = set(getattr(options, "suites", ())) - set(SUITES)
    if unknown:
        door.error(f"no suite {', '.join(sorted(unknown))}; there are {', '.join(SUITES)}")
    try:
        return WORDS[options.word](options)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
