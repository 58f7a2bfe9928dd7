"""The office's own authority (自建证书): copied beside the store, for the stick it came on is put away."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class AuthorityUnkeptError(AppError):
    """The file of the office's own authority cannot be copied into the store's folder."""

    code = "sync.authority_unkept"
    hint = "请检查磁盘空间和数据文件夹的权限后重新登记；没有发送任何内容。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"证书文件“{path.name}”不能复制到本机。")


def keep_authority(folder: Path, given: Path | None) -> str:
    """Copy an authority into a store's folder and return the copy's name, empty where there is none."""
    if given is None:
        return ""
    unfinished = folder / f"authority.{uuid4().hex}.part"
    try:
        content = given.read_bytes()
        # Named by its content: the authority of a city that is not left after all stays as it is.
        name = f"authority-{sha256(content).hexdigest()[:16]}.pem"
        unfinished.write_bytes(content)
        unfinished.replace(folder / name)
    except OSError as error:
        raise AuthorityUnkeptError(given) from error
    return name


def kept_authority(folder: Path, name: str) -> str:
    """Return where a kept authority lies; one that was remembered by its path alone still lies there."""
    copy = folder / name
    return str(copy.absolute()) if name and copy.is_file() else name
