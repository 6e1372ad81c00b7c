"""Asking for a survey, dropping it, and using a record that there is already (SUR)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.cases import services as case_services
from oneseal.cases.services.loading import lock_case, tell
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Request, Signature, Visit
from oneseal.surveys.rules import asking
from oneseal.surveys.rules.merging import Wish, same_place
from oneseal.surveys.rules.states import BASIS, REQUESTS, Mode, RequestState


@dataclass(frozen=True)
class Wanted:
    """What is asked for: where, in which days, between which minutes of a day, for how long."""

    address: str
    earliest: date
    latest: date
    lon: float | None = None
    lat: float | None = None
    opens: int = 540
    closes: int = 1020
    minutes: int = 40
    skill: str = ""
    must_present: str = ""
    mode: str = Mode.FIELD


def ask_survey(actor: Actor, *, step_id: int, wanted: Wanted) -> Request:
    """Ask that the place of a case's open survey step be looked at, by its section or whoever holds the step.

    What the item says must be shown is asked for even where the request leaves it out (inventory 5.10). Refused where
    the section was called to the same place before and did not come: absence is consent, there is no
    second visit (SUR). Raises Conflict then, and where the step waits for a survey already.
    """
    asking.check_wanted(
        wanted.address,
        (wanted.earliest, wanted.latest),
        (wanted.opens, wanted.closes),
        wanted.minutes,
        (wanted.lon, wanted.lat),
        clock.today(),
    )
    with transaction.atomic():
        step = cases.open_surveys(actor.bureau_id).filter(pk=step_id).first()
        if step is None:
            raise NotFound("survey_not_open", N_("这个办件没有等待中的现场核查，请刷新页面。"))
        work = lock_case(actor, step.case_id)
        if not actor.has(*selectors.ASKERS):
            raise Forbidden("may_not_ask", N_("踏勘由承办科室提出。"), basis=BASIS)
        if Request.objects.filter(
            case=work.case, state__in=["waiting", "planned"], step_key=step.key
        ).exists():
            raise Conflict("asked_already", N_("这个环节已经提出踏勘，请在“踏勘”里查看安排。"))
        row = _row(actor, work.case, step, wanted)
        _check_consent(row)
        row.save()
        event = events.Asked(row.case_number, row.pk, wanted.latest.isoformat(), row.mode)
        tell(actor, work.case, event)
    return row


def _row(actor: Actor, case: Any, step: Any, wanted: Wanted) -> Request:
    return Request(
        bureau_id=case.bureau_id,
        case_id=case.pk,
        case_number=case.number,
        item_name=case.item_name,
        step_key=step.key,
        round=step.round,
        section_id=case.section_id,
        applicant_id=case.applicant_id,
        applicant_name=case.applicant_name,
        asked_by_id=actor.staff_id or None,
        asked_at=clock.now(),
        **_columns(replace(wanted, must_present=wanted.must_present.strip() or selectors.presented(step))),
    )


def _check_consent(row: Request) -> None:
    visit = consented(row)
    if visit is None:
        return
    text = N_("%(section)s接到通知没有到场（%(day)s），视为同意，不能再次踏勘。请用已有的踏勘记录办结。")
    params = {"section": row.section.name, "day": visit.trip.day.isoformat()}
    raise Conflict("absence_is_consent", text, params=params, basis=BASIS)


def _columns(wanted: Wanted) -> dict[str, Any]:
    return {
        "address": wanted.address.strip()[:200],
        "earliest": wanted.earliest,
        "latest": wanted.latest,
        "lon": wanted.lon,
        "lat": wanted.lat,
        "opens": wanted.opens,
        "closes": wanted.closes,
        "minutes": wanted.minutes,
        "skill": wanted.skill.strip()[:20],
        "must_present": wanted.must_present.strip()[:200],
        "mode": wanted.mode,
    }


def consented(row: Request) -> Visit | None:
    """The stop at the same place to which the request's section was called and did not come."""
    here = _wish(row)
    for party in selectors.absent_before(row.applicant_id, row.section_id):
        there = replace(here, address=party.visit.address, lon=party.visit.lon, lat=party.visit.lat)
        if same_place(here, there):
            return party.visit
    return None


def _wish(row: Request) -> Wish:
    return Wish(row.pk or 0, row.applicant_id, row.address, row.lon, row.lat)


def drop_request(actor: Actor, *, request_id: int, reason: str) -> Request:
    """Take a request back while it waits, or when its trip has not been told to others."""
    with transaction.atomic():
        selectors.access_request(actor, request_id)
        row = db.lock(Request, request_id)
        target = REQUESTS.step(row.state, "drop")
        if row.state == RequestState.PLANNED:
            raise Conflict("planned_already", N_("这个踏勘已经排进行程，请先在行程里移出。"))
        if not actor.has(*selectors.ASKERS):
            raise Forbidden("may_not_ask", N_("踏勘由承办科室提出。"), basis=BASIS)
        if not reason.strip():
            raise RuleViolation("reason_missing", N_("请写明为什么不用踏勘。"), field="reason")
        values = {"state": target, "settled_at": clock.now(), "note": reason.strip()[:500]}
        change = Update(Request, row.pk, values, expect={"state": row.state})
        case = cases.any_case(row.case_id)
        tell(actor, case, events.Dropped(row.case_number, row.pk), changes=[change], reason=reason)
    return row


def share_record(
    actor: Actor, *, step_id: int, visit_id: int, points: Mapping[str, object], finding: str
) -> None:
    """Close a case's survey step by the record of a stop that there is, instead of a visit of its own.

    For the same applicant and place only: a section that did not come, or a case that came later. Raises Conflict.
    """
    with transaction.atomic():
        step = cases.open_surveys(actor.bureau_id).filter(pk=step_id).first()
        if step is None:
            raise NotFound("survey_not_open", N_("这个办件没有等待中的现场核查，请刷新页面。"))
        work = lock_case(actor, step.case_id)
        visit = Visit.objects.select_related("document").filter(pk=visit_id, state="done").first()
        if visit is None or visit.document is None or visit.applicant_id != work.case.applicant_id:
            raise NotFound("visit_not_found", N_("没有可以共享的踏勘记录。"))
        if not finding.strip():
            raise RuleViolation(
                "finding_missing", N_("请写明记录里的哪些情况适用于本办件。"), field="finding"
            )
        Request.objects.filter(case=work.case, step_key=step.key, state="waiting").update(
            state=RequestState.SHARED, settled_at=clock.now(), visit=visit
        )
        case_services.pass_survey(
            actor,
            case_id=work.case.pk,
            key=step.key,
            surveyors=signers_of(visit.pk),
            opinion=f"共享踏勘记录{visit.document.number}：{finding.strip()[:500]}",
            points=points,
        )
        tell(actor, work.case, events.Surveyed(work.case.number, visit.pk, visit.document.number, True))


def signers_of(visit_id: int) -> dict[int, str]:
    """Who signed a record: staff id and name, in order."""
    rows = Signature.objects.filter(visit=visit_id).select_related("staff").order_by("id")
    return {row.staff_id: row.staff.name for row in rows}
