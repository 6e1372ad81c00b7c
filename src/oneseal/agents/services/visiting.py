"""Visits: what was asked for, when who comes, what came of it, what still follows (inventory 7.4)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from oneseal.agents import events
from oneseal.agents.models import Visit
from oneseal.agents.rules.life import VISITS, VisitState
from oneseal.agents.selectors import TOWNS, access_centre, access_visit, liaison_of
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import DESKWORK, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def want_visit(
    actor: Actor,
    *,
    who: str,
    place: str,
    demand: str,
    phone: str = "",
    centre_id: int | None = None,
    town_id: int | None = None,
    staff_id: int | None = None,
    project: str = "",
) -> Visit:
    """Put a demand on the list.

    In charge is `staff_id`, else the liaison of the town (inventory 7.8). `project`: code of the construction project
    that it is about. Raises RuleViolation at what is missing, NotFound for a town or colleague that is none.
    """
    _check_wanted(actor, who=who, place=place, demand=demand)
    if centre_id:
        access_centre(actor, centre_id)
    town = identity.access_organisation(actor, town_id) if town_id else None
    if town is not None and town.kind not in TOWNS:
        raise RuleViolation("no_town", N_("请选择镇（街道）或村（社区）。"), field="town_id")
    if staff_id:
        identity.access_staff(actor, staff_id)
    with transaction.atomic():
        visit = Visit.objects.create(
            bureau_id=actor.bureau_id,
            centre_id=centre_id,
            town=town,
            staff_id=staff_id or (liaison_of(town.pk) if town else None),
            project=project.strip(),
            who=who.strip(),
            phone=phone.strip(),
            place=place.strip(),
            demand=demand.strip(),
            wanted_at=clock.now(),
        )
        record(actor, Subject("agent_visit", visit.pk), events.VisitKept(visit.state))
    return visit


def _check_wanted(actor: Actor, **said: str) -> None:
    if not (actor.is_staff and actor.has(*DESKWORK)):
        raise Forbidden("not_staff", N_("上门服务由工作人员登记。"))
    for field, value in said.items():
        if not value.strip():
            raise RuleViolation("missing", N_("请填写这一项。"), field=field)


def plan_visit(actor: Actor, *, visit_id: int, planned_for: datetime, visitors: str) -> None:
    """Say when who comes; may be said anew until the visit is made."""
    if planned_for < clock.now():
        raise RuleViolation("time_over", N_("上门时间已经过去，请改一个。"), field="planned_for")
    if not visitors.strip():
        raise RuleViolation("visitors_missing", N_("请写明谁去。"), field="visitors")
    _act(actor, visit_id, "plan", planned_for=planned_for, visitors=visitors.strip()[:200])


def make_visit(actor: Actor, *, visit_id: int, finding: str, follow_by: date | None = None) -> None:
    """The visit was made. With `follow_by` something is still to be done until that day; else it is settled."""
    if not finding.strip():
        raise RuleViolation("finding_missing", N_("请写明上门办了什么。"), field="finding")
    if follow_by and follow_by < clock.today():
        raise RuleViolation("day_over", N_("跟进日期已经过去，请改一个。"), field="follow_by")
    values = {"finding": finding.strip()[:1000], "follow_by": follow_by}
    _act(actor, visit_id, "make" if follow_by else "settle", **values)


def settle_visit(actor: Actor, *, visit_id: int, result: str) -> None:
    """What had to follow is done."""
    if not result.strip():
        raise RuleViolation("result_missing", N_("请写明跟进的结果。"), field="result")
    _act(actor, visit_id, "settle", result=result.strip()[:1000])


def cancel_visit(actor: Actor, *, visit_id: int, result: str) -> None:
    """Nobody comes; `result` says why."""
    if not result.strip():
        raise RuleViolation("reason_missing", N_("请写明原因。"), field="result")
    _act(actor, visit_id, "cancel", result=result.strip()[:1000])


def _act(actor: Actor, visit_id: int, verb: str, **values: Any) -> None:
    access_visit(actor, visit_id)
    with transaction.atomic():
        visit = db.lock(Visit, visit_id)
        state = VISITS.step(visit.state, verb)
        change = Update(Visit, visit.pk, {"state": VisitState(state), **values})
        record(actor, Subject("agent_visit", visit.pk), events.VisitKept(state), changes=[change])
