"""A proceeding as pages show it: what, until when, who, which papers; for the applicant without what is internal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from oneseal.foundation import clock
from oneseal.foundation.display import day_text, local_day, moment_text
from oneseal.kernel.clocks import SUSPENSION_NAMES, Suspension
from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import duties
from oneseal.procedures.rules.states import (
    ASKED,
    BASIS,
    CLOSED,
    CONVENED,
    LABELS,
    NEXT,
    OPEN,
    TITLES,
    TOLD,
    Kind,
)

TONES = {TOLD: "amber", ASKED: "amber", OPEN: "blue", "convened": "blue", "minuted": "blue", CLOSED: "green"}
WORDS = {"fit": N_("通过（合格）"), "unfit": N_("不通过（不合格）")}


@dataclass(frozen=True)
class Part:
    """One who takes part."""

    pk: int
    name: str
    capacity: str
    state: str
    tone: str
    said: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """Everything that a page shows of a proceeding."""

    row: Proceeding
    title: str
    state: str
    tone: str
    basis: str
    next: str
    facts: list[tuple[str, str]]
    people: list[Part] = field(default_factory=list)
    text: str = ""
    told_uid: Any = None


def shown(
    row: Proceeding, members: Sequence[Member], *, staff: bool, applicants: frozenset[int] = frozenset()
) -> Shown:
    """`staff`: with everybody's names and words; else for the applicant, whose own address to answer is `told_uid`."""
    title = gettext(TITLES[Kind(row.kind)])
    if row.level:
        title = f"{title} · {gettext(duties.LEVELS[row.level])}"
    told = next((each for each in members if each.role == "told" and each.applicant_id in applicants), None)
    return Shown(
        row,
        title,
        gettext(HELD if _was_held(row) else LABELS[row.state]),
        "amber" if _was_held(row) else TONES.get(row.state, "grey"),
        BASIS[Kind(row.kind)],
        gettext(NEXT[Kind(row.kind), row.state]) if staff and not row.closed_at else "",
        [(gettext(name), value) for name, value in _facts(row, staff=staff) if value],
        [_part(each, staff=staff) for each in members if staff or each.role in OPENLY],
        row.text if staff or (row.state == CLOSED and row.kind != Kind.JOINT_REVIEW) else "",
        told.uid if told and row.state in {TOLD, "convened"} else None,
    )


OPENLY = {"presider", "recorder", "expert", "inspector"}
"""Whose names the applicant may know, to ask for recusal."""


HELD = N_("时间已到，待写记录")
DUE = {
    (Kind.HEARING, TOLD): N_("要求听证的期限"),
    (Kind.HEARING, ASKED): N_("最晚举行"),
    (Kind.THIRD_PARTIES, OPEN): N_("陈述意见的期限"),
    (Kind.TEST, OPEN): N_("最晚指派人员"),
    (Kind.FIRST_REVIEW, OPEN): N_("最晚报送初审意见"),
}


def _was_held(row: Proceeding) -> bool:
    return row.state == CONVENED and row.held_at is not None and row.held_at <= clock.now()


def _facts(row: Proceeding, *, staff: bool) -> list[tuple[str, str]]:
    label = DUE.get((Kind(row.kind), row.state), "")
    due = day_text(row.due) if row.due and label else ""
    late = row.kind == Kind.TEST and row.due is not None and local_day(row.opened_at) > row.due
    test = gettext(SUSPENSION_NAMES[Suspension(row.procedure)]) if row.kind == Kind.TEST else ""
    return [
        (N_("事由"), row.question if staff or row.kind != Kind.JOINT_REVIEW else ""),
        (label or N_("期限"), due),
        (N_("提示"), gettext("受理5个工作日以后才指派人员。") if staff and late else ""),
        (N_("时间"), moment_text(row.held_at) if row.held_at else ""),
        (N_("地点"), row.place),
        (N_("程序"), test),
        (N_("初审机关") if row.kind == Kind.FIRST_REVIEW else N_("受托机构"), _institution(row)),
        (N_("专业领域"), row.field),
        (N_("抽取种子"), row.seed if staff else ""),
        (N_("结论"), _result(row)),
        (N_("结束"), day_text(row.closed_at) if row.closed_at else ""),
    ]


def _institution(row: Proceeding) -> str:
    """Who tests or examines first; of an expert review the column keeps the units that do not sit."""
    return row.institution if row.kind != Kind.EXPERT_REVIEW else ""


def _result(row: Proceeding) -> str:
    if row.result in duties.RESULTS:
        return gettext(duties.RESULTS[row.result])
    return gettext(WORDS[row.result]) if row.result in WORDS else ""


def _part(member: Member, *, staff: bool) -> Part:
    name = member.staff.name if member.staff else member.expert.name if member.expert else member.name
    if not staff and member.role not in OPENLY:
        name = mask_name(name)
    unit = member.expert.unit if member.expert else member.note
    role = member.get_role_display()
    tone = {"signed": "green", "recused": "grey", "refused": "red", "challenged": "amber"}.get(
        member.state, "blue"
    )
    said = " · ".join(filter(None, [gettext(WORDS[member.verdict]) if member.verdict else "", member.text]))
    return Part(
        member.pk,
        str(name),
        f"{role}（{unit}）" if unit else role,
        member.get_state_display() if member.state != "named" or member.role in WAITS else "",
        tone,
        said if staff else "",
        member.reason if staff else "",
    )


WAITS = {"told", "invited", "third_party", "expert"}
