"""The administrator's door for bundles (U盘受理): looks, takes, writes what goes back, and says what came."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sync.cityserver.bundle_craft import CRAFT
from sync.cityserver.bundles import BundleOffice, Server
from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError
from sync.cityserver.scope import CITY
from sync.cityserver.visits import halted
from sync.cityserver.web.packing import UnreadableError
from sync.cityserver.web.words import checked
from sync.protocol.bundle_format import WORDS, BundleError
from sync.protocol.bundle_lines import KINDS
from sync.protocol.messages import Code, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sync.cityserver.visits import Caller
    from sync.cityserver.web.platform import Platform
    from sync.protocol.messages import Answer


class BundleRefusedError(CityError):
    """A bundle was not taken, or its answer not written."""

    status = 422

    def __init__(self, error: BundleError) -> None:
        message, hint = WORDS[error.fault]
        super().__init__(message)
        self.hint, self.code = hint, error.fault.value


def office_of(platform: Platform) -> BundleOffice:
    """Return the office over a running server; the city's own name is no computer's."""
    enrolment, identity = platform.enrolment, platform.identity

    def answer(word: str, caller: Caller, request: Mapping[str, Any]) -> Answer:
        try:
            asked = checked(word, request)
        except UnreadableError:
            epoch = str(request.get("epoch", request.get("answers", "")))
            said = halted(Code.UNREADABLE)
            return said.signed_by(identity.server_id, epoch, stamp(platform.clock.now()))
        if word == Word.HELLO:
            enrolment.greeted(caller, asked)
        return platform.core.answer(word, caller, asked)

    server = Server(
        identity.server_id,
        bytes(identity.server),
        answer,
        enrolment.known,
        lambda town, device: None if device == CITY else enrolment.device_key(town, device),
        platform.blobs,
        platform.clock.now,
        enrolment.grant,
    )
    return BundleOffice(server, CRAFT)


def looked(office: BundleOffice, path: Path) -> str:
    """Say what a bundle holds and whose it is; nothing of it is taken."""
    with _worded():
        proven = office.look(path)
    head = proven.header
    counts = "、".join(f"{KINDS.get(kind, kind)}{count}项" for kind, count in sorted(proven.counts.items()))
    who = f"镇街{head.town}，电脑{head.sender[:8]}，第{head.bundle_no}号，{len(proven.parts)}个文件"
    return f"{who}：{counts}；待上传变更{head.ranges.get('waiting', 0)}项。签名无误，没有导入。"


def taken(office: BundleOffice, path: Path, back: Path) -> str:
    """Take a bundle and say what of it was new; what goes back lies in a file then."""
    with _worded():
        report = office.take(path, back)
    names = "、".join(str(each) for each in report.returned)
    what = f"收到变更{report.change_sets}项（新{report.fresh}项）、附件{report.files}个"
    refused = f"，{report.refused_files}个附件内容不符、没有收下" if report.refused_files else ""
    return f"{what}{refused}。请将{names}带回导入；对方导入后才算上传完成。"


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except BundleError as error:
        raise BundleRefusedError(error) from error
