"""The visitor judges: by code at a kiosk, by link on the phone, on the window's tablet, signed in on the web."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases.forms.citizen import EvaluationForm
from oneseal.catalog.forms import build_form, translated
from oneseal.feedback import selectors, services
from oneseal.feedback.forms import CodeForm
from oneseal.feedback.models import Invitation
from oneseal.feedback.rules.suspicion import OWN_WAYS
from oneseal.foundation.access import actor_of, allow, allow_everyone, machine_of
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import client_address, limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation

COOKIE = "oneseal_device"
YEAR = 365 * 24 * 3600


def device_of(request: HttpRequest) -> str:
    """The browser's own mark; empty before it has one."""
    return request.COOKIES.get(COOKIE, "")[:64]


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the browser a mark, so that many judgements from one can be seen; it says nothing about the person."""
    if not device_of(request):
        secure = request.is_secure()
        response.set_cookie(
            COOKIE, secrets.token_urlsafe(24), max_age=YEAR, httponly=True, samesite="Lax", secure=secure
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow_everyone
@limit("30/m", by="ip", methods=("POST",))
def code(request: HttpRequest) -> HttpResponse:
    """The code of a slip, typed at a kiosk or at home."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    found: list[Invitation] = []
    if request.method == "POST" and attempt(
        form, lambda: found.append(selectors.by_code(form.cleaned_data["code"]))
    ):
        return redirect(f"{reverse('feedback:evaluate', args=[found[0].code])}?way=web")
    return render(request, "feedback/code.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow_everyone
@limit("60/m", by="ip", methods=("POST",))
@idempotent
def evaluate(request: HttpRequest, code: str) -> HttpResponse:
    """One tap, then tags and words who likes. Nobody need be signed in; staff cannot (EVA-5)."""
    actor, row = actor_of(request), selectors.by_code(code)
    if actor.is_staff:
        services.remember_staff_device(actor, device_of(request))
    form = EvaluationForm(request.POST if request.method == "POST" else None, channel="window")
    refused = ""
    if request.method == "POST" and form.is_valid():
        source = services.Source(_way(request), device_of(request), client_address(request))
        try:
            services.evaluate(actor, source, invitation_id=row.pk, **form.said())
        except RuleViolation as error:
            refused = sentence(error)
        else:
            return marked(request, redirect("feedback:thanks"))
    scores = [form[f"score_{name}"] for name in form.dimensions]
    context = {"row": row, "form": form, "scores": scores, "refused": refused, "staff": actor.is_staff}
    status = 422 if request.method == "POST" else 200
    return marked(request, render(request, "feedback/evaluate.html", context, status=status))


def _way(request: HttpRequest) -> str:
    """A public machine is one by its key alone; of one's own browser it is believed whence the link came."""
    if machine := machine_of(request):
        return "tablet" if machine == "tablet" else "kiosk"
    asked = request.GET.get("way", "")
    return asked if asked in OWN_WAYS else "phone"


@require_safe
@allow_everyone
def thanks(request: HttpRequest) -> HttpResponse:
    """After it: a tablet and a kiosk go home by themselves."""
    return render(request, "feedback/thanks.html")


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """Visits that the signed-in person may judge."""
    context: dict[str, Any] = {"rows": selectors.my_visits(actor_of(request))}
    return render(request, "feedback/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow_everyone
@limit("30/h", by="ip", methods=("POST",))
def answer(request: HttpRequest, uid: Any) -> HttpResponse:
    """A survey's anonymous link."""
    survey = selectors.open_survey(uid)
    posted = request.method == "POST"
    form = build_form(translated(survey.form), request.POST if posted else None, prefix="form")
    refused = ""
    if posted and form.is_valid():
        try:
            services.answer_survey(survey, form.value, device=device_of(request))
        except RuleViolation as error:
            refused = sentence(error)
        else:
            messages.success(request, gettext("谢谢！您的答卷已经收到，不记名。"))
            return marked(request, redirect("feedback:public"))
    context = {"survey": survey, "form": form, "refused": refused}
    return marked(request, render(request, "feedback/answer.html", context, status=422 if posted else 200))
