"""When a decision is due, and why: limit, extension, the times that do not count (LIC-10…14, CAL-9).

The arithmetic is kernel.clocks'; here stand the periods of the licence law and the explanation on screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from oneseal.kernel import clocks
from oneseal.kernel.clocks import Clock, Interval, Running, Suspension, Unit
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar

DELIVERY_DAYS = 10
"""Working days from decision to delivery, licence law art. 44 (LIC-14)."""

CORRECTION_DAYS = 30
"""Working days in which an applicant may correct before the application lapses; a local default (AY art. 36)."""

PROCEDURES = clocks.SUSPENSION_NAMES
"""The only eight times that are not counted, licence law art. 45 (LIC-13)."""


@dataclass(frozen=True, slots=True)
class Term:
    """A limit in days of its unit; 0 is on the spot."""

    days: int
    unit: Unit = Unit.WORKING_DAYS


def term(days: int, unit: str) -> Term:
    """A limit of the catalogue; minutes are on the spot for the calendar (CAL-7)."""
    return Term(0) if unit == "minutes" else Term(days, Unit(unit))


class Pause(NamedTuple):
    """A time that does not count: from the first day to the last (None: it goes on), both belonging to it."""

    reason: str
    first: date
    last: date | None
    notice_id: int = 0


class Review(NamedTuple):
    """A technical review apart from approval, from its first day to its last (None: it goes on); its time counts."""

    name: str
    first: date
    last: date | None


def clock_of(limit: Term, accepted: date, *, extension: int = 0, pauses: Sequence[Pause] = ()) -> Clock:
    """A case's clock from what is kept of it (CAL-9)."""
    kept = tuple(
        Interval(
            Running.SUSPENDED, p.first, p.last, Suspension(p.reason), clocks.SUSPENSION_BASIS, p.notice_id
        )
        for p in sorted(pauses, key=lambda pause: pause.first)
    )
    return Clock(accepted, limit.days, extension, kept, limit.unit)


class Line(NamedTuple):
    """One line of the explanation: a Chinese sentence marked for translation, its values, the law behind it."""

    text: str
    values: dict[str, object]
    basis: str


def explain(
    clock: Clock, calendar: WorkCalendar, *, cap: Clock | None = None, reviews: Sequence[Review] = ()
) -> list[Line]:
    """How a due date came about, line by line, so that clerk and applicant can check it with a paper calendar.

    `cap`: for a promise, the clock of the law, beyond which no promise goes (LIC-10). `reviews`: technical reviews,
    told apart although they run in the clock: only the eight procedures are left out of it (LIC-13).
    """
    lines = [
        Line(N_("%(day)s 受理，当天不计算在内。"), {"day": clock.start}, "民法典第二百零一条"),
        Line(_limit_text(clock), {"days": clock.limit}, "行政许可法第四十二条、第八十二条"),
        *(_review_line(each) for each in reviews),
        *(_pause_line(pause, calendar) for pause in clock.pauses),
    ]
    if clock.extension:
        text = N_("经批准延长 %(days)s 个工作日。")
        lines.append(Line(text, {"days": clock.extension}, "行政许可法第四十二条"))
    end = clocks.due(clock, calendar)
    law = clocks.due(cap, calendar) if cap else None
    if end and law and law.day < end.day:
        text = N_("按承诺期限算到 %(day)s，晚于法定期限；承诺不能超过法定期限，以法定期限为准。")
        lines.append(Line(text, {"day": end.day}, "行政许可法第四十二条"))
        end = law
    return [*lines, *_end_lines(end)]


def _limit_text(clock: Clock) -> str:
    if clock.limit == 0:
        return N_("应当当场办结。")
    if clock.unit is Unit.CALENDAR_DAYS:
        return N_("期限 %(days)s 天（自然日），最后一天是休息日的顺延到下一个工作日。")
    return N_("期限 %(days)s 个工作日，从第二天起算，周末和节假日不算，调休上班的日子算。")


