"""What a signed-in person has proven, and how to prove more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.assurance import selectors
from oneseal.assurance.rules.levels import HOW, LEVELS
from oneseal.foundation.access import actor_of, allow
from oneseal.kernel.access import Role


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
        "back": wanted_back(request),
    }
    return render(request, "assurance/mine.html", context)
