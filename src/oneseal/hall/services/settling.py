"""Bringing a slip to its end: by those who may, with what was told; with the application where that was answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from oneseal.cases import services as cases
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.hall import events, selectors
from oneseal.hall.models import WindowSlip
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import BASIS, LIFE, SlipState
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff

REVIEW_DAYS = 10
"""Working days until the weekly and the two-weekly joint review have met (inventory 5.4; L)."""


def escalate_slip(
    actor: Actor, *, slip_id: int, reason: str, held_at: datetime, place: str, invited: Sequence[int]
) -> None:
    """Put a study before a joint review, convened with it: when, where, who comes; who escalates takes the chair.

    Where it is about an application its last day stays (LIC-2); of other studies it is ten working days from now.
    """
    why = paths.text_of(reason, field="reason", missing=N_("请写明为什么要会审。"))
    where = paths.text_of(place, field="place", missing=N_("请写明会审地点。"))[:200]
    with transaction.atomic():
        slip = _locked(actor, slip_id, "escalate")
        due = slip.due
        if slip.case_id is None:
            due = calendars.current().add_workdays(clock.today(), REVIEW_DAYS).day
        paths.check_review(clock.now(), held_at, local_day(held_at), due)
        others = sorted(set(invited) - {actor.staff_id})
        paths.check_invited(others)
        if len(identity.colleagues(slip.bureau_id, others)) < len(others):
            raise RuleViolation("no_such_colleague", N_("请从本局同事中选择。"), field="invited")
        review = {"held_at": held_at.isoformat(), "place": where, "invited": [actor.staff_id, *others]}
        change = _change(slip, "escalate", {"due": due, "content": {**slip.content, "review": review}})
        event = events.SlipEscalated(slip.number, due.isoformat(), local_day(held_at).isoformat(), where)
        record(actor, Subject("window_slip", slip.pk), event, changes=[change], reason=why)
        _invite(actor, slip, others, held_at)


def _invite(actor: Actor, slip: WindowSlip, invited: list[int], held_at: datetime) -> None:
    notify_staff(
        actor,
        bureau_id=slip.bureau_id,
        staff_ids=invited,
        template="proceeding_part",
        data={"title": {"say": N_("疑难会审")}, "case_number": slip.number, "at": held_at.isoformat()},
        occasion=f"slip:{slip.pk}:{held_at.isoformat()}",
        about=Subject("window_slip", slip.pk),
        link=reverse("hall:slip", args=[slip.pk]),
    )


def settle_slip(
    actor: Actor, *, slip_id: int, outcome: str, conclusion: str, basis: str = "", authority: str = ""
) -> None:
    """The end of a path: what came of it, and what the person was told.

    Where an application turns out not to be ours, or to need no licence, the written decision is issued with it
    (licence law art. 32(1)(1) and (2)); `basis` and `authority` are what it must name.
    """
    with transaction.atomic():
        slip = _locked(actor, slip_id, "settle")
        if review := slip.content.get("review"):
            paths.check_reviewed(clock.now(), datetime.fromisoformat(review["held_at"]))
        chosen = paths.check_outcome(slip.path, outcome, on_case=slip.case_id is not None)
        missing = N_("请写明结论和告诉了申请人什么。")
        told = paths.text_of(conclusion, field="conclusion", missing=missing)
        if chosen.answer and slip.case_id is not None:
            _turn_away(
                actor,
                slip,
                chosen.answer,
                told,
                basis,
                authority or str(slip.content.get("agency", "")),
            )
        _settle(actor, slip, outcome, chosen.label, told)


def close_with_case(case_ids: list[int]) -> int:
    """End the open slips of applications that were answered otherwise; how many there were."""
    slips = selectors.unsettled_slips(case_ids)
    for slip in slips:
        _settle(SYSTEM, slip, paths.ANSWERED, paths.ENDED, "")
    return len(slips)


def _turn_away(actor: Actor, slip: WindowSlip, answer: str, reason: str, basis: str, authority: str) -> None:
    case_id = slip.case_id or 0
    if answer == "not_ours":
        cases.declare_not_ours(actor, case_id=case_id, reason=reason, basis=basis, authority=authority)
    else:
        cases.declare_not_needed(actor, case_id=case_id, reason=reason, basis=basis)


def _locked(actor: Actor, slip_id: int, verb: str) -> WindowSlip:
    lock(WindowSlip, slip_id)
    slip = selectors.access_slip(actor, slip_id)
    LIFE.step(slip.state, verb)
    if verb not in selectors.slip_acts(actor, slip):
        text = N_("这张单子由%(section)s负责人或者协调岗了结，窗口不能自己了结。")
        raise Forbidden("not_yours", text, params={"section": slip.section.name}, basis=BASIS)
    return slip


def _change(slip: WindowSlip, verb: str, values: dict[str, Any]) -> Update:
    state = LIFE.step(slip.state, verb)
    return Update(WindowSlip, slip.pk, {"state": state, **values}, expect={"state": slip.state})


def _settle(actor: Actor, slip: WindowSlip, outcome: str, label: str, told: str) -> None:
    now = clock.now()
    values = {
        "outcome": outcome,
        "conclusion": told,
        "settled_at": now,
        "settled_by_id": actor.staff_id or None,
    }
    event = events.SlipSettled(slip.number, slip.path, outcome, label, on_time=local_day(now) <= slip.due)
    change = _change(slip, "settle", values)
    who = actor.of_bureau(slip.bureau_id)
    record(who, Subject("window_slip", slip.pk), event, changes=[change], reason=told)
    slip.state = SlipState.SETTLED
