"""One small paper for each thing the layout must know, to be compared with LibreOffice's."""

from __future__ import annotations

from tests.documents.page.paper import (
    Surroundings,
    borders,
    cell,
    docx,
    exact,
    font,
    page_break,
    page_field,
    paragraph,
    row,
    tab,
    table,
    words,
)

LONG = (
    "当事人的上述行为涉嫌违反了《示例省城市市容和环境卫生管理条例》第二十一条第一款的规定，依据《中华人民共和国"
    "行政处罚法》第五十四条第二款之规定，建议立案查处。上述情形由执法人员A于2024年5月6日上午9时许发现。"
)
CENTER, RIGHT, BOTH = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>', '<w:jc w:val="both"/>'


def spacing(rule: str, line: float) -> str:
    """Return line spacing: twentieths of a point, or of a line where the rule is auto."""
    return f'<w:spacing w:line="{round(line)}" w:lineRule="{rule}"/>'


def line_spacing() -> bytes:
    """Return fixed, at-least and multiple spacing in fonts of several sizes."""
    looks = [exact(28), exact(14), spacing("atLeast", 600), spacing("atLeast", 200)]
    looks += [spacing("auto", line) for line in (240, 360, 480, 276, 192)]
    found = [
        paragraph(words(LONG, font("仿宋_GB2312", size)), look=look) for size in (10.5, 16) for look in looks
    ]
    return docx(*found)


def indents() -> bytes:
    """Return first-line, hanging, left and right indents, in characters and in points."""
    looks = [
        '<w:ind w:firstLineChars="200" w:firstLine="480"/>',
        '<w:ind w:firstLine="700"/>',
        '<w:ind w:left="840" w:hanging="420"/>',
        '<w:ind w:leftChars="300" w:left="720" w:hangingChars="200" w:hanging="480"/>',
        '<w:ind w:left="600" w:right="1200"/>',
        '<w:ind w:left="-200" w:right="-200"/>',
    ]
    return docx(*(paragraph(LONG, look=look) for look in looks))


def room_between() -> bytes:
    """Return room before and after paragraphs; the larger one counts, also above a table."""
    return docx(
        paragraph("甲", look='<w:spacing w:before="400" w:after="100"/>'),
        paragraph("乙", look='<w:spacing w:before="300" w:after="500"/>'),
        paragraph("丙", look='<w:spacing w:before="100" w:after="200"/>'),
        table([100, 100], row("一", "二")),
        paragraph("丁", look='<w:spacing w:before="300"/>'),
        paragraph("戊", page_break()),
        paragraph("己", look='<w:spacing w:before="300" w:after="500"/>'),
        paragraph("庚", look='<w:pageBreakBefore/><w:spacing w:before="300" w:after="500"/>'),
        paragraph("辛"),
    )


def scripts() -> bytes:
    """Return Chinese mixed with Western words, numbers, signs and fonts of other sizes."""
    mixed = (
        "当事人ABC有限公司（统一社会信用代码91330100MA00000000）于2024年5月6日在G320国道K12+300处堆放建筑垃圾"
        "约15.5吨，长宽为3.2m和4.5m，见http://example.com/case/2024/0036.html及“现场照片”的证据——共4页。"
    )
    times = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    return docx(
        paragraph(mixed),
        paragraph(mixed, look=BOTH),
        paragraph(words(mixed, times + '<w:sz w:val="28"/>'), look=BOTH),
        paragraph(words(mixed, font("仿宋_GB2312", 16)), look=exact(28) + BOTH),
        paragraph(
            "小", words("大", font("黑体", 30)), "小", words("上", '<w:vertAlign w:val="superscript"/>')
        ),
        paragraph(words("加宽的字距", font("宋体", 12, '<w:spacing w:val="60"/>')), "正常"),
        paragraph("左", tab(), "乙", tab(), "丙"),
        paragraph("分散对齐的一行", look='<w:jc w:val="distribute"/>'),
    )


def hanging_signs() -> bytes:
    """Return lines whose 38th and last character is a sign, for each sign that may or may not hang."""
    line = "一二三四五六七八九十" * 3 + "一二三四五六七"
    return docx(*(f"{line}{sign}后面的文字继续写下去" for sign in "，。、；：？！”》）—,.;:"))


