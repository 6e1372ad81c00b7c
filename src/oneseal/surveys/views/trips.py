"""One trip: its stops in order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.surveys import selectors


@require_safe
@allow(*selectors.READERS)
def trip(request: HttpRequest, trip_id: int) -> HttpResponse:
    """A trip with its stops."""
    row = selectors.access_trip(actor_of(request), trip_id)
    return render(request, "surveys/trip.html", {"trip": row, "visits": row.visits.all()})
