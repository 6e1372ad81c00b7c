"""Labels to print: of the places of a unit, and of the envelope in which a result lies (inventory 3.9)."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation.access import actor_of, allow
from oneseal.kernel.access import Role
from oneseal.output import selectors


@require_safe
@allow(*selectors.READERS)
def places(request: HttpRequest, unit: str) -> HttpResponse:
    """A label for every place of a unit of the shelf or a cabinet: its code in figures and to be scanned."""
    codes = selectors.codes_of(actor_of(request), unit)
    context = {"unit": unit, "labels": [(code, _picture(code)) for code in codes]}
    return render(request, "output/desk/labels.html", context)


@require_safe
@allow(Role.CLERK)
def envelope(request: HttpRequest, case_id: int) -> HttpResponse:
    """The label of a result's envelope: number, item, whose, where it lies; no identity number, no pick-up code."""
    case = cases.access_case(actor_of(request), case_id)
    context = {"case": case, "place": selectors.place_of(case.pk), "picture": _picture(case.number)}
    return render(request, "output/desk/envelope.html", context)


def _picture(text: str) -> str:
    """What a scanner reads as `text`."""
    return str(segno.make(text, micro=False, error="m").svg_inline(scale=2, border=2))
