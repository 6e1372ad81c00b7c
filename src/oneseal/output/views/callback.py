"""The doors of the courier and of the cabinets' controller: call-backs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oneseal.foundation.access import allow_everyone
from oneseal.foundation.ratelimit import limit
from oneseal.output import services
from oneseal.seals.callbacks import answer


@csrf_exempt
@require_POST
@allow_everyone
@limit("600/m", by="ip", methods=("POST",))
def notify(request: HttpRequest) -> HttpResponse:
    """Where a parcel is, believed only with the courier's signature; the same again is harmless."""
    return answer(request, services.take_callback)


@csrf_exempt
@require_POST
@allow_everyone
@limit("600/m", by="ip", methods=("POST",))
def door_notify(request: HttpRequest) -> HttpResponse:
    """What became of a door of a cabinet, believed only with the controller's signature; the same again is harmless."""
    return answer(request, services.take_door_news)
