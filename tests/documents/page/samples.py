"""Three papers as town offices print them: an approval form, a transcript, a decision letter."""

from __future__ import annotations

from tests.documents.page.paper import (
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

TITLE, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
CENTER, RIGHT, BOTH = ('<w:jc w:val="center"/>', '<w:jc w:val="right"/>', '<w:jc w:val="both"/>')
MIDDLE, LOW = '<w:vAlign w:val="center"/>', '<w:vAlign w:val="bottom"/>'
LINED = '<w:u w:val="single"/>'


def _first(size: float, chars: int = 2) -> str:
    return f'<w:ind w:firstLineChars="{chars * 100}" w:firstLine="{round(chars * size * 20)}"/>'


def _section(margins: tuple[float, float, float, float]) -> str:
    top, bottom, left, right = (round(each * 567) for each in margins)
    return (
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="850" w:footer="992" w:gutter="0"/>'
    )


def _label(text: str, merge: str = "", span: int = 1, down: str = "") -> str:
    look = f"{merge}{down}{MIDDLE}"
    return cell(paragraph(text, look=CENTER), look=look, span=span)


def _value(text: str, span: int = 1, size: float = 12.0) -> str:
    return cell(paragraph(words(text, font("宋体", size))), look=MIDDLE, span=span)


def _opinion(label: str, words_said: str, who: str, *, down: str = "") -> str:
    small = font("宋体", 12)
    right = '<w:ind w:rightChars="200" w:right="480"/>'
    said = [
        paragraph(words(words_said, small), look=_first(12)),
        paragraph(),
        paragraph(words(who, small), look=right + RIGHT),
        paragraph(words("2024年 5 月 6 日", small), look=right + RIGHT),
    ]
    return row(_label(label, span=2, down=down), cell(*said, look=LOW, span=5), height=82)


_START, _GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_COLUMNS = [each * 28.35 for each in (1.4, 1.9, 2.6, 1.8, 2.9, 1.7, 3.9)]
_STORY = (
    "2024年5月6日上午9时许，示例镇综合行政执法局执法人员在日常巡查时发现，当事人甲某在示例镇人民路与解放路"
    "交叉口东侧人行道上摆放桌椅、烧烤炉具等物品从事餐饮经营活动，占用人行道面积约12平方米，现场未能出示相关"
    "审批手续。"
)
_GROUND = (
    "当事人的上述行为涉嫌违反了《示例省城市市容和环境卫生管理条例》第二十一条第一款的规定，依据《中华人民共和国"
    "行政处罚法》第五十四条第二款之规定，建议立案查处。"
)


def approval_form() -> bytes:
    """Return an approval form (审批表): one page, one table, merged cells, signatures below."""
    small = font("宋体", 12)
    return docx(
        paragraph(words("示例镇综合行政执法局", font("宋体", 16)), look=CENTER),
        paragraph(words("行政处罚立案审批表", font(TITLE, 22)), look='<w:spacing w:after="120"/>' + CENTER),
        paragraph(
            words("案号：示综执立字〔2024〕第", small),
            words("  0036  ", font("宋体", 12, LINED)),
            words("号", small),
            look=RIGHT,
        ),
        table(
            _COLUMNS,
            row(_label("案    由", span=2), _value("擅自占用城市道路摆摊设点经营案", span=5), height=28.35),
            *_person_rows(),
            row(
                _label("案件来源", span=2),
                _value("□巡查发现  □投诉举报  □上级交办  □其他部门移送", span=5),
                height=25.5,
                rule="exact",
            ),
            row(
                _label("案情简介及立案理由", span=2),
                cell(
                    paragraph(words(_STORY, small), look=exact(20) + _first(12) + BOTH),
                    paragraph(words(_GROUND, small), look=exact(20) + _first(12) + BOTH),
                    span=5,
                ),
                height=119,
            ),
            _opinion("承办人意见", "经初步核查，符合立案条件，建议予以立案。", "承办人签名：甲某  乙某"),
            _opinion("承办机构负责人意见", "同意立案，由甲某、乙某承办。", "签名：丙某"),
            _opinion("行政机关负责人意见", "同意。", "签名：丁某", down='<w:textDirection w:val="tbRlV"/>'),
            row(_label("备注", span=2), _value("本表一式两份，一份存档，一份附卷。", 5, 10.5), height=34),
            lines=borders("top", "left", "bottom", "right", eighths=12) + borders("insideH", "insideV"),
            look='<w:jc w:val="center"/>',
        ),
        around=Surroundings(section=_section((2.2, 2.0, 2.5, 2.3))),
    )


def _person_rows() -> list[str]:
    person = [
        ("姓名", "甲某", "性别", "男"),
        ("身份证号", "330125198001010000", "电话", "13800000000"),
        ("住址", "示例省示例市示例县示例镇人民路128号3幢2单元501室", "", ""),
    ]
    company = [("名称", "/", "法人", "/"), ("信用代码", "/", "电话", "/"), ("地址", "/", "", "")]
    found = []
    for group, rows in (("个人", person), ("单位", company)):
        for index, (label, value, other, more) in enumerate(rows):
            whole = _START if group == "个人" and index == 0 else _GO_ON
            part = _START if index == 0 else _GO_ON
            cells = [
                _label("当事人" if whole == _START else "", whole),
                _label(group * (part == _START), part),
            ]
            cells.append(_label(label))
            if other:
                cells += [_value(value, 2, 11), _label(other), _value(more)]
            else:
                cells.append(_value(value, 4))
            found.append(row(*cells, height=25.5, rule="exact"))
    return found


_QUESTIONS = [
    (
        (
            "我们是示例镇综合行政执法局的执法人员甲某、乙某，这是我们的执法证件（出示证件），证件号码分别为1234567、"
            "1234568，请你确认。"
        ),
        "我已看过，确认无误。",
    ),
    (
        (
            "现依法就你涉嫌擅自占用城市道路摆摊设点经营一案向你进行询问，你有如实回答询问、配合调查的义务，也有陈述、"
            "申辩和申请回避的权利。你是否听清楚了？是否申请回避？"
        ),
        "听清楚了，不申请回避。",
    ),
    (
        "请介绍一下你的基本情况。",
        (
            "我叫丙某，男，1980年1月1日出生，汉族，高中文化，身份证号码330125198001010000，住示例市示例县示例镇"
            "人民路128号3幢2单元501室，联系电话13800000000，目前在示例镇从事烧烤夜宵经营，没有固定单位。"
        ),
    ),
    (
        "你摆摊使用了哪些物品？占用了多大面积？",
        (
            "摆了一个烧烤炉、四张折叠桌、十六把塑料椅子，还有一个冰柜和两把遮阳伞，占的面积大概十二个平方左右，"
            "你们的同志现场也用卷尺量过的，长6米、宽2米。"
        ),
    ),
    (
        "执法人员此前是否对你进行过劝导或者责令改正？",
        (
            "4月28日的时候，有两位穿制服的同志来跟我说过，让我搬到镇里的夜市疏导点去，还给了我一张《责令限期改正"
            "通知书》，要求我三天之内自行清理。我当时答应了，但是后来觉得疏导点那边人流量少，生意不好做，就没有搬过去。"
        ),
    ),
    (
        "你的营业收入是多少？",
        "一天大概三四百块钱，除掉成本，一天能赚一百多块，我没有记账，具体数额说不清楚。",
    ),
]


def transcript() -> bytes:
    """Return a record of questioning (询问笔录): three pages, underlined blanks, a page count."""
    body = [
        paragraph(
            words("询 问 笔 录", font(TITLE, 22)),
            look='<w:spacing w:after="200" w:line="720" w:lineRule="exact"/>' + CENTER,
        ),
        _blanks(
            *[
                "询问时间：",
                "_  2024  ",
                "年",
                "_  5  ",
                "月",
                "_  6  ",
                "日",
                "_  14  ",
                "时至",
                "_  15  ",
                "时",
            ]
        ),
        _blanks("询问地点：", "_  示例镇综合行政执法局二楼询问室                          "),
        _blanks("询 问 人：", "_  甲某              ", "执法证号：", "_   1234567            "),
        _blanks("记 录 人：", "_  乙某              ", "执法证号：", "_   1234568            "),
        _blanks(
            *[
                "被询问人：",
                "_  丙某  ",
                "性别：",
                "_  男  ",
                "年龄：",
                "_  44  ",
                "与本案关系：",
                "_  当事人  ",
            ]
        ),
        _blanks("工作单位、职务或职业：", "_  个体经营                              "),
    ]
    text = font(FANG, 14)
    for question, answer in _QUESTIONS * 2:
        for mark, said in (("问：", question), ("答：", answer)):
            body.append(paragraph(words(mark, text), words(said, text), look=exact(28) + _first(14) + BOTH))
    return docx(*body, around=_signed_on_every_page())


def _signed_on_every_page() -> Surroundings:
    small, under = font("宋体", 10.5), font("宋体", 10.5, LINED)
    line = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
    header = paragraph(words("示例镇综合行政执法局行政执法文书", font(KAI, 10.5)), look=line + CENTER)
    signed = [words(" " * 14, under) if each == "_" else words(each, small) for each in _SIGNATURES]
    pages = [
        words("第 ", small), page_field("PAGE", small), words(" 页  共 ", small),
        page_field("NUMPAGES", small), words(" 页", small),
    ]  # fmt: skip
    footer = paragraph(*signed) + paragraph(*pages, look=CENTER)
    return Surroundings(header, footer, _section((2.54, 2.54, 2.8, 2.6)))


_SIGNATURES = ("被询问人签名：", "_", "  询问人签名：", "_")


def _blanks(*parts: str) -> str:
    runs = [
        words(part.removeprefix("_"), font(FANG, 14, LINED if part.startswith("_") else "")) for part in parts
    ]
    return paragraph(*runs, look=exact(28))


def decision() -> bytes:
    """Return a decision letter (处罚决定书): two pages, a small table, a seal behind the signature."""
    centered = '<w:spacing w:after="280" w:line="560" w:lineRule="exact"/>' + CENTER
    number = words("—", font("宋体", 14))
    return docx(
        paragraph(words("示例镇综合行政执法局", font(TITLE, 26)), look=exact(40) + CENTER),
        paragraph(words("行政处罚决定书", font(TITLE, 26)), look=exact(40) + CENTER),
        paragraph(words("示综执罚决字〔2024〕第0036号", font(KAI, 16)), look=centered),
        _labelled("当事人：", "丙某，男，汉族，1980年1月1日出生"),
        _labelled("身份证号码：", "330125198001010000"),
        *map(_sentence, _FACTS),
        paragraph(
            words("罚款人民币伍佰元整（￥500.00）。", font(FANG, 16, "<w:b/>")), look=exact(28) + _first(16)
        ),
        table([62, 153, 91, 136], *(row(*map(_small, each), height=25.5) for each in _GOODS)),
        *map(_sentence, _REMEDIES),
        *_signature(),
        around=Surroundings(
            footer=paragraph(number, page_field("PAGE", font("宋体", 14)), number, look=CENTER),
            section=_section((3.7, 3.5, 2.8, 2.6)),
            pictures={"seal": picture(200, 200)},
        ),
    )


_FACTS = (
    _STORY.replace("甲某", "丙某") + "本机关于同日立案调查。",
    "以上事实，有下列证据证明：",
    "一、证据与认定",
    "1.现场检查（勘验）笔录1份、现场照片4张，证明当事人占道经营的时间、地点、面积等事实；",
    "2.《责令限期改正通知书》及送达回证各1份，证明本机关已责令当事人限期改正而当事人逾期未改正的事实。",
    "二、法律依据与处罚决定",
    _GROUND
    + "本机关认为，当事人的行为违反了“任何单位和个人不得擅自占用城市道路、广场等公共场地摆摊设点”的规定。",
)
_REMEDIES = (
    "当事人应当自收到本决定书之日起十五日内缴纳罚款。逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。",
    (
        "如不服本决定，可以在收到本决定书之日起六十日内向示例县人民政府申请行政复议；也可以在六个月内依法"
        "向示例县人民法院提起行政诉讼。"
    ),
)
_GOODS = (
    ("序号", "罚没物品名称", "数量", "备注"),
    ("1", "折叠桌", "4张", "登记保存"),
    ("2", "遮阳伞", "2把", "发还"),
)


def _sentence(said: str) -> str:
    family = HEI if said[1] == "、" else FANG
    return paragraph(words(said, font(family, 16)), look=exact(28) + _first(16) + BOTH)


def _labelled(label: str, said: str) -> str:
    return paragraph(words(label, font(HEI, 16)), words(said, font(FANG, 16)), look=exact(28) + _first(16))


def _small(said: str) -> str:
    return cell(paragraph(words(said, font(FANG, 14)), look=CENTER), look=MIDDLE)


def _signature() -> tuple[str, ...]:
    place = (
        '<wp:positionH relativeFrom="column"><wp:posOffset>3312000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-576000</wp:posOffset></wp:positionV>'
    )
    text = font(FANG, 16)
    organ = [words("示例镇综合行政执法局", text), floating("seal", place, (119, 119))]
    return (
        paragraph(look=exact(28)),
        paragraph(*organ, look=exact(28) + '<w:ind w:rightChars="300" w:right="960"/>' + RIGHT),
        paragraph(
            words("2024年5月20日", text),
            look=exact(28) + '<w:ind w:rightChars="400" w:right="1280"/>' + RIGHT,
        ),
    )
