"""A phone that was without network tells what was done: each thing once, whatever happened meanwhile."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from oneseal.foundation import clock, db
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.surveys import selectors
from oneseal.surveys.models import Sent, Visit
from oneseal.surveys.rules import syncing
from oneseal.surveys.rules.states import TripState, VisitState
from oneseal.surveys.services import recording

DONE, STALE, ENDED, TAKEN, REFUSED = "done", "stale", "ended", "taken", "refused"


def sync(
    actor: Actor,
    *,
    key: UUID,
    kind: str,
    uid: UUID,
    version: int,
    said: Mapping[str, Any],
    sent_at: datetime | None = None,
) -> dict[str, Any]:
    """Do what a phone kept under `key`, once; the same key gets the same answer.

    `status` is done; stale (the stop changed meanwhile: the phone keeps its record and asks its owner); taken (a
    colleague recorded it first); ended (trip called off); refused (something is missing, said in `message`).
    Only what was done is remembered, so that everything else may be sent again. `sent_at`: the phone's own time now.
    """
    if kind not in syncing.KINDS:
        raise syncing.unreadable("kind")
    try:
        visit = selectors.access_visit_by_uid(actor, uid)
    except NotFound as gone:
        return {"status": ENDED, "message": sentence(gone)}
    with transaction.atomic():
        db.lock(Visit, visit.pk)
        known = Sent.objects.filter(key=key).first()
        if known is not None:
            if known.account_id != actor.account_id:
                raise syncing.unreadable("key")
            return {**known.result, "again": True}
        result = _try(actor, visit.pk, kind, version, {**said, "sent_at": sent_at})
        if result["status"] == DONE:
            Sent.objects.create(
                key=key, account_id=actor.account_id, visit=visit, result=result, at=clock.now()
            )
    return result


def _try(actor: Actor, visit_id: int, kind: str, version: int, said: Mapping[str, Any]) -> dict[str, Any]:
    try:
        with transaction.atomic():
            return _do(actor, visit_id, kind, version, said)
    except RuleViolation as refused:
        return _why(visit_id, refused)


def _do(actor: Actor, visit_id: int, kind: str, version: int, said: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "record":
        report = syncing.report_of(said)
        visit = recording.record_visit(actor, visit_id=visit_id, version=version, report=report)
    elif kind == "sign":
        visit = recording.sign_visit(actor, visit_id=visit_id, digest=str(said.get("digest", "")))
    else:
        visit = recording.miss_visit(actor, visit_id=visit_id, reason=str(said.get("reason", "")))
    ended = [
        row.case_number for row in visit.requests.select_related("case") if row.case.closed_at or row.note
    ]
    message = ""
    if ended:
        message = gettext("办件%(numbers)s已经结束或者暂停，记录只留存，不起作用。") % {
            "numbers": "、".join(ended)
        }
    return {"status": DONE, "version": visit.version, "digest": visit.digest, "message": message}


def _why(visit_id: int, refused: RuleViolation) -> dict[str, Any]:
    """What the phone is told, by what became of the stop meanwhile."""
    visit = Visit.objects.select_related("trip", "recorded_by").get(pk=visit_id)
    status = REFUSED
    if visit.trip.state == TripState.CANCELLED or visit.state == VisitState.CANCELLED:
        status = ENDED
    elif visit.state in {VisitState.RECORDED, VisitState.DONE, VisitState.MISSED}:
        status = TAKEN
    elif refused.code == "stale":
        status = STALE
    if isinstance(refused, Forbidden):
        status = REFUSED
    return {
        "status": status,
        "message": sentence(refused),
        "field": refused.field or "",
        "version": visit.version,
        "by": visit.recorded_by.name if visit.recorded_by else "",
    }
