"""Choices (冲突处理): what a named person may decide of a conflict, by its kind, each with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel

from app.domain.disagreement import VALUE_KINDS
from app.services.keepers import DECIDERS, deciders, deciders_words
from ui.forms.form import Asked
from ui.screens.sync.values import ReasonFacts, third_facts, why_of, written_by_hand
from ui.screens.sync.words import KEEP, WHOLE
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.disagreement import Disagreement
    from ui.screens.officers.view_desk import Buttons
    from ui.screens.tools import Tools

_TOLD = "处理结果和理由写入案件日志，两边的内容都留有记录。"
_SAID = "冲突已处理。"


class Choices:
    """The buttons of the conflict in front, or the words who may settle it."""

    def __init__(
        self,
        buttons: Buttons,
        tools: Tools,
        ask: Callable[[Question], None],
        current: Callable[[], Disagreement | None],
    ) -> None:
        self._tools, self._desk = tools, (desk := tools.syncing)
        self._ask = ask
        self._current = current
        self.told = QLabel()
        self.told.setWordWrap(True)
        put = buttons.put
        self.keep = put("保留现有内容…", lambda: self._settle(self._keep_words(), desk.keep))
        self.late = put("改用后到内容…", lambda: self._settle(self._late_words(), desk.take_late))
        self.third = put("另行填写…", self._write)
        self.revive = put("恢复记录…", lambda: self._settle("恢复记录并采用后到修改", desk.bring_back))
        self.delete = put("仍予删除…", lambda: self._settle("仍予删除", desk.delete))

    def offer(self) -> None:
        """Offer what this person may choose now; nothing of what is decided or cannot be read."""
        found = self._current()
        open_now = found is not None and found.settleable
        roles = deciders(found) if found is not None and open_now else ()
        may = self._tools.who().holds(*roles)
        self.told.setText(f"您的角色不能处理这项冲突，请由{deciders_words(roles)}处理。")
        self.told.setVisible(open_now and not may)
        offered = _offered(found) if found is not None and may else set()
        self.keep.setText(f"{self._keep_words()}…")
        self.late.setText(f"{self._late_words()}…")
        for name in ("keep", "late", "third", "revive", "delete"):
            getattr(self, name).setVisible(name in offered)

    def may_decide(self) -> bool:
        """Tell whether the person at the keyboard may decide at all about the exchange."""
        return self._tools.who().holds(*DECIDERS)

    def _keep_words(self) -> str:
        found = self._current()
        kind = "" if found is None else WHOLE if found.whole else found.kind
        return KEEP.get(kind, KEEP[""])

    def _late_words(self) -> str:
        found = self._current()
        return "整份改用后到内容" if found is not None and found.whole else "改用后到内容"

    def _settle(self, words: str, act: Callable[[Disagreement, str], None]) -> None:
        found = self._current()
        if found is None:
            return
        work = lambda values: act(found, values["reason"])  # noqa: E731 - one line says it
        title = f"{found.about}　{words}"
        self._ask(Question(title, words, Asked(ReasonFacts), work, said=_SAID, told=_TOLD))

    def _write(self) -> None:
        found = self._current()
        if found is None:
            return
        names, why = found.fields, why_of(found.fields)

        def work(values: Mapping[str, Any]) -> None:
            third = {name: values.get(name) for name in names}
            self._desk.write(found, third, values[why])

        facts_of = third_facts(found.record_kind, names)
        start = {name: found.kept.values.get(name) for name in names}
        asked = Asked(facts_of, (*names, why), "", start)
        self._ask(Question(f"{found.about}　另行填写", "以此为准", asked, work, said=_SAID))


def _offered(found: Disagreement) -> set[str]:
    """Return the choices of an open conflict; what stands may always be left as it is."""
    if found.whole:
        return {"keep", "late"} if found.takeable else {"keep"}
    return _offered_alone(found)


def _offered_alone(found: Disagreement) -> set[str]:
    """Return the choices of a conflict with which nothing else is settled."""
    if found.record is None:
        return {"keep"}
    if found.deleted:
        return {"keep", "revive"} if found.kind == "edit_vs_delete" else {"keep"}
    if found.kind == "delete_vs_edit":
        return {"keep", "delete"}
    if found.kind not in VALUE_KINDS:
        return {"keep"}
    by_hand = written_by_hand(found.record_kind, found.fields)
    return {"keep", "late", "third"} if by_hand else {"keep", "late"}
