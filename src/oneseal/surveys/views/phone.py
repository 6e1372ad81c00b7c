"""Today's trip on the phone: a page that opens without network, its data, what it sends."""

import json
from datetime import datetime
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.display import day_text
from oneseal.foundation.problems import for_scripts
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import EXAMINING, Role
from oneseal.surveys import selectors, services
from oneseal.surveys.models import Evidence, Visit
from oneseal.surveys.rules import syncing
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import Mode
from oneseal.surveys.services import Taken
from oneseal.surveys.views.shown import what_of

CAMERA = "camera=(self), microphone=(), geolocation=(self)"


@require_safe
@allow(*EXAMINING)
def phone(request: HttpRequest) -> HttpResponse:
    """The page. It holds no data: they are in the phone's own store, for this account alone."""
    response = render(request, "surveys/phone.html", {"account": actor_of(request).account_id})
    response["Permissions-Policy"] = CAMERA
    return response


@require_safe
@allow(*EXAMINING)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from here because its address decides what it may answer."""
    path = finders.find("oneseal/survey-worker.js")
    with open(str(path), encoding="utf-8") as file:
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@allow(*EXAMINING)
@for_scripts
def data(request: HttpRequest) -> HttpResponse:
    """The trips of today and later on which I go."""
    actor = actor_of(request)
    visits = selectors.my_trips(actor, clock.today())
    answer = JsonResponse(
        {
            "me": actor.staff_id,
            "today": clock.today().isoformat(),
            "csrf": get_token(request),
            "visits": [_visit(each) for each in visits],
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _visit(row: Visit) -> dict[str, Any]:
    return {
        "uid": str(row.uid),
        "version": row.version,
        "state": row.state,
        "stateText": row.get_state_display(),
        "day": row.trip.day.isoformat(),
        "dayText": day_text(row.trip.day),
        "car": what_of(row.trip),
        "remote": row.trip.mode == Mode.REMOTE,
        "when": f"{clock_text(row.arrives)}–{clock_text(row.departs)}",
        "address": row.address,
        "applicant": row.applicant_name,
        "place": [row.lon, row.lat] if row.lon is not None else None,
        "requests": [_request(each) for each in row.requests.all()],
        "parties": [{"id": each.pk, "name": each.name} for each in row.parties.all()],
        "digest": row.digest,
        "comment": row.comment,
        "signed": [each.staff_id for each in row.signatures.all()],
        "note": row.note,
        "photos": row.evidence.count(),
    }


def _request(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "item": row.item_name,
        "number": row.case_number,
        "mustPresent": row.must_present,
        "points": [
            {"code": each.code, "text": each.text, "numeric": each.numeric, "unit": each.unit}
            for each in selectors.checklist(row)
        ],
    }


@require_POST
@allow(*selectors.SURVEYORS)
@limit("600/h", by="account")
@for_scripts
def sync(request: HttpRequest) -> HttpResponse:
    """One thing that the phone kept: a record, a signature, a missed stop. Sent twice, it is done once."""
    try:
        sent = json.loads(request.body)
        version = int(sent.get("version", 0))
        said = dict(sent.get("said", {}))
    except (ValueError, TypeError, AttributeError):
        raise syncing.unreadable("body") from None
    result = services.sync(
        actor_of(request),
        key=syncing.uuid_of(sent.get("key"), "key"),
        kind=str(sent.get("kind", "")),
        uid=syncing.uuid_of(sent.get("visit"), "visit"),
        version=version,
        said=said,
        sent_at=_sent(sent.get("sent_at")),
    )
    return JsonResponse(result)


def _sent(value: Any) -> datetime | None:
    """The phone's own time; phones that opened the page before it was asked for tell none."""
    return syncing.moment_of(value, "sent_at") if value else None


@require_POST
@allow(Role.CITIZEN, *selectors.SURVEYORS)
@limit("600/h", by="account")
@for_scripts
def evidence(request: HttpRequest) -> HttpResponse:
    """A photograph, snapshot, recording or signature. Sent twice, it is kept once."""
    actor, sent = actor_of(request), request.POST
    visit = selectors.access_visit_by_uid(actor, syncing.uuid_of(sent.get("visit"), "visit"))
    upload = request.FILES.get("file")
    if upload is None:
        raise syncing.unreadable("file")
    accuracy = syncing.number_of(sent.get("accuracy"), "accuracy", 0, 10_000_000)
    taken = Taken(
        syncing.uuid_of(sent.get("key"), "key"),
        sent.get("kind", Evidence.Kind.PHOTO),
        syncing.moment_of(sent.get("taken_at"), "taken_at"),
        _sent(sent.get("sent_at")),
        syncing.number_of(sent.get("lon"), "lon", -180, 180),
        syncing.number_of(sent.get("lat"), "lat", -90, 90),
        round(accuracy) if accuracy is not None else None,
        sent.get("caption", ""),
    )
    row = services.keep_evidence(
        actor, visit_id=visit.pk, taken=taken, name=upload.name or "photo.jpg", content=upload.read()
    )
    return JsonResponse({"status": "done", "sha256": row.sha256, "late": row.late})
