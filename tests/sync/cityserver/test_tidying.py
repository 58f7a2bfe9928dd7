"""What nobody will finish is thrown away every day, whatever befell the day before."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sync.cityserver.blob_errors import UnreadableError
from sync.cityserver.blob_rows import BlobRows
from sync.cityserver.blobs import Asked, Owner
from sync.cityserver.opening import assemble
from sync.cityserver.scope import scoped
from sync.cityserver.tidying import keep_tidy, tidy
from tests.sync.cityserver.platforms import engines_of, platform_over
from tests.sync.cityserver.stores import EAST, WEST, sqlite_stores

if TYPE_CHECKING:
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.quiet_log import QuietLog
    from tests.sync.cityserver.stores import Stores


class Later:
    """A clock that stands long after today."""

    def now(self) -> datetime:
        return datetime(2099, 1, 1, tzinfo=UTC)


def announced(platform: Platform, town: str, content: bytes) -> str:
    """Announce a file of one computer and return its upload."""
    asked = Asked(sha256(content).hexdigest(), len(content))
    return platform.blobs.announce(Owner(town, "desk"), asked).upload


def parts(home: Path) -> list[Path]:
    return sorted((home / "blobs").glob("*/uploads/*"))


def renamed(stores: Stores, how: str) -> None:
    with stores.owner.begin() as connection:
        connection.execute(text(f"alter table {how}"))


def test_an_upload_renewed_at_the_last_moment_is_not_thrown_away(stores: Stores, tmp_path: Path) -> None:
    platform = platform_over(stores, tmp_path)
    upload = announced(platform, EAST, b"never sent")
    with scoped(stores.app, EAST) as connection:
        rows = BlobRows(connection, EAST)
        (late,) = rows.expired("2099-01-01")
        rows.touch(upload, None, "2099-06-01")

        assert not rows.forget(late.id, "2099-01-01")
        assert rows.upload(upload) is not None


def test_an_upload_is_called_by_one_spelling_alone(stores: Stores, tmp_path: Path) -> None:
    platform = platform_over(stores, tmp_path)
    name = "9f1c1d3e-0d5b-4c4e-8a54-5f6b1f0c7a11"

    for spelt in (f"{{{name}}}", f"urn:uuid:{name}", name.upper(), name.replace("-", "")):
        with pytest.raises(UnreadableError):
            platform.blobs.announce(Owner(EAST, "desk"), Asked("0" * 64, 5, spelt))
    assert platform.blobs.announce(Owner(EAST, "desk"), Asked("0" * 64, 5, name)).upload == name


def test_uploads_of_every_town_that_rested_too_long_are_thrown_away(stores: Stores, tmp_path: Path) -> None:
    platform = platform_over(stores, tmp_path)
    for town in (EAST, WEST):
        announced(platform, town, b"never sent")
    later = assemble(engines_of(stores), tmp_path, platform.identity, Later())

    assert (len(parts(tmp_path)), tidy(platform)) == (2, 0)
    assert (tidy(later), parts(tmp_path)) == (2, [])


def test_a_day_without_the_database_does_not_end_the_tidying(tmp_path: Path, quiet_log: QuietLog) -> None:
    quiet_log.expect("waits for tomorrow: OperationalError")
    stores = sqlite_stores(tmp_path / "city.db")
    announced(platform_over(stores, tmp_path), EAST, b"never sent")
    later = assemble(engines_of(stores), tmp_path, platform_over(stores, tmp_path).identity, Later())
    turns = iter(("hidden rename to upload", ""))

    def ended() -> bool:
        back = next(turns)
        if back:
            renamed(stores, back)
        return not back

    renamed(stores, "upload rename to hidden")
    keep_tidy(later, ended)

    assert parts(tmp_path) == []
    stores.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the manual's command is for a Linux server")
def test_the_manuals_backup_copies_files_and_keys_and_leaves_out_what_is_still_arriving(
    tmp_path: Path,
) -> None:
    stores = sqlite_stores(tmp_path / "city.db")
    home, to = tmp_path / "home", tmp_path / "to"
    platform = platform_over(stores, home)
    announced(platform, EAST, b"still arriving")
    announced(platform, EAST, b"")
    to.mkdir()
    manual = files("sync.cityserver").joinpath("operating.md").read_text("utf-8")
    lines = [each for each in manual.splitlines() if each.startswith(('cd "$home"', "find blobs"))]

    subprocess.run(["sh", "-ec", "\n".join(lines)], check=True, env={"home": str(home), "to": str(to)})

    copied = {each.relative_to(to).as_posix() for each in to.rglob("*") if each.is_file()}
    empty = sha256(b"").hexdigest()
    assert copied == {
        f"blobs/{EAST}/{empty[:2]}/{empty[2:4]}/{empty}",
        *(f"keys/{name}.key" for name in ("server", "certificates", "tokens")),
    }
    stores.close()
