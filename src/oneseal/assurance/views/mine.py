"""What a signed-in person has proven, and how to prove more."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.assurance import selectors, services
from oneseal.assurance.forms import FaceForm
from oneseal.assurance.gateway import faces
from oneseal.assurance.rules.faces import TRIES
from oneseal.assurance.rules.levels import HOW, LEVELS
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

CAMERA: Final = "camera=(self), microphone=(), geolocation=()"


def wanted_back(request: HttpRequest) -> str:
    """The page of ours from which somebody came to prove who they are; empty for anything else."""
    back = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if safe and back.startswith("/") else ""


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """The level of this sign-in, the four levels, what was checked so far."""
    actor = actor_of(request)
    now = selectors.standing(actor, applicant_id=actor.applicant_id, agent_id=None, bureau_id=0)
    context: dict[str, Any] = {
        "now": now,
        "levels": [
            (int(level), gettext(LEVELS[level]), gettext(HOW[level]), level <= now.level) for level in LEVELS
        ],
        "checks": selectors.own_checks(actor)[:20],
        "back": (back := wanted_back(request)),
        "by_face": faces.is_configured(),
        "face_url": f"{reverse('assurance:face')}?{urlencode({'next': back})}",
        "tries": selectors.own_comparisons(actor)[:10],
    }
    return render(request, "assurance/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
def face(request: HttpRequest) -> HttpResponse:
    """What is done with the picture, the consent, the camera; a refused try stays on record (no idempotent)."""
    actor, back = actor_of(request), wanted_back(request)
    posted = request.method == "POST"
    form = FaceForm(request.POST, request.FILES) if posted else FaceForm()

    def act() -> None:
        said = form.cleaned_data
        services.compare_face(actor, consented=said["consent"], picture=said["picture"].read())

    if posted and attempt(form, act):
        messages.success(request, gettext("比对成功，是您本人。照片没有保存。"))
        return redirect(back or "assurance:mine")
    context = {
        "form": form,
        "back": back or reverse("assurance:mine"),
        "left": max(0, TRIES - selectors.faces_today(actor.applicant_id)),
        "configured": faces.is_configured(),
    }
    response = render(request, "assurance/face.html", context, status=422 if form.errors else 200)
    response["Permissions-Policy"] = CAMERA
    return response
