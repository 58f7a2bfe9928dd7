"""Papers for lists, sections, first pages, blanks, seals and long inner tables, to be compared as well."""

from __future__ import annotations

from tests.documents.page.features import BOTH, CENTER, LONG
from tests.documents.page.paper import (
    A4_WITH_INCHES,
    Surroundings,
    borders,
    cell,
    docx,
    exact,
    floating,
    font,
    page_field,
    paragraph,
    picture,
    row,
    table,
    words,
)

LINED = '<w:u w:val="single"/>'
FLAT = A4_WITH_INCHES.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')


def _level(number: int, kind: str, text: str, more: str = "", indent: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )


def _hanging(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _lists() -> str:
    flush = '<w:ind w:left="0" w:firstLine="480"/>'
    tight, spaced = '<w:suff w:val="nothing"/>', '<w:suff w:val="space"/>'
    deep = (
        _level(0, "chineseCounting", "%1、", tight, flush)
        + _level(1, "chineseCounting", "（%2）", tight, flush)
        + _level(2, "decimal", "%3.", spaced, flush)
        + _level(3, "decimal", "%1.%3.%4", "", _hanging(1400, 700))
    )
    plain = _level(0, "decimal", "%1.", "", _hanging(420, 420)) + _level(
        1, "lowerLetter", "%2)", "", _hanging(840, 420)
    )
    circled = _level(0, "decimalEnclosedCircle", "%1", "", _hanging(480, 480))
    roman = _level(0, "upperRoman", "%1.", "", _hanging(720, 720))
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{each}'
        "</w:abstractNum>"
        for number, each in enumerate((deep, plain, circled, roman))
    )
    lists = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(4)
    )
    anew = (
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    return shapes + lists + anew


def numbered(text: str, number: int, level: int = 0, look: str = "") -> str:
    """Return a paragraph of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, look=place + look)


def lists() -> bytes:
    """Return lists of several kinds and depths, counted on and begun anew."""
    found = []
    for chapter in ("基本事实", "处理依据"):
        found.append(numbered(chapter, 1))
        for part in ("经过", "证据"):
            found.append(numbered(part + LONG, 1, 1))
            found += [numbered(f"{part}之{each}", 1, 2) for each in "甲乙"]
            found.append(numbered("再分" + LONG, 1, 3))
    found += [numbered(f"项目{LONG}", 2) for _ in range(11)]
    found += [numbered("子项", 2, 1), numbered("子项", 2, 1), numbered("又一项", 2), numbered("子项", 2, 1)]
    found += [numbered("重新起号", 5), numbered("续", 5), numbered("接着前面", 2)]
    found += [numbered(LONG, 3) for _ in range(3)] + [numbered("节", 4) for _ in range(5)]
    inside = table([200, 200], row(cell(numbered("格内", 2)), cell(numbered("格内二", 2))))
    return docx(*found, inside, "后", around=Surroundings(numbering=_lists()))


def sections() -> bytes:
    """Return sections: upright, lying, and some that go on within a page."""
    footer = paragraph("第 ", page_field("PAGE"), " 页", look=CENTER)

    def end(settings: str, kind: str) -> str:
        return f'<w:sectPr><w:type w:val="{kind}"/>{settings}</w:sectPr>'

    return docx(
        LONG,
        paragraph("第一节完", look=end(A4_WITH_INCHES, "nextPage")),
        LONG,
        table([300, 300], row("横向", "表格")),
        paragraph("第二节完", look=end(FLAT, "nextPage")),
        LONG * 2,
        paragraph("第三节完", look=end(A4_WITH_INCHES, "nextPage")),
        LONG * 2,
        paragraph("第四节完", look=end(A4_WITH_INCHES, "continuous")),
        *[LONG] * 12,
        around=Surroundings(section='<w:type w:val="continuous"/>' + A4_WITH_INCHES, footer=footer),
    )


def first_pages() -> bytes:
    """Return other headers and footers on the first page and on even pages."""
    small = font("楷体_GB2312", 10.5)
    high = paragraph(words("首页页眉", small), look=CENTER) * 6
    number = paragraph("— ", page_field("PAGE"), " —", look=CENTER)
    return docx(
        *[LONG] * 50,
        around=Surroundings(
            header=paragraph("单页页眉", look=CENTER),
            footer=number,
            first=(high, paragraph("首页页脚")),
            even=(
                paragraph("双页页眉", look='<w:jc w:val="right"/>'),
                paragraph("双", page_field("NUMPAGES")),
            ),
        ),
    )


def blanks() -> bytes:
    """Return underlined blanks: of spaces, of wide spaces, round words, and at a line's end."""

    def lined(text: str) -> str:
        return words(text, font("仿宋_GB2312", 14, LINED))

    def plain(text: str) -> str:
        return words(text, font("仿宋_GB2312", 14))

    return docx(
        paragraph(plain("当事人："), lined("　　　　　　　　"), plain("（签名）"), look=exact(28)),
        paragraph(
            plain("日期："), lined("    "), plain("年"), lined("  "), plain("月"), lined("  "), plain("日")
        ),
        paragraph(plain("地址："), lined("  示例镇人民路1号  "), plain("。")),
        paragraph(plain("理由："), lined(LONG), plain("。"), look=BOTH),
        table(
            [150, 250], row(cell(paragraph(plain("电话"), lined("　　　　"))), cell(paragraph(lined(LONG))))
        ),
    )


def seal() -> bytes:
    """Return a seal behind the date of a letter, and one in the corner of the text area."""

    def place(across: str, down: str) -> str:
        return f"<wp:positionH {across}</wp:positionH><wp:positionV {down}</wp:positionV>"

    date = place(
        'relativeFrom="column"><wp:posOffset>3600000</wp:posOffset>',
        'relativeFrom="paragraph"><wp:posOffset>-500000</wp:posOffset>',
    )
    corner = place(
        'relativeFrom="margin"><wp:align>right</wp:align>',
        'relativeFrom="page"><wp:posOffset>720000</wp:posOffset>',
    )
    return docx(
        LONG,
        paragraph("示例镇人民政府", look='<w:jc w:val="right"/>'),
        paragraph("2026年3月9日", floating("seal", date, (113, 113)), look='<w:jc w:val="right"/>'),
        paragraph("后", floating("seal", corner, (85, 85), behind=False)),
        around=Surroundings(pictures={"seal": picture()}),
    )


def long_inner_table() -> bytes:
    """Return a table within a cell that is higher than the page."""
    inner = table([120, 120], *(row(f"内{n}", LONG) for n in range(14)))
    outer = (row("前", "前"), row(cell("左"), cell("表上", inner, "表下")), row("后", "后"))
    return docx(*["行"] * 10, table([150, 300], *outer), "完")


def thick_table() -> bytes:
    """Return a table with thick borders that fills pages to the last point."""
    thick = borders("top", "left", "bottom", "right", eighths=24) + borders("insideH", "insideV")
    rows = [row(f"第{n}行", LONG * (n % 3 + 1)) for n in range(30)]
    return docx("前", table([100, 300], *rows, lines=thick), "后")


def label_beside_long() -> bytes:
    """Return rows over pages with a label in the middle of their height, some with room asked for."""
    middle = '<w:vAlign w:val="center"/>'
    room = '<w:spacing w:before="60"/>'
    told = cell(*(paragraph(LONG, look=room) for _ in range(14)))
    return docx(
        *["行"] * 30,
        table(
            [80, 350],
            row(cell("案情", "简介", look=middle), told, height=100),
            row(cell("意见", look=middle), cell(*[LONG * 12] * 3), height=60, look="<w:cantSplit/>"),
            row(cell("低", look='<w:vAlign w:val="bottom"/>'), cell(*[LONG] * 9), height=30),
        ),
    )


MORE_FEATURES = (
    lists,
    sections,
    first_pages,
    blanks,
    seal,
    long_inner_table,
    thick_table,
    label_beside_long,
)
