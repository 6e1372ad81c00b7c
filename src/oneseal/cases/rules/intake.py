"""What may be answered to an application, once it has arrived (licence law arts. 29–32; LIC-1…6)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oneseal.kernel.access import Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

NOTICE_DAYS = 5
"""Working days in which gaps may be told, art. 32(1)(4) (LIC-1, LIC-2)."""


class Outcome(StrEnum):
    """The five lawful answers of art. 32(1)."""

    NOT_NEEDED = "not_needed"
    NOT_OURS = "not_ours"
    CORRECT_ON_THE_SPOT = "correct_on_the_spot"
    REQUEST_CORRECTION = "request_correction"
    ACCEPT = "accept"


TURNING_AWAY = frozenset({Outcome.NOT_NEEDED, Outcome.NOT_OURS})
"""Answers after which nothing is left to do for the applicant here."""
SIGNERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR)
"""Who may turn an application away; the window has no veto (inventory 3.10)."""


def may_answer(outcome: Outcome, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles may give this answer; only SIGNERS turn away (窗口无否决权)."""
    return outcome not in TURNING_AWAY or not frozenset(roles).isdisjoint(SIGNERS)


def check_may_answer(outcome: Outcome, roles: Collection[Role]) -> None:
    """Raise Forbidden, naming the three paths, where the window or an examiner would turn an application away."""
    if not may_answer(outcome, roles):
        raise Forbidden(
            "window_no_veto",
            N_(
                "窗口无否决权：您的岗位不能答复不受理或者不予受理。不属于本机关的开指路单，"
                "法律法规不明确的开研判单，由科室负责人或者协调岗作出书面决定。"
            ),
            basis="窗口无否决权制度；行政许可法第三十二条",
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or wrong: which material (or form field), what, and how to mend it."""

    code: str
    problem: str
    advice: str = ""
    name: str = ""

    def data(self) -> dict[str, str]:
        """As it is kept in the notice."""
        return {"code": self.code, "name": self.name, "problem": self.problem, "advice": self.advice}


FORM = "form"
"""The code by which a gap names the application form instead of a material."""


def check_not_ours(authority: str) -> None:
    """A refusal for lack of power names the right agency (art. 32(1)(2), LIC-1 b)."""
    if not authority.strip():
        raise RuleViolation(
            "authority_missing",
            N_("请写明申请人应当向哪个行政机关申请。"),
            field="authority",
            basis="行政许可法第三十二条第一款第二项",
        )


def check_gaps(
    gaps: Iterable[Gap], allowed: Collection[str], *, version: int, renewed: Collection[str], first: bool
) -> None:
    """The once-only notice (art. 32(1)(4), art. 72(4); LIC-4).

    `allowed` are the codes of the materials that this application needs, and FORM; `renewed` those handed in anew
    or changed since the last notice. A later notice may name only those: a gap that could be seen before must have
    been told before.
    """
    listed = list(gaps)
    if not listed:
        raise RuleViolation(
            "no_gaps",
            N_("请至少写明一处需要补正的内容；如果材料齐全，应当受理。"),
            field="gaps",
            basis="行政许可法第三十二条第一款",
        )
    for gap in listed:
        _check_gap(gap, allowed)
        if not first and gap.code not in renewed:
            raise RuleViolation(
                "second_notice",
                N_("“%(name)s”在第%(version)s次告知时就能看到，当时没有列出，现在不能再要求补正。"),
                params={"name": gap.name or gap.code, "version": version - 1},
                field="gaps",
                basis="行政许可法第三十二条第一款第四项、第七十二条第四项",
            )


def _check_gap(gap: Gap, allowed: Collection[str]) -> None:
    if gap.code not in allowed:
        raise RuleViolation(
            "off_guide_material",
            N_("“%(name)s”不在本事项公布的材料清单中，不能要求申请人提供。"),
            params={"name": gap.name or gap.code},
            field="gaps",
            basis="行政许可法第三十一条",
        )
    if not gap.problem.strip():
        raise RuleViolation(
            "gap_unexplained",
            N_("“%(name)s”：请写明缺什么或者哪里不对，让申请人一次看懂。"),
            params={"name": gap.name or gap.code},
            field="gaps",
        )


def check_obtainable(gaps: Iterable[Gap], sources: Mapping[str, str], handed: Collection[str]) -> None:
    """What the bureau can obtain by data sharing is not asked for; what was handed in all the same may be faulted (2.24).

    `sources`: for each such material the source that supplies it; `handed`: codes of the materials handed in.
    """
    for gap in gaps:
        if gap.code in sources and gap.code not in handed:
            raise RuleViolation(
                "obtainable",
                N_("“%(name)s”由本局从“%(source)s”核查，不能再要求申请人提供。请核查后继续办理。"),
                params={"name": gap.name or gap.code, "source": sources[gap.code]},
                field="gaps",
                basis="优化营商环境条例第三十七条",
            )


def check_complete(required: Mapping[str, str], present: Collection[str]) -> None:
    """Acceptance needs every required material (art. 32(1)(5)); `required` maps codes to names."""
    missing = [name for code, name in required.items() if code not in present]
    if missing:
        raise RuleViolation(
            "material_missing",
            N_("还缺必需的材料：%(names)s。请补齐后再提交；窗口可以发出补正告知。"),
            params={"names": "、".join(missing)},
            field="materials",
            basis="行政许可法第三十二条",
        )


def acceptance_moment(
    decided: datetime, *, received: datetime, completed: datetime, corrected: bool
) -> datetime:
    """The moment from which the decision period counts.

    After a correction it is the arrival of the full set, however late the clerk looks at it (LIC-5); without one it
    is the acceptance itself, never before receipt.
    """
    return completed if corrected else max(decided, received)


def deemed_moment(received: datetime, *, completed: datetime, corrected: bool) -> datetime:
    """Without notice in five working days an application counts as accepted from its receipt (LIC-2)."""
    return completed if corrected else received
