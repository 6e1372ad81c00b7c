"""The five alls of a window (五全: 事项全进、流程全优、窗口全办、人员全能、标准全明, inventory 11.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oneseal.catalog.rules.content import ItemContent, Limit, Unit
from oneseal.kernel.text import N_

ALLS = {
    "items": N_("事项全进"),
    "flows": N_("流程全优"),
    "window": N_("窗口全办"),
    "staff": N_("人员全能"),
    "standards": N_("标准全明"),
}
SAYS = {
    "items": N_("窗口应办的事项里已经进驻的；经政府同意不进驻的不算"),
    "flows": N_("承诺期限比法定期限短（或者即办），并且最多跑一次的事项"),
    "window": N_("受理、决定、用印都在窗口完成的进驻事项"),
    "staff": N_("每个在岗人员能办的事项数之和；要求取得技能的，取得了才算能办"),
    "standards": N_("依据、条件、材料样例、办理期限都已公布的事项"),
}
WEEKS_IN_DAYS = 5 / 7


@dataclass(frozen=True, slots=True)
class All:
    """One of the five: how many of how many."""

    code: str
    done: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down; None where there is nothing to count."""
        return self.done * 100 // self.of if self.of else None


def score(alls: Sequence[All]) -> int | None:
    """The mean of those that can be counted, in whole per cent, rounded down; None where none can."""
    known = [each.percent for each in alls if each.percent is not None]
    return sum(known) // len(known) if known else None


def is_better(content: ItemContent) -> bool:
    """Whether the promised way is better than the law asks: shorter or on the spot, and at most one trip."""
    short = content.handling == "instant" or _days(content.promised_limit) < _days(content.statutory_limit)
    return short and content.trips <= 1


def _days(limit: Limit) -> float:
    """A limit in working days, so that two units can be held against each other."""
    if limit.unit == Unit.MINUTES:
        return 0
    return limit.days * WEEKS_IN_DAYS if limit.unit == Unit.CALENDAR_DAYS else float(limit.days)


def is_clear(content: ItemContent) -> bool:
    """Whether everything that the guide must say about it is said (行政许可法第三十条)."""
    shown = all(
        each.sample or each.blank or each.source != "applicant" or each.shared_source or each.certificate
        for each in content.materials
        if each.necessity == "required"
    )
    return bool(content.basis and (content.conditions or content.scope)) and shown


def measured(contents: Iterable[ItemContent]) -> tuple[All, All]:
    """Flows and standards of some published items."""
    rows = list(contents)
    return (
        All("flows", sum(is_better(each) for each in rows), len(rows)),
        All("standards", sum(is_clear(each) for each in rows), len(rows)),
    )
