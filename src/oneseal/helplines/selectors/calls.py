"""The log of calls: who sees which, what is still to be done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.foundation.lists import Page, keyset_page
from oneseal.helplines.models import PhoneCall
from oneseal.helplines.rules.life import CallState, Spoken
from oneseal.helplines.selectors.lines import WHOLE_BUREAU, answers
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

VIEWS = {"missed": N_("待回电"), "open": N_("待补记"), "all": N_("全部来电")}
SILENT = timedelta(minutes=30)
"""A call that rings and of which nothing more is heard so long is a missed one."""


def visible_calls(actor: Actor) -> QuerySet[PhoneCall]:
    """Calls: those who watch the bureau's, other staff those of the numbers that their sections answer."""
    rows = PhoneCall.objects.select_related("line__section", "line__window", "item", "taker", "inquiry")
    if not actor.is_staff:
        return rows.none()
    rows = rows.filter(bureau=actor.bureau_id)
    return rows if actor.has(*WHOLE_BUREAU) else rows.filter(line__section__in=actor.sections)


def access_call(actor: Actor, call_id: int) -> PhoneCall:
    """One call. Raises NotFound."""
    found = visible_calls(actor).filter(pk=call_id).first()
    if found is None:
        raise not_found()
    return found


def call_list(actor: Actor, asked: Mapping[str, str]) -> Page[PhoneCall]:
    """One page of calls; `asked` is request.GET with `view` (VIEWS) and `line`."""
    rows, view = visible_calls(actor), asked.get("view", "missed")
    if view in {"missed", "open"}:
        rows = rows.filter(_waits(view))
    if (line := asked.get("line", "")).isdecimal() and len(line) < 19:
        rows = rows.filter(line=int(line))
    return keyset_page(rows, ("due", "id") if view == "missed" else ("-rang_at", "-id"), asked)


def _waits(view: str) -> Q:
    states = [CallState.MISSED] if view == "missed" else [CallState.RINGING, CallState.TALKING]
    return Q(state__in=states)


def call_counts(actor: Actor) -> dict[str, int]:
    """How many of the calls that the actor sees wait, by view, and how many are over their day."""
    rows = visible_calls(actor).select_related(None).order_by()
    found = {view: rows.filter(_waits(view)).count() for view in ("missed", "open")}
    return found | {"late": rows.filter(_waits("missed"), due__lt=clock.today()).count()}


def to_return(actor: Actor) -> QuerySet[PhoneCall]:
    """Missed calls on the actor's own numbers."""
    return PhoneCall.objects.filter(
        state=CallState.MISSED, bureau=actor.bureau_id, line__section__in=actor.sections
    )


def missed_until(bureau_id: int) -> QuerySet[PhoneCall]:
    """Missed calls that are to be called back today or should have been."""
    rows = PhoneCall.objects.filter(bureau=bureau_id, state=CallState.MISSED, due__lte=clock.today())
    return rows.select_related("line__section", "line__window")


def gone_silent(now: datetime) -> list[int]:
    """Calls of which nothing was heard since they rang."""
    rows = PhoneCall.objects.filter(state=CallState.RINGING, rang_at__lt=now - SILENT)
    return list(rows.order_by("id").values_list("pk", flat=True))


def missed_on(line_id: int) -> list[PhoneCall]:
    """Missed calls on a number that are still to be called back."""
    return list(PhoneCall.objects.filter(line=line_id, state=CallState.MISSED).order_by("id"))


def talks_since(line_id: int, moment: datetime) -> list[Spoken]:
    """With whom one spoke on a number since then: calls answered, and missed ones called back."""
    answered = Q(answered_at__gt=moment) | Q(state=CallState.RETURNED, settled_at__gt=moment)
    rows = PhoneCall.objects.filter(answered, line=line_id).order_by("id")
    return [Spoken(row.pk, row.caller, row.answered_at or row.settled_at or moment) for row in rows]


def may_see_caller(actor: Actor, call: PhoneCall) -> bool:
    """Only who answers the number, while the call is to be called back or is their own, needs the caller's number."""
    needed = call.state == CallState.MISSED or bool(actor.staff_id and call.taker_id == actor.staff_id)
    return bool(call.caller) and needed and answers(actor, call.line)
