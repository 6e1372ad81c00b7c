"""The life of a filing and of its check afterwards: filed on the spot, looked at later (inventory 5.29, 5.30, 11.14)."""

import hashlib
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import months_after

BASIS: Final = "国发〔2021〕7号；备案后核查（事中事后监管）"
RENEW_DAYS: Final = 60
"""A filing may be renewed in the last so many calendar days before it ends (L)."""


class FilingState(StrEnum):
    """Where a filing stands: it holds, was given up by its holder, annulled by the bureau, or ran out."""

    STANDING = "standing"
    GIVEN_UP = "given_up"
    ANNULLED = "annulled"
    EXPIRED = "expired"


FILINGS: Final = TransitionTable(
    {
        FilingState.STANDING: N_("有效"),
        FilingState.GIVEN_UP: N_("已注销"),
        FilingState.ANNULLED: N_("已撤销"),
        FilingState.EXPIRED: N_("已到期"),
    },
    [
        Edge(FilingState.STANDING, "renew", FilingState.STANDING, BASIS),
        Edge(FilingState.STANDING, "give_up", FilingState.GIVEN_UP, BASIS),
        Edge(FilingState.STANDING, "annul", FilingState.ANNULLED, BASIS),
        Edge(FilingState.STANDING, "expire", FilingState.EXPIRED, BASIS),
    ],
)


class CheckState(StrEnum):
    """Where a check stands: to be made, in order, ordered to be mended, mended, the filing annulled, no longer needed."""

    DUE = "due"
    MET = "met"
    FAULTY = "faulty"
    MENDED = "mended"
    ANNULLED = "annulled"
    DROPPED = "dropped"


CHECKS: Final = TransitionTable(
    {
        CheckState.DUE: N_("待核查"),
        CheckState.MET: N_("核查属实"),
        CheckState.FAULTY: N_("责令改正中"),
        CheckState.MENDED: N_("已改正"),
        CheckState.ANNULLED: N_("已撤销备案"),
        CheckState.DROPPED: N_("备案已终止，不用核查"),
    },
    [
        Edge(CheckState.DUE, "find_met", CheckState.MET, BASIS),
        Edge(CheckState.DUE, "find_faulty", CheckState.FAULTY, BASIS),
        Edge(CheckState.DUE, "drop", CheckState.DROPPED, BASIS),
        Edge(CheckState.FAULTY, "mend", CheckState.MENDED, BASIS),
        Edge(CheckState.FAULTY, "annul", CheckState.ANNULLED, BASIS),
        Edge(CheckState.FAULTY, "drop", CheckState.DROPPED, BASIS),
    ],
)
UNSETTLED: Final = (CheckState.DUE, CheckState.FAULTY)


def ends_on(filed: date, months: int) -> date | None:
    """The last day of a filing; None: it stands until it is given up."""
    return months_after(filed, months) - timedelta(days=1) if months else None


def drawn(seed: str, share: int) -> bool:
    """Whether a filing is among the `share` of a hundred that are checked. The seed is not the filer's to choose."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") % 100 < share


def check_renewable(today: date, valid_until: date | None, *, faulty: bool) -> None:
    """Renewed near its end, and not while an order to mend stands. Raises RuleViolation."""
    if valid_until is None:
        raise Conflict("no_end", N_("这个备案长期有效，不用续。"))
    if faulty:
        text = N_("核查发现的问题还没有改正，不能续。请先改正并等工作人员确认。")
        raise RuleViolation("still_faulty", text, basis=BASIS)
    if today < valid_until - timedelta(days=RENEW_DAYS):
        text = N_("离到期还早，%(day)s起可以续。")
        day = valid_until - timedelta(days=RENEW_DAYS)
        raise RuleViolation("too_early", text, params={"day": day.isoformat()}, basis=BASIS)


def check_annullable(*, over: bool) -> None:
    """A filing is annulled only after the day of the order to mend. Raises RuleViolation."""
    if not over:
        text = N_("改正期限还没有届满，不能撤销备案；期限届满仍未改正的再办。")
        raise RuleViolation("still_mending", text, basis=BASIS)
