"""Materials once: what is held already serves again while it is valid, and cannot be asked for a second time (2.24)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from oneseal.cases.rules.intake import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after

BASIS = "优化营商环境条例第三十七条"
VISITS = 2
"""What an application on paper takes: one visit to hand it in, one to fetch the result (2.16)."""


def last_day(given_on: date, months: int | None, stated: date | None) -> date | None:
    """The last day on which something serves again: the day it bears itself, or so many months after it was given.

    The earlier of the two; None where neither is known (2.24).
    """
    known = [stated, months_after(given_on, months) if months else None]
    return min((day for day in known if day is not None), default=None)


def serves(until: date | None, today: date) -> bool:
    """Whether it is still valid; without a last day the applicant confirms that it is (2.24)."""
    return until is None or until >= today


def check_serves(name: str, until: date | None, today: date) -> None:
    """Refuse to hand in again what is no longer valid (2.24)."""
    if until is not None and not serves(until, today):
        raise RuleViolation(
            "material_expired",
            N_("以前交过的“%(name)s”已于%(day)s过期，不能再用。请上传新的。"),
            params={"name": name, "day": f"{until.year}年{until.month}月{until.day}日"},
            field="file",
        )


def check_not_held(gaps: Iterable[Gap], held: Mapping[str, str], brought: Collection[str]) -> None:
    """Refuse to ask for what is held (2.24; 优化营商环境条例 art. 37).

    `held`: code to where it is from, for what is held and valid; `brought`: codes of what the applicant handed in
    themselves, which may be faulted all the same.
    """
    for gap in gaps:
        if gap.code in held and gap.code not in brought:
            raise RuleViolation(
                "held_already",
                N_(
                    "“%(name)s”已经有了（%(source)s），仍然有效，不能再要求申请人提供。请直接使用后继续办理。"
                ),
                params={"name": gap.name or gap.code, "source": held[gap.code]},
                field="gaps",
                basis=BASIS,
            )


def spared(listed: Collection[str], brought: Collection[str], owed: Collection[str]) -> int:
    """How many of the materials that the guide lists the applicant did not have to bring (2.23, 2.24).

    `brought`: handed in by the applicant; `owed`: to be handed in later on a promise.
    """
    return len(set(listed) - set(brought) - set(owed))


def trips_saved(channel: str, delivery: str) -> int:
    """How many visits to the hall an application spared against one on paper (2.16)."""
    return VISITS - (channel == "window") - (delivery == "pickup")
