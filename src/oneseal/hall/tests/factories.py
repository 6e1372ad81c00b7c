"""Slips made through the real services."""

from datetime import timedelta
from typing import Any

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.hall import services
from oneseal.hall.models import Handover, Meeting, WindowSlip
from oneseal.hall.services.slips import About

MATTER = "想在江边办网箱养鱼场"


def guide(made: cases.House, who: str = "clerk", **about: Any) -> WindowSlip:
    """Where to go instead."""
    said = About(**{"matter": MATTER, **about})
    return services.issue_guide(made[who], said, agency="南州市农业农村局", reason="跨县水域由市级发证")


def listed(made: cases.House, who: str = "clerk", **about: Any) -> WindowSlip:
    """What is missing."""
    said = About(**{"matter": MATTER, **about})
    return services.issue_list(made[who], said, lacks=[("没有操作间", "隔出后再来"), ("", "")])


def study(made: cases.House, who: str = "clerk", **about: Any) -> WindowSlip:
    """A question for those who know."""
    said = About(**{"matter": MATTER, **about})
    return services.issue_study(made[who], said, question="第四条是否适用于自助设备")


def sitting(made: cases.House) -> dict[str, Any]:
    """The joint review of a study, in two hours."""
    invited = [made[who].staff_id for who in ("reviewer", "section_head")]
    return {"held_at": clock.now() + timedelta(hours=2), "place": "二楼会议室", "invited": invited}


def escalated(made: cases.House, slip: WindowSlip, reason: str = "两个科室意见不一致") -> None:
    """Put before the joint review."""
    services.escalate_slip(made["coordinator"], slip_id=slip.pk, reason=reason, **sitting(made))


def told(slip: WindowSlip) -> list[str]:
    """Kinds of what the journal says of a slip."""
    return [entry.kind.removeprefix("hall.") for entry in entries(Subject("window_slip", slip.pk))]


PAPERS: list[tuple[str, int | None]] = [("申请表", 2), ("营业执照复印件", 1), ("", None)]


def handed(made: cases.House, case: Any, who: str = "clerk", to: str = "market") -> Handover:
    """Papers given to a section, waiting to be signed for."""
    receiver = made.cast.sections[to].pk
    return services.hand_over(made[who], case_id=case.pk, receiver=receiver, lines=PAPERS)


def plan(made: cases.House, days: float = 2, second: str = "section_head") -> services.Plan:
    """A meeting in so many days, with a colleague."""
    starts = clock.now() + timedelta(days=days)
    return services.Plan("张伟", "核对图纸原件", "第二洽谈室", starts, made.staff(second))


def asked(made: cases.House, case: Any, **changes: Any) -> Meeting:
    """A meeting that a reviewer asked for; the bureau's head has to approve it where the section's is present."""
    return services.ask_to_meet(made["reviewer"], case_id=case.pk, plan=plan(made, **changes))
