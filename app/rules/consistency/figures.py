"""Figures and names (金额与身份一致性): money that adds up, and the same party in every paper."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.case_file import CaseFile
from app.domain.money import ZERO
from app.rules.flow import current
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal

_PARTY_NAMES = ("party.name", "party.id_number", "party.credit_code")
_OF_PARTY = {"party.name": "full_name", "party.id_number": "id_number", "party.credit_code": "credit_code"}
_WORDS = {"party.name": "姓名、名称", "party.id_number": "证件号码", "party.credit_code": "信用代码"}


def late_penalty_within_the_fine(file: CaseFile) -> Iterable[Refusal]:
    """C12: what was paid as late penalty is not more than the fine (APL 72)."""
    for party in file.parties:
        fine = sum((each.fine for each in file.penalties if each.party_id == party.id), start=ZERO)
        paid = [each for each in file.payments if each.party_id == party.id]
        late = sum((each.of_which_late or ZERO for each in paid), start=ZERO)
        if late > fine:
            message = f"{party.name}的加处罚款{late}超过罚款{fine}。请核对缴款登记，多收的退还。"
            place = Place("payment", str(paid[-1].id))
            yield Refusal("C12", message, "《行政处罚法》第七十二条第一款第一项", place)


def party_the_same_everywhere(file: CaseFile) -> Iterable[Refusal]:
    """C09: standing papers name a party as the case does now."""
    for party in file.active_parties:
        for document in file.documents:
            if document.party_id != party.id or document not in current(file, document.slug, party.id):
                continue
            for name in _PARTY_NAMES:
                said, now = document.frozen.get(name, ""), getattr(party, _OF_PARTY[name])
                if said and now and said != now:
                    paper = paper_name(document.slug)
                    message = (
                        f"《{paper}》中当事人的{_WORDS[name]}“{said}”与案件登记的“{now}”不一致。"
                        "请作废重做该文书，或者更正当事人信息。"
                    )
                    yield Refusal("C09", message, "案卷一致性", Place("document", document.slug))
