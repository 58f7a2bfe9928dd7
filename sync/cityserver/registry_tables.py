"""Tables of who may speak with the server: computers, their codes, the administrators and what they did."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

registry = MetaData()


def _text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=empty)


town = Table("town", registry, _text("town", key=True), _text("name"), _text("kind"), _text("made_at"))
"""Towns (镇街) the server keeps; ``city`` is among them."""

device = Table(
    "device",
    registry,
    *(_text("town", key=True), _text("device", key=True)),
    *(_text("public_key"), _text("name"), _text("enrolled_at")),
    *(_text("revoked_at", empty=True), _text("revoked_by", empty=True), _text("revoked_reason", empty=True)),
    *(_text("lost_at", empty=True), _text("seen_at", empty=True), _text("app", empty=True)),
    *(Column("waiting", BigInteger), Column("conflicts", BigInteger), Column("skew", BigInteger)),
    _text("former", empty=True),
)
"""Enrolled computers (入网电脑), with what each said of itself at its last greeting; never deleted.

``former`` names the device a computer was before it was enrolled anew, where its old key said so."""

code = Table(
    "code",
    registry,
    *(_text("town", key=True), _text("hash", key=True)),
    *(_text("label"), _text("made_by"), _text("made_at"), _text("ends_at")),
    *(_text("used_at", empty=True), _text("device", empty=True)),
)
"""One-time enrolment codes (一次性登记码), by hash alone."""

staff = Table(
    "staff",
    registry,
    *(_text("town", key=True), _text("name", key=True)),
    *(_text("shown_name"), _text("password"), _text("made_at")),
    *(Column("failures", Integer, nullable=False), _text("locked_until", empty=True)),
)
"""Administrators of the city (平台管理员)."""

sitting = Table(
    "sitting",
    registry,
    *(_text("town", key=True), _text("hash", key=True)),
    *(_text("name"), _text("began_at"), _text("ends_at")),
)
"""Signed-in administrators (登录会话), by the hash of the cookie's secret."""

deed = Table(
    "deed",
    registry,
    *(_text("town", key=True), _text("id", key=True)),
    *(_text("at"), _text("by"), _text("what"), _text("about")),
)
"""What administrators did (管理日志); only ever added to."""
