"""Who may hold, be given or be asked to use a power (LIC-23, LIC-26)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneseal.catalog.rules import separation
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


def check_term(from_on: date, to_on: date, today: date) -> None:
    """A letter of delegation begins today or later and ends after it begins (行政许可法第二十四条). RuleViolation."""
    if from_on < today:
        text = N_("委托书从批准后起作数，开始日期不能早于今天，请修改。")
        raise RuleViolation("begins_early", text, field="from_on", basis="行政许可法第二十四条")
    if to_on <= from_on:
        text = N_("委托期限的最后一天应晚于开始日期，请修改。")
        raise RuleViolation("ends_early", text, field="to_on", basis="行政许可法第二十四条")


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


@dataclass(frozen=True, slots=True)
class Delegated:
    """A unit that acts in the bureau's name from a day on: it receives, reviews or decides."""

    to_unit: str
    scope: str
    effective_on: date
    ends_on: date | None = None
    """The last day; None: until further notice."""


SCOPES = ("receive", "review", "decide")
"""Each includes those before it."""


def check_acting(
    units: frozenset[str],
    scope: str,
    *,
    delegations: Iterable[Delegated],
    transfers: Iterable[Transferred],
    day: date,
    town: bool,
) -> None:
    """Whether people of units outside the bureau may receive, review or decide an item today.

    They may as far as the power was delegated to them (LIC-23), or while it is still theirs; a department whose power
    was transferred may not any more, it supervises (LIC-26). `town`: the item may be handed in at towns' counters.
    Raises RuleViolation; the bureau's own people are not asked.
    """
    moved = list(transfers)
    given = {each.to_unit.strip() for each in delegations if _covers(each, scope, day)}
    still = {each.from_unit.strip() for each in moved if each.effective_on > day}
    former = {unit for unit in units if _held_by(unit, day, moved)}
    if units & (given | still) or (scope == "receive" and town and not former):
        return
    unit = "、".join(sorted(former or units))
    if former:
        text = N_("“%(unit)s”的此项职权已划转到行政审批局，划转后只负责监管，不能再办理。请移交行政审批局。")
        raise RuleViolation("former_department", text, params={"unit": unit}, basis="行政许可法第二十五条")
    text = N_(
        "本事项没有委托“%(unit)s”办理到这一步，不能由它的人员办理。请交行政审批局，或先在台账中登记委托。"
    )
    raise RuleViolation("not_delegated", text, params={"unit": unit}, basis="行政许可法第二十四条")


def _covers(each: Delegated, scope: str, day: date) -> bool:
    runs = each.effective_on <= day and (each.ends_on is None or day <= each.ends_on)
    return runs and SCOPES.index(each.scope) >= SCOPES.index(scope)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an item is in use, since when not, and whether it stands on the binding list of powers."""

    name: str
    status: str
    since: date | None = None
    list_number: int = 0
    binding_from: date | None = None
    listed: bool = True
    separation: str = ""


def check_open(standing: Standing, day: date) -> None:
    """Refuse new applications for what is cancelled, suspended or off the list of powers (2.7, 2.20; LIC-1)."""
    params = {"name": standing.name, "day": standing.since.isoformat() if standing.since else "—"}
    if standing.status == "cancelled":
        text = N_("“%(name)s”自%(day)s起取消，不再受理新的申请。此前已受理的办件继续办理。")
        raise RuleViolation("item_cancelled", text, params=params)
    if standing.status == "suspended":
        text = N_("“%(name)s”自%(day)s起暂停受理，恢复后可以申请。请留意公告，或咨询窗口。")
        raise RuleViolation("item_suspended", text, params=params)
    separation.check_applied_for(standing.separation, standing.name)
    check_listed(standing, day)


def check_listed(standing: Standing, day: date) -> None:
    """From the day on which the list of powers binds, what is not on it is not done (2.7). Raises RuleViolation."""
    if standing.listed or standing.binding_from is None or standing.binding_from > day:
        return
    text = N_(
        "“%(name)s”不在现行权力清单（第%(number)s版）里，清单之外无权力，不能发布，也不能受理。请先发布包含它的权力清单。"
    )
    params = {"name": standing.name, "number": standing.list_number}
    raise RuleViolation("off_list", text, params=params, basis="优化营商环境条例第四十条")


def deciding_body(content: ItemContent, transfers: Iterable[Transferred], day: date) -> list[Gap]:
    """From the day of the transfer the former department may not be named as the deciding body (LIC-26)."""
    if not _held_by(content.body_name, day, transfers):
        return []
    text = N_("实施主体“%(unit)s”的此项职权已划转，划转后不得再以它的名义决定，请改为现在的实施主体。")
    return [
        Gap(
            "body_name",
            "former_department_decides",
            text,
            {"unit": content.body_name},
            "行政许可法第二十五条",
        )
    ]


def _held_by(unit: str, day: date, transfers: Iterable[Transferred]) -> bool:
    return any(each.from_unit.strip() == unit.strip() and each.effective_on <= day for each in transfers)
