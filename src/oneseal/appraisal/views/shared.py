"""What the pages of appraisal have in common: tabs, months and days asked for, people to choose from."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from oneseal.appraisal import selectors
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

SCORE_TABS: tuple[tuple[str, str, frozenset[Role] | None], ...] = (
    ("appraisal:mine", N_("我的考核"), None),
    ("appraisal:board", N_("每日公示"), None),
    ("appraisal:ranking", N_("月度评比"), None),
    ("appraisal:marks", N_("日常考勤"), selectors.MARKERS),
    ("appraisal:appeals", N_("申诉"), selectors.ANSWERERS),
    ("appraisal:scheme", N_("考核办法"), None),
)
CONDUCT_TABS: tuple[tuple[str, str, frozenset[Role] | None], ...] = (
    ("appraisal:violations", N_("违规记录"), None),
    ("appraisal:conduct", N_("行为规范"), None),
)


def tabs(
    actor: Actor, given: tuple[tuple[str, str, frozenset[Role] | None], ...], here: str
) -> list[dict[str, Any]]:
    """The tabs that this actor may open."""
    return [
        {"label": gettext(label), "url": reverse(name), "current": name == here}
        for name, label, roles in given
        if roles is None or actor.has(*roles)
    ]


def month_of(request: HttpRequest) -> date:
    """The month asked for as YYYY-MM; this one where none or nonsense is asked for."""
    asked, today = request.GET.get("month", ""), clock.today()
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return min(found, today.replace(day=1)) if found.year > 2000 else today.replace(day=1)


def day_of(request: HttpRequest, default: date) -> date:
    """The day asked for."""
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), clock.today())
    except ValueError:
        return default


def people(actor: Actor) -> list[tuple[int, str]]:
    """Everybody in service but the actor, to choose from."""
    rows = identity.search_staff(actor).exclude(pk=actor.staff_id).order_by("number")
    return [(each.pk, f"{each.name}（{each.section.name}）") for each in rows]
