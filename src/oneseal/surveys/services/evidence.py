"""Photographs, snapshots, recordings, drawn signatures: kept once, with digest, time and place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys import events, selectors
from oneseal.surveys.models import Evidence, Visit
from oneseal.surveys.rules import syncing
from oneseal.surveys.rules.states import Mode, TripState, VisitState

PURPOSE = "survey"
MOST = 60
"""So many pieces of evidence a stop takes."""


@dataclass(frozen=True)
class Taken:
    """When and where something was taken; `key` is the phone's own, so that it is kept once."""

    key: UUID
    kind: str
    taken_at: datetime
    sent_at: datetime | None = None
    """The sender's time at the moment of sending, by which a wrong clock is put right."""
    lon: float | None = None
    lat: float | None = None
    accuracy: int | None = None
    caption: str = ""


def keep_evidence(actor: Actor, *, visit_id: int, taken: Taken, name: str, content: bytes) -> Evidence:
    """Keep a piece of evidence of a stop; sent again, the first one is answered.

    By the crew; the applicant of a remote survey gives their signature. What comes after the record was signed is
    kept too, marked `late`: it is not part of what was signed. Raises RuleViolation for a file that cannot be kept.
    """
    with transaction.atomic():
        selectors.access_visit(actor, visit_id)
        db.lock(Visit, visit_id)
        visit = Visit.objects.select_related("trip").get(pk=visit_id)
        known = Evidence.objects.filter(key=taken.key).first()
        if known is not None:
            if known.visit_id != visit.pk:
                raise syncing.unreadable("key")
            return known
        _check_sender(actor, visit, taken)
        file = _file(actor, visit, taken, name, content)
        timed = syncing.timed(taken.taken_at, taken.sent_at, clock.now(), visit.trip.begins)
        row = Evidence.objects.create(
            key=taken.key,
            visit=visit,
            kind=taken.kind,
            file_id=file.pk,
            sha256=file.sha256,
            taken_at=timed.at,
            received_at=clock.now(),
            clock_off=timed.off,
            clock_unknown=timed.received,
            lon=taken.lon,
            lat=taken.lat,
            accuracy=taken.accuracy,
            late=visit.state != VisitState.PLANNED,
            by_id=actor.staff_id or None,
            caption=taken.caption[:200] or ("" if actor.is_staff else actor.name[:200]),
        )
        record(actor, Subject("survey", visit.pk), events.EvidenceKept(row.kind, row.sha256, row.late))
    return row


def _check_sender(actor: Actor, visit: Visit, taken: Taken) -> None:
    own = not actor.is_staff and visit.trip.mode == Mode.REMOTE and taken.kind == Evidence.Kind.SIGNATURE
    if not own and actor.staff_id not in selectors.crew_of(visit.trip_id):
        raise Forbidden("not_in_crew", N_("您不在这一趟踏勘的人员里，不能上传现场资料。"))
    if visit.trip.state == TripState.DRAFT or taken.kind not in Evidence.Kind.values:
        raise syncing.unreadable("kind")
    if visit.evidence.count() >= MOST:
        raise RuleViolation("too_many", N_("一个点位最多留存60件资料，请挑选后再传。"), field="file")


def _file(actor: Actor, visit: Visit, taken: Taken, name: str, content: bytes) -> Any:
    if taken.kind == Evidence.Kind.RECORDING:
        media = syncing.check_recording(content)
        kept = f"{taken.key}.{'webm' if media == 'video/webm' else 'mp4'}"
        return documents.keep_made(
            bureau_id=visit.bureau_id, purpose=PURPOSE, name=kept, content=content, media_type=media
        )
    return documents.store_file(actor, bureau_id=visit.bureau_id, name=name, content=content, purpose=PURPOSE)
