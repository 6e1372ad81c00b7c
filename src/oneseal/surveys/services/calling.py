"""The call of a remote survey: who is in it and since when; their browsers meet through foundation.calls (5.9)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from oneseal.foundation import calls, clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Caller, Evidence, Visit
from oneseal.surveys.rules import calls as rules
from oneseal.surveys.rules.records import Report
from oneseal.surveys.rules.states import Mode, TripState, VisitState


def room(visit: Visit) -> str:
    """The name of a stop's call."""
    return f"survey:{visit.uid}"


def who(actor: Actor) -> str:
    """Whose browser it is."""
    return f"account:{actor.account_id}"


def check_call(visit: Visit, report: Report) -> None:
    """A remote stop is recorded only after a call that counts, signed by the applicant there. Raises RuleViolation."""
    if visit.trip.mode != Mode.REMOTE:
        return
    stays = [rules.Stay(each.staff_id or 0, each.joined_at, each.seen_at) for each in visit.callers.all()]
    kept = visit.evidence.filter(kind=Evidence.Kind.RECORDING, late=False).count()
    rules.check_counts(stays, kept)
    signed = visit.evidence.filter(kind=Evidence.Kind.SIGNATURE, late=False).exists()
    rules.check_signed(signed=signed, refused=report.unsigned_because)


def join_call(actor: Actor, *, visit_id: int) -> Caller:
    """Come into the call, as one of the crew or for the applicant. Raises Conflict where it is over."""
    with transaction.atomic():
        visit = selectors.access_visit(actor, visit_id)
        if visit.trip.mode != Mode.REMOTE:
            raise NotFound("no_call", N_("这个点位不是远程视频踏勘。"))
        if visit.trip.state != TripState.ANNOUNCED or visit.state != VisitState.PLANNED:
            raise Conflict("call_over", N_("这次远程踏勘已经结束或者取消。"))
        if visit.trip.day != clock.today():
            raise RuleViolation("not_today", N_("约定的日子才能进入视频，请看通知上的时间。"))
        if actor.is_staff and actor.staff_id not in selectors.crew_of(visit.trip_id):
            raise Forbidden("not_in_crew", N_("您不在这次踏勘的人员里，不能进入视频。"))
        row = Caller.objects.create(
            visit=visit,
            peer=calls.enter(room(visit), who=who(actor), name=actor.name, host=actor.is_staff),
            account_id=actor.account_id,
            staff_id=actor.staff_id or None,
            name=actor.name[:120],
            joined_at=clock.now(),
            seen_at=clock.now(),
        )
        record(actor, Subject("survey", visit.pk), events.CallJoined())
    return row


def _own(actor: Actor, peer: UUID) -> Caller:
    row = Caller.objects.filter(peer=peer, account_id=actor.account_id).select_related("visit").first()
    if row is None:
        raise NotFound("no_call", N_("没有找到这次视频，请刷新页面重新进入。"))
    selectors.access_visit(actor, row.visit_id)
    return row


def send_signal(actor: Actor, *, peer: UUID, to: UUID, body: Mapping[str, Any]) -> None:
    """Pass a message from one's browser to another in the same call."""
    row = _own(actor, peer)
    calls.say(room(row.visit), who=who(actor), peer=peer, to=to, body=dict(body))


def hear(actor: Actor, *, peer: UUID, after: int) -> calls.Heard:
    """Who is in the call now, and what was sent to one's browser since; being asked is being there.

    Whoever comes back after their connection was lost begins a new stay: the time between does not count as theirs.
    """
    row = _own(actor, peer)
    heard = calls.hear(room(row.visit), who=who(actor), peer=peer, after=after)
    if row.visit.state == VisitState.PLANNED:
        _seen(row)
    return heard


def _seen(row: Caller) -> None:
    now = clock.now()
    lost = now - row.seen_at > calls.QUIET
    began = {"joined_at": now} if lost else {}
    with transaction.atomic():
        # Of two polls at once only one finds the row as it was read: a lost stay is kept once.
        mine = Caller.objects.filter(pk=row.pk, seen_at=row.seen_at).update(seen_at=now, **began)
        if lost and mine:
            Caller.objects.create(
                visit_id=row.visit_id,
                peer=uuid4(),
                account_id=row.account_id,
                staff_id=row.staff_id,
                name=row.name,
                joined_at=row.joined_at,
                seen_at=row.seen_at,
            )
