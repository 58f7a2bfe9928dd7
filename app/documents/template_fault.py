"""Template fault (模板问题): what a foreign template holds that a form may not hold, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """模板问题 (template fault): one reason why a template is refused.

    Attributes:
        place: Where it stands, as a person finds it: 正文第3段, 正文第1个表格第2行第1格, 文件 word/x.bin.
        reason: What is wrong, without a full stop.
        excerpt: Text that stands there, to find the page by; empty where there is none.
    """

    place: str
    reason: str
    excerpt: str = ""

    def __str__(self) -> str:
        """Place and reason in one line."""
        return f"{self.place}：{self.reason}"
