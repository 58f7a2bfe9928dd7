"""Lay a document out in a process of its own and say in JSON what came of it.

Run as ``python -m tests.documents.page.bare``; fontconfig decides which fonts there are.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from app.adapters.page_engine import QtPageEngine
from tests.documents.page.paper import docx, font, page_break, paragraph, words
from tests.documents.page.reading import texts


def main() -> None:
    """Print page count, substitutions and the families used."""
    engine = QtPageEngine()
    laid_out = engine.layout(
        docx(
            paragraph(words("行政处罚决定书", font("方正小标宋简体", 22)), page_break()),
            paragraph(words("当事人：甲某", font("仿宋_GB2312", 16))),
        )
    )
    pdf = engine.pdf([laid_out], title="字体")
    sys.stdout.buffer.write(
        json.dumps(
            {
                "pages": len(laid_out.pages),
                "pdf": len(pdf),
                "substitutions": [asdict(each) for each in laid_out.substitutions],
                "families": sorted({text.font.family for page in laid_out.pages for text in texts(page)}),
            },
            ensure_ascii=False,
        ).encode()
    )


if __name__ == "__main__":
    main()
