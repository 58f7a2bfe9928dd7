"""Templates of an office (本单位模板): brought in, checked, tried, set live from a day on, titled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.catalogue import form, forms
from app.domain.errors import AppError
from app.domain.form_template import FormTemplate, in_use
from app.domain.setting import Setting
from app.services.form_titles import TITLES, own_titles
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit
from app.services.settings import SettingDesk
from app.services.typesetting import typesetting_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.documents.trial import Trial
    from app.ports import Files
    from app.services.form_checks import Checked, FormChecks
    from app.services.office import Office

LONGEST_TITLE = 40


class TemplateUnfitError(AppError):
    """A template an office brought cannot be used; ``found`` says why, with page and place."""

    code = "template.unfit"
    hint = "请按所列位置修改后重新导入。"

    def __init__(self, found: Checked) -> None:
        self.found = found
        super().__init__(
            f"《{found.title}》的模板有{len(found.problems)}处问题：{'；'.join(found.problems[:3])}。"
        )


class TemplateDayError(AppError):
    """A template was to go live on a day that is past."""

    code = "template.day"
    hint = "请选择今天或者以后的日期；已定稿的文书保留定稿时的模板。"

    def __init__(self, day: date) -> None:
        super().__init__(f"不能从{day}起启用模板。")


class TitleUnfitError(AppError):
    """An own title of a form is no title."""

    code = "template.title"
    hint = f"请填写不超过{LONGEST_TITLE}个字的名称；留空恢复原名称。"

    def __init__(self, title: str) -> None:
        super().__init__(f"“文书名称”填写的“{title}”不能使用。")


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form with what the office made of it (模板台一行)."""

    slug: str
    number: str
    title: str
    own_title: str
    live: FormTemplate | None
    versions: tuple[FormTemplate, ...]

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return self.slug


class TemplateDesk:
    """模板台."""

    def __init__(self, office: Office, checks: FormChecks, files: Files) -> None:
        self._office, self._checks, self._files = office, checks, files

    def lines(self) -> tuple[FormLine, ...]:
        """Return every form with the office's templates and titles."""
        town, today = self._office.who().town, self._office.clock.today()
        with self._office.read() as work:
            kept = work.of(FormTemplate).find(town=town)
            titles = own_titles(work, town)
        return tuple(
            FormLine(
                slug,
                shape.number,
                shape.title,
                titles.get(slug, ""),
                in_use(kept, slug, today),
                tuple(each for each in kept if each.slug == slug),
            )
            for slug, shape in forms().items()
        )

    def check(self, slug: str, docx: bytes) -> Checked:
        """Check a file for a form without keeping it."""
        return self._checks.foreign(slug, docx)

    def look(self, slug: str, docx: bytes, trial: Trial) -> LaidOut:
        """Return the pages of a file filled for a form."""
        with self._office.read() as work:
            chosen = typesetting_of(work, self._office.who().town)
        return self._checks.look(slug, docx, trial, chosen)

    def content(self, template_id: UUID) -> bytes:
        """Return the docx of a kept template."""
        with self._office.read() as work:
            kept = work.of(FormTemplate).get(template_id)
        return self._files.get(kept.docx_hash)

    def bring(self, slug: str, docx: bytes, file_name: str) -> FormTemplate:
        """Keep a template that passes its check as the next version; it is not live yet."""
        permit(self._office.who(), "导入文书模板", *keepers(FormTemplate))
        found = self._checks.foreign(slug, docx)
        if not found.good:
            raise TemplateUnfitError(found)
        who, digest = self._office.who(), self._files.put(docx)
        with self._office.begin() as work:
            versions = work.of(FormTemplate).find(town=who.town, slug=slug)
            kept = FormTemplate(
                self._office.ids.new(),
                who.town,
                slug,
                max((each.version for each in versions), default=0) + 1,
                digest,
                file_name,
                self._office.clock.now(),
                who.officer_id,
            )
            work.of(FormTemplate).save(kept)
            words = f"导入《{form(slug).title}》模板第{kept.version}版（{file_name}）"
            log(work, self._office, None, "template.brought", words)
            work.commit()
        return kept

    def set_live(self, template_id: UUID, day: date) -> FormTemplate:
        """Use a template from a day on; papers made final before keep their own."""
        permit(self._office.who(), "启用文书模板", *keepers(FormTemplate))
        if day < self._office.clock.today():
            raise TemplateDayError(day)
        with self._office.begin() as work:
            kept = replace(work.of(FormTemplate).get(template_id), live_from=day, withdrawn_on=None)
            work.of(FormTemplate).save(kept)
            words = f"《{form(kept.slug).title}》模板第{kept.version}版自{day}起启用"
            log(work, self._office, None, "template.live", words)
            work.commit()
        return kept

    def withdraw(self, template_id: UUID) -> FormTemplate:
        """Use a template no more from today on; the version before it, or the shipped one, is used again."""
        permit(self._office.who(), "停用文书模板", *keepers(FormTemplate))
        with self._office.begin() as work:
            kept = replace(work.of(FormTemplate).get(template_id), withdrawn_on=self._office.clock.today())
            work.of(FormTemplate).save(kept)
            words = f"停用《{form(kept.slug).title}》模板第{kept.version}版"
            log(work, self._office, None, "template.withdrawn", words)
            work.commit()
        return kept

    def set_title(self, slug: str, title: str) -> None:
        """Give a form a title of the office's own; an empty one goes back to the shipped title."""
        permit(self._office.who(), "修改文书名称", *keepers(Setting))
        tidy = title.strip()
        if len(tidy) > LONGEST_TITLE or not tidy.isprintable():
            raise TitleUnfitError(title)
        with self._office.read() as work:
            titles = dict(own_titles(work, self._office.who().town))
        titles.pop(slug, None)
        if tidy and tidy != form(slug).title:
            titles[slug] = tidy
        SettingDesk(self._office).put(TITLES, titles)
