"""Joining (登记入网): makes this computer known to the city, and opens its key where it is sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from ui.forms.form import Asked
from ui.jobs import Lane
from ui.screens.sync.values import JOIN, JOIN_SEALED, JoinFacts, SealFacts, same_twice
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.syncing import OnlineLine
    from ui.screens.view_asking import AskingPage

_TOLD = "登记前请向市级平台管理员索取地址和一次性登记码；登记后请核对平台标识。"
_SEALED = (
    "本机的密钥由口令保管。口令只留在内存里，退出程序后须重新输入；"
    "忘记口令时，请向市级平台管理员索取新的登记码。"
)
_FAULTS = {"sync.enrolment": "code", "sync.authority": "authority"}


def joining(line: OnlineLine, *, sealed: bool) -> Question:
    """Return the question that lets this computer in; ``sealed`` asks for a passphrase too."""

    def work(values: Mapping[str, Any]) -> None:
        authority = Path(values["authority"]) if values.get("authority") else None
        passphrase = same_twice(values) if sealed else ""
        line.join(values["address"].strip(), values["code"].strip(), authority, passphrase)

    asked = Asked(JoinFacts, JOIN_SEALED if sealed else JOIN)
    said = "这台电脑已登记入网。"
    return Question("登记入网", "登记", asked, work, said=said, told=_TOLD, faults=_FAULTS, lane=Lane.OTHER)


def unlocking(line: OnlineLine) -> Question:
    """Return the question for the passphrase of the sealed key."""

    def work(values: Mapping[str, Any]) -> None:
        line.unlock(values["passphrase"])

    asked = Asked(SealFacts, ("passphrase",))
    said = "已打开本机的密钥。"
    return Question("输入保管口令", "确定", asked, work, said=said, told=_SEALED, lane=Lane.OTHER)


def hide_passphrases(page: AskingPage) -> None:
    """Hide what is typed as a passphrase; questions without a place keep no draft of it."""
    for name in ("passphrase", "again"):
        slot = None if page.form is None else page.form.slots_.get(name)
        for box in [] if slot is None else slot.findChildren(QLineEdit):
            box.setEchoMode(QLineEdit.EchoMode.Password)
