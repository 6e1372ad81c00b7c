"""A few views for the foundation's tests of middleware and decorators."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import include, path
from psycopg.errors import LockNotAvailable

from oneseal.foundation.access import allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.foundation.tests.sample import note
from oneseal.kernel.errors import Forbidden, RuleViolation


@allow_everyone
@idempotent
def act(request: HttpRequest) -> HttpResponse:
    """Writes one entry; refuses `坏`."""
    word = request.POST.get("word", "")
    with transaction.atomic():
        entry = note(text=word)
        if word == "坏":
            raise RuleViolation("bad_word", "不能写“坏”字。", field="word")
    if word == "form":
        return HttpResponse("form again", status=422)
    return HttpResponseRedirect(f"/done/{entry}")


@allow_everyone
@idempotent
def act_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    with transaction.atomic():
        return JsonResponse({"entry": note(text=request.body.decode()), "名": "一"}, status=201)


@allow_everyone
@limit("3/h", by="ip")
def limited(request: HttpRequest) -> HttpResponse:
    """Three an hour."""
    return HttpResponse("ok")


@allow_everyone
@limit("1/h", by=lambda request: request.GET["name"], methods=("POST",))
def limited_posts(request: HttpRequest) -> HttpResponse:
    """One post an hour and name."""
    return HttpResponse("ok")


@allow_everyone
def fail(request: HttpRequest, how: str) -> HttpResponse:
    """Every way to fail."""
    if how == "busy":
        raise OperationalError("lock") from LockNotAvailable()
    raise {
        "denied": PermissionDenied(),
        "forbidden": Forbidden("no", "不行，请联系管理员。"),
        "large": RequestDataTooBig(),
        "broken": ZeroDivisionError(),
    }[how]


urlpatterns = [
    path("act/", act),
    path("api/act/", act_json),
    path("limited/", limited),
    path("limited-posts/", limited_posts),
    path("fail/<how>/", fail),
    path("api/fail/<how>/", fail),
    path("", include("oneseal.config.urls")),
]
handler400 = "oneseal.foundation.failures.bad_request"
handler403 = "oneseal.foundation.failures.permission_denied"
handler404 = "oneseal.foundation.failures.not_found"
handler500 = "oneseal.foundation.failures.server_error"
