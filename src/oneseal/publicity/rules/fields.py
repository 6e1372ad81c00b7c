"""What is published of a granted licence, in the order of the standard of 双公示 (rule PUB), and how it is masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_

FIELDS: dict[str, str] = {
    "holder": N_("行政相对人名称"),
    "holder_kind": N_("行政相对人类别"),
    "holder_code": N_("统一社会信用代码"),
    "representative": N_("法定代表人"),
    "document_name": N_("行政许可决定文书名称"),
    "document_number": N_("行政许可决定文书号"),
    "licence_class": N_("许可类别"),
    "licence_name": N_("许可证书名称"),
    "content": N_("许可内容"),
    "decided_on": N_("许可决定日期"),
    "valid_from": N_("有效期自"),
    "valid_until": N_("有效期至"),
    "authority": N_("许可机关"),
    "authority_code": N_("许可机关统一社会信用代码"),
    "source": N_("数据来源单位"),
    "remark": N_("备注"),
}
CORRECTABLE = ("holder", "representative", "licence_name", "content", "valid_from", "valid_until", "remark")
"""What may be corrected; the rest follows from the decision itself."""
DAYS = ("decided_on", "valid_from", "valid_until")
"""Fields that hold a day, as ISO text."""
DEEMED = "视为准予延续（行政许可法第五十条第二款）"
"""Document and content of a renewal by silence, which nobody wrote."""
PERSON, ORGANISATION = "自然人", "法人及非法人组织"
ORDINARY, REGISTRATION = "普通", "登记"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision, the case and the item say; days are days of the decision and of validity."""

    holder: str
    is_person: bool
    holder_code: str
    representative: str
    document_name: str
    document_number: str
    item_name: str
    results: Sequence[tuple[str, str]]
    """(kind, name) of what the item yields."""
    content: str
    decided_on: date
    valid_from: date | None
    valid_until: date | None
    authority: str
    authority_code: str


def published(facts: Facts) -> dict[str, str]:
    """The published fields. A natural person: masked name (in the words too), no number, no representative (PUB)."""
    kinds = {kind for kind, _ in facts.results}
    content = facts.content.strip() or facts.item_name
    return {
        "holder": mask_name(facts.holder) if facts.is_person else facts.holder,
        "holder_kind": PERSON if facts.is_person else ORGANISATION,
        "holder_code": "" if facts.is_person else facts.holder_code,
        "representative": "" if facts.is_person else facts.representative,
        "document_name": facts.document_name,
        "document_number": facts.document_number,
        "licence_class": REGISTRATION if kinds == {"registration"} else ORDINARY,
        "licence_name": "、".join(name for _, name in facts.results),
        "content": content.replace(facts.holder, mask_name(facts.holder)) if facts.is_person else content,
        "decided_on": facts.decided_on.isoformat(),
        "valid_from": _day(facts.valid_from or facts.decided_on),
        "valid_until": _day(facts.valid_until),
        "authority": facts.authority,
        "authority_code": facts.authority_code,
        "source": facts.authority,
        "remark": "",
    }


def changed(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Of what is given, the fields that may be corrected and do differ."""
    asked = {name: given[name].strip() for name in CORRECTABLE if name in given}
    return {name: value for name, value in asked.items() if value != before.get(name, "")}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
