"""The courier's door: call-backs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oneseal.foundation.access import allow_everyone
from oneseal.foundation.problems import problem_response
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.errors import RuleViolation
from oneseal.output import services


@csrf_exempt
@require_POST
@allow_everyone
@limit("600/m", by="ip", methods=("POST",))
def notify(request: HttpRequest) -> HttpResponse:
    """Where a parcel is, believed only with the courier's signature; the same again is harmless."""
    values = {name: str(value) for name, value in request.POST.items()}
    try:
        services.take_callback(values, address=str(request.META.get("REMOTE_ADDR", "")))
    except RuleViolation as error:
        return problem_response(error)
    return HttpResponse("success", content_type="text/plain")
