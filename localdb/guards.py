"""What is checked before a store is opened, each refusal with its remedy."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.domain.errors import AppError
from localdb.engine import APPLICATION_ID, unlock

_CLOUD_FOLDERS = re.compile(
    r"(?i)^(onedrive( - .*)?|dropbox|google ?drive|my drive|icloud ?drive|nutstore( files)?|(我的)?坚果云"
    r"|baidusyncdisk|百度(网盘|云)同步(空间|盘)|wpsdrive|wps云盘|wps cloud files|weiyun|微云|synologydrive)$"
)
_NETWORK_KINDS = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "ceph", "glusterfs"),
        *("fuse.sshfs", "fuse.davfs2", "fuse.rclone"),
    )
)
_REMOTE_DRIVE = 4


class NetworkFolderError(AppError):
    """The folder lies on another computer, where SQLite's locks do not hold."""

    code = "store.network_folder"
    hint = "请把数据文件夹放在本机硬盘上，例如D盘。"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"数据文件夹“{folder}”在网络位置上，多台电脑同时使用会损坏数据。")


class CloudFolderError(AppError):
    """The folder is copied by a cloud client, which tears a database apart."""

    code = "store.cloud_folder"
    hint = "请换一个不被网盘同步的文件夹；备份文件可以放入网盘。"

    def __init__(self, folder: Path, part: str) -> None:
        super().__init__(f"数据文件夹“{folder}”在网盘同步目录“{part}”之中，同步会损坏数据。")


class NotOurFileError(AppError):
    """The file is no store of this program."""

    code = "store.not_ours"
    hint = "请核对所选的数据文件夹；该文件没有改动。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”不是本程序的数据文件，或密钥不符。")


def refuse_folder(folder: Path) -> None:
    """Refuse a folder on a network drive or inside a cloud client's folder."""
    full = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a mapped drive away
    refuse_cloud(full)
    if str(full).startswith(("\\\\", "//")) or _on_network(full):
        raise NetworkFolderError(full)


def refuse_cloud(folder: Path) -> None:
    """Refuse a folder whose path runs through the folder of a known cloud client."""
    for part in folder.parts:
        if _CLOUD_FOLDERS.match(part):
            raise CloudFolderError(folder, part)


def mounted_as(folder: Path, mounts: str) -> str:
    """Return the kind of file system of a folder, from the text of the system's table of mounts."""
    kinds = {".": ""}
    for line in mounts.splitlines():
        _device, point, kind, *_rest = line.split()
        kinds[point.replace("\\040", " ")] = kind
    places = (folder, *folder.parents)
    return next((kinds[str(each)] for each in places if str(each) in kinds), "")


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only where drives have kinds

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE)
    mounts = Path("/proc/mounts")
    return mounts.exists() and mounted_as(folder, mounts.read_text("utf-8")) in _NETWORK_KINDS


def refuse_foreign_file(path: Path, module: Any = None, key: bytes | None = None) -> None:
    """Refuse a file that is no database, not ours, or not opened by the key; reads only."""
    if not path.exists() or path.stat().st_size == 0:
        return
    driver = module or sqlite3
    connection = driver.connect(f"file:{quote(str(path))}?mode=rw", uri=True)
    try:
        if key is not None:
            unlock(connection, key)
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except driver.DatabaseError as error:
        raise NotOurFileError(path) from error
    finally:
        connection.close()
    # A store whose making was cut off has neither mark nor table.
    if mark != APPLICATION_ID and (mark or tables):
        raise NotOurFileError(path)