def _pause_line(pause: Interval, calendar: WorkCalendar) -> Line:
    reason = PROCEDURES[pause.reason] if pause.reason else ""
    values: dict[str, object] = {"reason": reason, "first": pause.first}
    if pause.last is None:
        return Line(N_("%(first)s 起%(reason)s，暂停计时，尚未结束。"), values, pause.basis)
    before = date.fromordinal(pause.first.toordinal() - 1)
    values |= {"last": pause.last, "days": calendar.workdays_between(before, pause.last).days}
    text = N_("%(first)s 至 %(last)s %(reason)s，其间 %(days)s 个工作日不计算在内。")
    return Line(text, values, pause.basis)


def _review_line(review: Review) -> Line:
    values: dict[str, object] = {"name": review.name, "first": review.first}
    if review.last is None:
        return Line(N_("%(first)s 起%(name)s，由不参与审批的技术人员审查，时间照常计算。"), values, TECHNICAL)
    values["last"] = review.last
    text = N_("%(first)s 至 %(last)s %(name)s，由不参与审批的技术人员审查，时间计算在内。")
    return Line(text, values, TECHNICAL)


TECHNICAL = "行政许可法第四十五条（没有列入不计时的程序）"


def _end_lines(end: Due | None) -> list[Line]:
    if end is None:
        return [Line(N_("计时暂停中，恢复后才能算出截止日期。"), {}, clocks.SUSPENSION_BASIS)]
    lines = [Line(N_("所以最晚应在 %(day)s 作出决定。"), {"day": end.day}, "")]
    if end.provisional:
        text = N_("此日期为暂定：有关年度的放假安排尚未公布，公布后会自动重算。")
        lines.append(Line(text, {}, "全国年节及纪念日放假办法"))
    return lines


def check_pause(procedure: str, explanation: str, expected_days: int) -> None:
    """Only the eight procedures stop the clock, and the applicant is told in writing how long (LIC-13)."""
    clocks.suspension(procedure)
    if not explanation.strip():
        raise RuleViolation(
            "explanation_missing", N_("请写明为什么需要这项程序，通知书会告诉申请人。"), field="explanation"
        )
    if expected_days < 1:
        raise RuleViolation(
            "expected_days_missing",
            N_("请填写预计需要多少个工作日，法律要求书面告知申请人。"),
            field="expected_days",
            basis=clocks.SUSPENSION_BASIS,
        )


AUTHORITIES = {"bureau": clocks.EXTENSION, "government": clocks.UNIFIED_EXTENSION}
"""Who approves how much: head of this agency (LIC-10), head of the same-level government (LIC-11)."""


def extended(clock: Clock, authority: str, days: int, reason: str, today: date, last_day: date) -> Clock:
    """The clock with one extension, by the right authority, with a reason to be told (art. 42; LIC-10, LIC-11)."""
    if authority not in AUTHORITIES:
        raise RuleViolation("no_such_authority", N_("请选择由谁批准延期。"), field="authority")
    rule = AUTHORITIES[authority]
    if authority == "government" and clock.limit <= 20:
        raise RuleViolation(
            "not_unified_handling",
            N_("只有统一办理、联合办理、集中办理（期限长于二十日）的事项，才由本级人民政府负责人批准延期。"),
            field="authority",
            basis=rule.basis,
        )
    if not reason.strip():
        raise RuleViolation(
            "reason_missing",
            N_("请写明延长期限的理由，应当告知申请人。"),
            field="reason",
            basis=rule.basis,
        )
    if today > last_day:
        raise RuleViolation(
            "already_overdue",
            N_("法定期限 %(day)s 已过，不能再延期，请尽快作出决定。"),
            params={"day": last_day.isoformat()},
            basis=rule.basis,
        )
    return clocks.extend(clock, days, unified=authority == "government")


def is_over(today: date, last_day: date | None, *, provisional: bool, calendar: WorkCalendar) -> bool:
    """Whether the day has passed for sure: nothing irreversible rests on a provisional date (CAL-6)."""
    return (
        last_day is not None and not provisional and today > last_day and not calendar.is_provisional(today)
    )
