"""Forms of service (送达): 39 送达地址确认书, 41 送达公告."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.authoring.families import DAY, HAND, letter_head, seal_place, table_form, when
from resources.authoring.page import BODY, CLOSING, LETTER, LINE, SMALL, SPACE, add
from resources.authoring.tables import Row, columns, field, loop, middle, opinion, pair, raised, single, story

if TYPE_CHECKING:
    from docx.document import Document


def service_address() -> Document:
    """39 送达地址确认书."""
    rows = (
        pair("案　　由", "{{ case.cause }}", "案　　号", "{{ case.number }}"),
        pair("受送达人", "{{ party.name }}", "证件号码", "{{ party.identity }}"),
        single("送达地址", "{{ party.service_address }}", 16),
        pair("邮　　编", "{{ address.postcode }}", "联系电话", "{{ party.telephone }}"),
        single("收 件 人", "{{ address.receiver }}"),
        pair(
            "是否同意/电子送达", "{{ party.agrees_electronic }}", "电子送达/方　　式", "{{ address.channel }}"
        ),
        single("电子送达/地　　址", "{{ party.electronic }}", 12),
        single("适用的/文书范围", "{{ address.scope }}", 12),
        story("告知事项", "{{ address_notice.text }}", 50),
        opinion(
            "受送达人/（代理人）/确　　认",
            "本人（单位）已经阅读并知悉上述告知事项，以上填写的内容真实、准确。",
            f"签名或者盖章：{HAND}　{DAY}",
            30,
        ),
        opinion("执法人员", "{{ handlers.line }}", f"签名：{HAND}　{HAND}　{DAY}", 22),
    )
    return table_form(*raised(rows, 11), number=False, head="{{ organ.name }}")


def service_announcement() -> Document:
    """41 送达公告."""
    made = letter_head()
    add(made, "{{ party.name }}：", LINE)
    add(
        made,
        "因{{ announcement.reason }}，依据《中华人民共和国行政处罚法》第六十一条和《中华人民共和国民事诉讼"
        "法》"
        "第九十五条的规定，现向{{ doc.you }}公告送达下列文书：",
        BODY,
    )
    head = columns(("序号", 1), ("文书名称", 6), ("文　号", 5))
    row = Row((middle("{{ row.order }}", 1), field("{{ row.title }}", 6), field("{{ row.number }}", 5)))
    loop(made, LETTER, head, row, "announcement.papers")
    add(made, "", SPACE)
    add(made, "文书主要内容：{{ announcement.gist }}", BODY)
    add(made, "公告前已经采取的送达方式：", CLOSING)
    head = columns(("日　期", 4), ("送达方式", 3), ("结　果", 5))
    row = Row((middle("{{ row.day }}", 4), field("{{ row.way }}", 3), field("{{ row.result }}", 5)))
    loop(made, LETTER, head, row, "announcement.tried")
    add(made, "", SPACE)
    add(
        made,
        "自本公告发布之日（{{ announcement.published_on }}）起，经过三十日，即视为送达"
        "（视为送达日：{{ announcement.deemed_on }}）。请{{ doc.you }}在公告期内到本机关（地址："
        "{{ organ.address }}，"
        "联系人：{{ handlers.names }}，联系电话：{{ handlers.telephone }}）领取上述文书。",
        BODY,
    )
    add(made, "{{ announced_rights.text }}", BODY)
    add(made, "本公告发布于：{{ announcement.media }}。", CLOSING)
    seal_place(made)
    when(made, "announcement.photos", "（张贴情况影像编号：{{ announcement.photos }}）", look=SMALL)
    return made
