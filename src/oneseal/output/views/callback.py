"""The courier's door: call-backs."""

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
