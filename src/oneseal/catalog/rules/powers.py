"""Who may hold, be given or be asked to use a power (LIC-23, LIC-26)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

DELEGATED = frozenset({"5", "6"})
"""Power sources 上级委托 and 同级委托 (CAT-7): what was itself delegated may not be delegated on (行政许可法第二十四条)."""
DOCUMENT = re.compile(
    r"《[^《》]{2,}》|[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号|令第?[\d一二三四五六七八九十百]+号"
)


@dataclass(frozen=True, slots=True)
class Transferred:
    """A department's power that came to the bureau from a day on."""

    from_unit: str
    effective_on: date


def check_delegation(*, type_: str, power_source: str, to_kind: str, to_unit: str, scope: str) -> None:
    """A licence is delegated only to another administrative agency, and not on by who holds it by delegation.

    Whoever is none (an institution, a village station) may only receive applications (行政许可法第二十四条, LIC-23).
    Raises RuleViolation.
    """
    if power_source in DELEGATED and scope != "receive":
        text = N_("本单位对此事项的职权来自委托，不得转委托。可以只委托收件，或由原行政机关另行委托。")
        raise RuleViolation("sub_delegation", text, field="scope", basis="行政许可法第二十四条")
    if type_ == ItemType.LICENCE and scope != "receive" and to_kind != "agency":
        text = N_("行政许可的审查和决定只能委托其他行政机关，“%(unit)s”不是行政机关。可以只委托收件。")
        raise RuleViolation(
            "not_an_agency", text, params={"unit": to_unit}, field="to_kind", basis="行政许可法第二十四条"
        )


def check_former(*, to_unit: str, scope: str, effective_on: date, transfers: Iterable[Transferred]) -> None:
    """A department whose power was transferred only supervises: it is not given review or decision back (LIC-26)."""
    if scope != "receive" and _held_by(to_unit, effective_on, transfers):
        text = N_("“%(unit)s”的此项职权已划转，划转后只负责监管，不能再受托审查或决定。")
        raise RuleViolation(
            "former_department", text, params={"unit": to_unit}, field="to_unit", basis="行政许可法第二十五条"
        )


def check_basis_document(basis: str) -> None:
    """Powers are centralised only by an approved decision: its name or number must stand there (LIC-26).

    `《…方案》`, `粤府函〔2019〕123号` or `省政府令第270号` will do. Raises RuleViolation.
    """
    if not DOCUMENT.search(basis):
        text = N_("划转职权须有批准文件：请写明文件名称（加书名号）或文号，例如“×府函〔2026〕12号”。")
        raise RuleViolation("no_document", text, field="basis", basis="行政许可法第二十五条")


def deciding_body(content: ItemContent, transfers: Iterable[Transferred], day: date) -> list[Gap]:
    """From the day of the transfer the former department may not be named as the deciding body (LIC-26)."""
    if not _held_by(content.body_name, day, transfers):
        return []
    text = N_("实施主体“%(unit)s”的此项职权已划转，划转后不得再以它的名义决定，请改为现在的实施主体。")
    return [Gap("body_name", "former_department_decides", text, {"unit": content.body_name}, "LIC-26")]


def _held_by(unit: str, day: date, transfers: Iterable[Transferred]) -> bool:
    return any(each.from_unit.strip() == unit.strip() and each.effective_on <= day for each in transfers)
