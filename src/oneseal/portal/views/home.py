"""The portal's home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.portal import selectors
from oneseal.portal.selectors import live, rates


@require_safe
@allow_everyone
def home(request: HttpRequest) -> HttpResponse:
    """Search in the middle, doors, popular items, figures, hall hours."""
    return render(
        request,
        "portal/home.html",
        {
            "popular": selectors.popular(actor_of(request)),
            "figures": selectors.figures(),
            "rates": rates.shown_rates(home=True),
            "halls": selectors.halls(),
            "live": live.live_halls(),
        },
    )
