"""Who and what has come into the hall, who not, and with whose consent (应进必进, inventory 3.2; 两集中, 3.3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

BASIS = "政务服务事项进驻大厅管理制度"
WATCHERS = frozenset(
    {
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
        Role.SUPERVISOR,
        Role.BUREAU_HEAD,
        Role.SECTION_HEAD,
        Role.ITEM_KEEPER,
    }
)
"""Who sees the ledger."""


class Standing(StrEnum):
    """How an item stands to the hall."""

    PLANNED = "planned"
    ENTERED = "entered"
    EXCEPTED = "excepted"
    LAPSED = "lapsed"
    """Excepted until a day that is over: it has to come in, or to be consented to anew."""


STANDINGS = {
    Standing.PLANNED: N_("应进未进"),
    Standing.ENTERED: N_("已进驻"),
    Standing.EXCEPTED: N_("经政府同意不进驻"),
    Standing.LAPSED: N_("同意不进驻的期限已过"),
}


def standing_on(state: str, until: date | None, today: date) -> Standing:
    """How an item stands on a day: an exception holds until its last day, that day included (inventory 3.2)."""
    if state == Standing.EXCEPTED and until is not None and until < today:
        return Standing.LAPSED
    return Standing(state)


def check_exception(
    *, paper: str, consent_on: date | None, until: date | None, why: str, today: date
) -> None:
    """An item stays outside only with the government's consent in writing and until a day (3.2). Raises Violations."""
    faults = []
    if not paper:
        text = N_("请填写政府同意的文号；没有政府书面同意的事项都应当进驻大厅。")
        faults.append(RuleViolation("no_consent", text, field="paper", basis=BASIS))
    if consent_on is None or consent_on > today:
        text = N_("请填写政府同意的日期，不能晚于今天。")
        faults.append(RuleViolation("consent_day", text, field="consent_on", basis=BASIS))
    if until is None or until < today:
        text = N_("请填写同意到哪一天为止，不能早于今天；到期应当进驻或者重新报批。")
        faults.append(RuleViolation("exception_end", text, field="until", basis=BASIS))
    if not why:
        faults.append(RuleViolation("no_reason", N_("请写明为什么不能进驻。"), field="why", basis=BASIS))
    if faults:
        raise Violations(faults)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of a unit. `accepts`, `decides`, `seals`: whether that is done at the window itself."""

    standing: Standing
    accepts: bool
    decides: bool
    seals: bool

    @property
    def complete(self) -> bool:
        """Whether the window may take in, decide and seal without going back to the unit (授权到位)."""
        return self.accepts and self.decides and self.seals


@dataclass(frozen=True, slots=True)
class Counted:
    """One of the things that are to be concentrated or in place: how many of how many."""

    code: str
    done: int
    of: int

    @property
    def reached(self) -> bool:
        """Whether nothing is missing; where there is nothing to be done, nothing is reached either."""
        return self.of > 0 and self.done >= self.of


MARKS = {
    "section": N_("权力集中到一个科室"),
    "hall": N_("科室进驻大厅"),
    "items": N_("事项到位"),
    "authority": N_("授权到位"),
    "people": N_("人员到位"),
}
"""The two concentrations and the three that are in place (两集中三到位)."""


def concentration(
    *, section_on: date | None, moved_on: date | None, placed: list[Placed], people: int, today: date
) -> list[Counted]:
    """The status board of one unit. Excepted items count neither as done nor as missing (inventory 3.2, 3.3)."""
    due = [each for each in placed if each.standing != Standing.EXCEPTED]
    inside = [each for each in due if each.standing == Standing.ENTERED]
    return [
        Counted("section", int(section_on is not None and section_on <= today), 1),
        Counted("hall", int(moved_on is not None and moved_on <= today), 1),
        Counted("items", len(inside), len(due)),
        Counted("authority", sum(each.complete for each in inside), len(inside)),
        Counted("people", min(people, 1), 1),
    ]
