"""Messages about trips: to applicants, officers, and the heads of the sections called."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify, notify_staff
from oneseal.surveys.models import Party, Request, Trip, Visit
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import MODES, Mode

NOTHING = {"say": N_("无")}


def tell_all(actor: Actor, trip: Trip, visits: Sequence[Visit], people: Sequence[int]) -> None:
    """Time, place and who comes: to everybody concerned, once. Who goes on foot by themselves need not be told."""
    names = "、".join(identity.staff_names(set(people)).values())
    shown = {
        key: "；".join(filter(None, texts))
        for key, texts in _must_present([visit.pk for visit in visits]).items()
    }
    for visit in visits:
        _tell_applicant(actor, trip, visit, "survey_set", names=names, bring=shown.get(visit.pk) or NOTHING)
    if trip.mode == Mode.FIELD and trip.car_id is None:
        return
    stops = str(len(visits))
    data = {"day": trip.day.isoformat(), "stops": stops, "at": clock_text(trip.leaves), "names": names}
    _tell_staff(actor, trip, people, "survey_trip_set", data)
    heads = {staff for section in _sections(visits) for staff in _heads(trip.bureau_id, section)}
    _tell_staff(actor, trip, heads - set(people), "survey_party_called", data)


def tell_off(actor: Actor, trip: Trip, visits: Sequence[Visit], people: Sequence[int]) -> None:
    """It was called off."""
    for visit in visits:
        _tell_applicant(actor, trip, visit, "survey_off")
    _tell_staff(actor, trip, people, "survey_trip_off", {"day": trip.day.isoformat()})


def tell_recorded(actor: Actor, visit: Visit, number: str) -> None:
    """The applicant is told that the record stands."""
    _tell_applicant(actor, visit.trip, visit, "survey_done", number=number)


def _must_present(visit_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in Request.objects.filter(visit__in=visit_ids).exclude(must_present="").order_by("id"):
        found.setdefault(row.visit_id or 0, []).append(row.must_present)
    return found


def _sections(visits: Sequence[Visit]) -> list[int]:
    rows = Party.objects.filter(visit__in=[each.pk for each in visits], section__isnull=False)
    return sorted({row.section_id for row in rows if row.section_id})


def _heads(bureau_id: int, section: int) -> set[int]:
    posts = [
        post.pk
        for code, post in identity.posts_by_code(bureau_id).items()
        if post.section_id == section and code.endswith("_head")
    ]
    return {each.pk for post in posts for each in identity.workers_of(post, clock.today())}


def _tell_applicant(actor: Actor, trip: Trip, visit: Visit, template: str, **said: Any) -> None:
    request = visit.requests.order_by("id").first()
    items = "、".join(dict.fromkeys(visit.requests.order_by("id").values_list("item_name", flat=True)))
    data = {
        "items": items[:200] or visit.applicant_name,
        "day": trip.day.isoformat(),
        "at": clock_text(visit.arrives),
        "address": visit.address,
        "how": {"say": MODES[Mode(trip.mode)]},
        **said,
    }
    link = reverse("cases:case", args=[request.case_id]) if request else ""
    notify(
        actor,
        bureau_id=trip.bureau_id,
        recipient=Recipient.of(visit.applicant),
        template=template,
        data=data,
        dedupe_key=f"{template}:{visit.pk}",
        about=Subject("survey", visit.pk),
        link=link,
    )


def _tell_staff(
    actor: Actor, trip: Trip, staff: Collection[int], template: str, data: dict[str, str]
) -> None:
    notify_staff(
        actor,
        bureau_id=trip.bureau_id,
        staff_ids=staff,
        template=template,
        data=data,
        occasion=str(trip.pk),
        about=Subject("survey_trip", trip.pk),
        link=reverse("surveys:trip", args=[trip.pk]),
    )
