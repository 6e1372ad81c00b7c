"""Slips made through the real services."""

from typing import Any

from oneseal.cases.tests import factories as cases
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.hall import services
from oneseal.hall.models import WindowSlip
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


def told(slip: WindowSlip) -> list[str]:
    """Kinds of what the journal says of a slip."""
    return [entry.kind.removeprefix("hall.") for entry in entries(Subject("window_slip", slip.pk))]