def tabs() -> bytes:
    """Return tab stops of every kind, with leaders, and the default ones."""
    stops = (
        '<w:tabs><w:tab w:val="left" w:pos="1500"/><w:tab w:val="center" w:pos="4000"/>'
        '<w:tab w:val="decimal" w:pos="6000"/><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    )
    line = ["甲", tab(), "左对齐", tab(), "居中的字", tab(), "12.50", tab(), "靠右"]
    return docx(
        paragraph(*line, look=stops),
        paragraph(*line, look=stops + exact(30)),
        paragraph(
            "目录", tab(), "第3页", look='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
        ),
        paragraph("甲乙", tab(), "丙", tab(), tab(), "丁"),
        paragraph("一、", tab(), LONG, look='<w:ind w:left="840" w:hanging="840"/>'),
    )


def row_heights() -> bytes:
    """Return rows of exact, at-least and no height, with cells aligned top, middle and bottom."""
    aligned = [f'<w:vAlign w:val="{each}"/>' for each in ("top", "center", "bottom")]

    def three(text: str) -> list[str]:
        return [cell(text, look=look) for look in aligned]

    found = [
        row(*three("高"), height=40, rule="exact"),
        row(*three("高高" * 12), height=30, rule="atLeast"),
        row(*three("无")),
        row(cell("一", "二", "三"), cell("中", look=aligned[1]), cell("下", look=aligned[2])),
    ]
    thick = borders("top", "left", "bottom", "right", "insideH", "insideV", eighths=24)
    return docx(
        table([120, 120, 120], *found),
        paragraph("间"),
        table([120, 120, 120], *found, lines=thick),
        paragraph("间"),
        table([120, 120, 120], *found, look=CENTER),
        paragraph("后"),
        table([120, 120, 120], *found, look=RIGHT),
        paragraph("后"),
    )


def merged_cells() -> bytes:
    """Return cells merged across and down; the tall one pushes its last row."""
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    middle = '<w:vAlign w:val="center"/>'
    return docx(
        table(
            [80, 100, 100, 120],
            row(cell("标题" * 8, span=4)),
            row(cell("竖" * 5, look=start + middle), "一", cell("二三", span=2)),
            row(cell("", look=on), cell("四五", span=2), "六"),
            row(cell("", look=on), "七", "八", cell("九", look=start + '<w:vAlign w:val="bottom"/>')),
            row("甲", "乙", "丙", cell("", look=on)),
            row(cell("高" * 40, look=start), "丁", "戊", "己"),
            row(cell("", look=on), "庚", "辛", "壬"),
        ),
        "表后",
    )


def long_table() -> bytes:
    """Return a table over three pages: repeated headings, rows that split and rows that do not."""
    whole = "<w:cantSplit/>"
    head = row("序号", "名称", "备注", look="<w:cantSplit/><w:tblHeader/>")
    rows = [
        row(str(index), LONG * (index % 4), "原件" * (index % 7), look=whole if index % 2 else "")
        for index in range(1, 24)
    ]
    return docx("表前", table([50, 250, 150], head, *rows), "表后")


def split_rows() -> bytes:
    """Return rows higher than what is left of the page, and one higher than a page."""
    return docx(
        *["行"] * 38,
        table([200, 200], row(LONG * 2, "短"), row("又", LONG)),
        *["行"] * 20,
        table([150, 300], row(LONG * 8, "左边更长"), row("又", "完")),
    )


def minimal_rows() -> bytes:
    """Return rows whose own height does not fit where they begin, some with enough text to be cut."""
    six = cell(*(f"第{index}行" for index in range(6)))
    low = cell("下", look='<w:vAlign w:val="bottom"/>')
    return docx(
        *["行"] * 46, table([200, 200], row("甲", low, height=100), row("丙", "丁")),
        *["行"] * 40, table([200, 200], row(six, low, height=100), row("丙", "丁")),
        *["行"] * 37, table([200, 200], row(six, low, height=40), row("丙", "丁")),
        "后",
    )  # fmt: skip


def keeping() -> bytes:
    """Return headings that stay with what follows, and paragraphs that stay whole."""
    keep, whole = "<w:keepNext/>", "<w:keepLines/>"
    return docx(
        *["行"] * 49,
        paragraph("标题", look=keep),
        paragraph("小标题", look=keep),
        LONG,
        *["行"] * 43,
        paragraph(LONG * 2, look=whole),
        *["行"] * 44,
        LONG * 2,
        *["行"] * 40,
        paragraph("表题", look=keep),
        table([200, 200], row(LONG, LONG, look="<w:cantSplit/>")),
    )


def upright() -> bytes:
    """Return cells whose text runs down and up the page."""
    down, up = '<w:textDirection w:val="tbRlV"/>', '<w:textDirection w:val="btLr"/>'
    middle = '<w:vAlign w:val="center"/>'
    return docx(
        table(
            [40, 40, 200],
            row(
                cell(paragraph("承办人意见", look=CENTER), look=down + middle),
                cell("上行", look=up),
                "横",
                height=120,
            ),
            row(
                cell("机关负责人意见", look=down),
                cell(paragraph("甲乙", look=CENTER), look=up + middle),
                "横",
                height=90,
            ),
        )
    )


def nested() -> bytes:
    """Return a table within a cell."""
    inner = table([60, 60], row("内一", "内二"), row("内三", "内四"))
    return docx(table([200, 200], row(cell("前", inner, "后"), "旁"), row("下", "下")), "表后")


def running_titles() -> bytes:
    """Return a high header and a footer with page counts, which take room from the text."""
    small = font("楷体_GB2312", 10.5)
    header = (
        paragraph(words("示例镇综合行政执法局", small), look=CENTER)
        + paragraph("第二行")
        + paragraph("第三行")
    )
    footer = paragraph("第 ", page_field("PAGE"), " 页  共 ", page_field("NUMPAGES"), " 页", look=CENTER)
    return docx(*[LONG] * 14, around=Surroundings(header=header * 2, footer=footer))


def boxed() -> bytes:
    """Return paragraphs with border lines, shading and room to the lines."""
    line = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4"/></w:pBdr>'
    box = (
        "<w:pBdr>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="3"/>' for side in ("top", "left", "bottom", "right")
        )
        + "</w:pBdr>"
    )
    return docx(
        paragraph("线上", look=line), "线下", paragraph("盒一", look=box), paragraph("盒二", look=box), "盒外"
    )


FEATURES = (
    line_spacing,
    indents,
    room_between,
    scripts,
    hanging_signs,
    tabs,
    row_heights,
    merged_cells,
    long_table,
    split_rows,
    minimal_rows,
    keeping,
    upright,
    nested,
    running_titles,
    boxed,
)
