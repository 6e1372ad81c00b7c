"""Putting somebody on the green channel, and taking them off (inventory 3.29)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.cases import extensions
from oneseal.cases.events import green as events
from oneseal.cases.models import Case, GreenEntry
from oneseal.cases.rules import green
from oneseal.cases.rules.states import ENDED
from oneseal.cases.selectors import modes
from oneseal.cases.services.loading import need_text
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.text import N_


def list_green(
    actor: Actor,
    *,
    number: str,
    kind: str,
    ground: str,
    source: str,
    from_on: date,
    until: date,
    project: str = "",
) -> GreenEntry:
    """Put an applicant on the list: their open cases and those to come go first until the day.

    A project is listed with whoever builds it, and only one of the annual plan (inventory 11.4). By the coordinator alone; the reason stands in the journal.
    """
    _check_keeper(actor)
    applicant = _applicant(number)
    if kind == "project":
        project = _project(actor.bureau_id, number, project)
    dishonest = modes.standing_dishonesty(applicant.number_index) is not None
    green.check_entry(from_on, until, clock.today(), ground=ground, source=source, dishonest=dishonest)
    with transaction.atomic():
        if modes.green_entry(actor.bureau_id, applicant.pk) is not None:
            text = N_("这个申请人已经在名单里。要改期限的，先移出再重新列入。")
            raise Conflict("listed_already", text, field="number")
        _close_old(actor.bureau_id, applicant.pk)
        row = GreenEntry.objects.create(
            bureau_id=actor.bureau_id,
            kind=kind,
            applicant_id=applicant.pk,
            project=project[:200],
            ground=ground.strip()[:300],
            source=source.strip()[:200],
            from_on=from_on,
            until=until,
            listed_by_id=actor.staff_id,
            listed_at=clock.now(),
        )
        _announce(actor, row)
    return row


def _project(bureau_id: int, number: str, text: str) -> str:
    """How the plan of key projects calls the project of this owner."""
    missing = N_("请写明项目代码或者名称。")
    return extensions.listed_project(
        bureau_id, number, need_text(text, "project_missing", missing, "project")
    )


def _announce(actor: Actor, row: GreenEntry) -> None:
    """Mark the open cases, and say in the journal who was listed and why."""
    marked = _mark(actor, row.applicant_id, row.until if row.from_on <= clock.today() else None)
    event = events.GreenListed(row.applicant_id, row.until.isoformat(), marked)
    record(actor, Subject("green", row.pk), event, reason=f"{row.ground}（{row.source}）")


def _applicant(number: str) -> Any:
    found = identity.applicant_by_number(number)
    if found is None:
        raise NotFound("no_such_applicant", N_("没有这个证件号码的申请人，请核对号码。"), field="number")
    return found


def _close_old(bureau_id: int, applicant_id: int) -> None:
    """An entry that ran out makes room for a new one."""
    old = GreenEntry.objects.filter(bureau_id=bureau_id, applicant_id=applicant_id, ended_on=None)
    old.filter(until__lt=clock.today()).update(ended_on=clock.today(), end_reason="到期")


def end_green(actor: Actor, *, entry_id: int, reason: str) -> GreenEntry:
    """Take somebody off the list before the end."""
    _check_keeper(actor)
    reason = need_text(reason, "reason_missing", N_("请写明移出的理由。"), "reason")
    with transaction.atomic():
        row = db.lock(GreenEntry, entry_id)
        if row.bureau_id != actor.bureau_id:
            raise db.not_found()
        if row.ended_on is not None:
            raise Conflict("ended_already", N_("已经移出，请刷新页面。"))
        values = {"ended_on": clock.today(), "end_reason": reason[:300]}
        _mark(actor, row.applicant_id, None)
        changes = [Update(GreenEntry, row.pk, values)]
        event = events.GreenEnded(row.applicant_id)
        record(actor, Subject("green", row.pk), event, changes=changes, reason=reason)
    row.refresh_from_db()
    return row


def _mark(actor: Actor, applicant_id: int, until: date | None) -> int:
    """The open cases of an applicant go first until a day, or no longer; each one's journal says so."""
    rows = Case.objects.filter(bureau_id=actor.bureau_id, applicant_id=applicant_id)
    rows = rows.exclude(state__in=sorted(ENDED)).exclude(green_until=until)
    open_ones = list(rows.order_by("id").values_list("pk", flat=True))
    for pk in open_ones:
        case = db.lock(Case, pk)
        event: Any = (
            events.GreenMarked(case.state, until.isoformat()) if until else events.GreenUnmarked(case.state)
        )
        record(
            actor, Subject("case", case.pk), event, changes=[Update(Case, case.pk, {"green_until": until})]
        )
    return len(open_ones)


def _check_keeper(actor: Actor) -> None:
    if not actor.has(Role.COORDINATOR):
        raise Forbidden("may_not_green", N_("绿色通道名单由统筹岗列入、移出。"), basis=green.BASIS)
