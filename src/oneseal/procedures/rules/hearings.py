"""Hearings and third parties: days, who presides, what minutes need (licence law arts. 36, 46–48; LIC-16).

All periods are working days (art. 82).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar

ASK_DAYS: Final = 5
HOLD_DAYS: Final = 20
NOTICE_DAYS: Final = 7
RIGHT: Final = "行政许可法第四十七条"
COURSE: Final = "行政许可法第四十八条"


def ask_by(told_on: date, calendar: WorkCalendar) -> Due:
    """The last day to ask for a hearing: five working days after being told (art. 47, LIC-16)."""
    return calendar.add_workdays(told_on, ASK_DAYS)


def hold_by(asked_on: date, calendar: WorkCalendar) -> Due:
    """The last day to hold it: twenty working days after it was asked for (art. 47, LIC-16)."""
    return calendar.add_workdays(asked_on, HOLD_DAYS)


def check_asked_in_time(today: date, last: date) -> None:
    """Nobody asks for a hearing after the period (art. 47, LIC-16). Raises RuleViolation."""
    if today > last:
        raise RuleViolation(
            "asked_too_late",
            N_("要求听证的期限到%(day)s已满，不能再提出听证申请。仍可向承办人提交书面意见。"),
            params={"day": str(last)},
            basis=RIGHT,
        )


def check_day(asked_on: date, today: date, held_on: date, calendar: WorkCalendar) -> None:
    """Told seven working days before, held within twenty of the request (arts. 47, 48; LIC-16)."""
    first, last = calendar.add_workdays(today, NOTICE_DAYS).day, hold_by(asked_on, calendar).day
    if held_on < first:
        raise RuleViolation(
            "notice_too_short",
            N_("听证的时间要提前7个工作日通知，今天通知的最早可以定在%(day)s。"),
            params={"day": str(first)},
            field="held_at",
            basis=COURSE,
        )
    if held_on > last:
        raise RuleViolation(
            "held_too_late",
            N_("听证要在收到申请后20个工作日内组织，最晚是%(day)s，请改早。"),
            params={"day": str(last)},
            field="held_at",
            basis=RIGHT,
        )


def check_presider(presider: int, reviewers: Collection[int], recorder: int | None = None) -> None:
    """Who examines the case does not preside over its hearing (art. 48(1)(3), LIC-16). Raises Forbidden."""
    if presider in reviewers:
        raise Forbidden(
            "presider_is_reviewer",
            N_("听证主持人不能是审查这个申请的工作人员，请另选一位没有经办过本件的同事。"),
            field="presider",
            basis=COURSE,
        )
    if recorder is not None and recorder == presider:
        raise RuleViolation(
            "presider_is_recorder",
            N_("主持人和记录人应是两个人，请另选记录人。"),
            field="recorder",
            basis=COURSE,
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part: name and capacity."""

    name: str
    capacity: str


def people_of(text: str, *, field: str, least: int = 1) -> list[Person]:
    """One person a line, name then capacity (or unit) after a comma or blank. Raises RuleViolation at the field."""
    people: list[Person] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        name, _, capacity = line.replace("，", ",").replace("\t", ",").replace("　", ",").partition(",")
        if not capacity:
            name, _, capacity = line.partition(" ")
        people.append(Person(name.strip()[:60], capacity.strip()[:100]))
    names = [each.name for each in people]
    if len(people) < least:
        raise RuleViolation(
            "too_few_people",
            N_("至少写%(count)s人，每行一人：姓名，身份或单位。"),
            params={"count": least},
            field=field,
        )
    if len(set(names)) < len(names):
        raise RuleViolation("named_twice", N_("有人写了两次，请每人只写一行。"), field=field)
    return people


def check_signed(unsigned: Sequence[str]) -> None:
    """Minutes are signed by everyone, or say why somebody would not (art. 48(1)(5), LIC-16)."""
    if unsigned:
        raise RuleViolation(
            "minutes_unsigned",
            N_("笔录要由参加人确认无误后签名或者盖章，还有人没有签：%(names)s。拒绝签名的请登记原因。"),
            params={"names": "、".join(unsigned)},
            basis=COURSE,
        )
