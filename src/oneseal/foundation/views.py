"""Health for load balancers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_everyone


@require_safe
@allow_everyone
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")
