"""Doors of notices: the inbox, channels, the gateway's reports."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import problem_response
from oneseal.kernel.access import AT_DESK, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices import selectors, services
from oneseal.notices.forms import PreferenceForm
from oneseal.notices.rules.signing import is_genuine


@require_safe
@allow(Role.CITIZEN, *AT_DESK)
def inbox(request: HttpRequest) -> HttpResponse:
    """The actor's messages, newest first."""
    actor = actor_of(request)
    page = keyset_page(selectors.visible_messages(actor), ("-id",), request.GET)
    chosen = selectors.preference_of(actor)
    context = {
        "page": page,
        "rows": [selectors.shown(message) for message in page.rows],
        "unread": selectors.unread(actor).count(),
        "form": PreferenceForm(initial={"sms": chosen.sms, "email": chosen.email}),
        "channels": bool(settings.SMS_GATEWAY or settings.EMAIL_HOST),
        "shell": _shell(actor),
    }
    return render(request, "notices/inbox.html", context)


def _shell(actor: Actor) -> str:
    return "desk.html" if actor.at_desk else "public.html"


@require_safe
@allow(Role.CITIZEN, *AT_DESK)
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message; opening it marks it read."""
    actor = actor_of(request)
    found = services.mark_read(actor, message_id=message_id)
    context = {"row": selectors.shown(found), "shell": _shell(actor)}
    return render(request, "notices/message.html", context)


@require_POST
@allow(Role.CITIZEN, *AT_DESK)
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark the whole inbox read."""
    count = services.mark_all_read(actor_of(request))
    messages.success(request, gettext("已将 %(count)d 条消息标为已读。") % {"count": count})
    return redirect("notices:inbox")


@require_POST
@allow(Role.CITIZEN, *AT_DESK)
def preference(request: HttpRequest) -> HttpResponse:
    """Choose the channels beside the inbox."""
    form = PreferenceForm(request.POST)
    form.is_valid()
    services.set_preference(actor_of(request), **form.cleaned_data)
    messages.success(request, gettext("接收方式已保存。站内消息始终会收到。"))
    return redirect("notices:inbox")


@csrf_exempt
@require_POST
@allow_everyone
def sms_report(request: HttpRequest) -> HttpResponse:
    """The SMS gateway says what became of a message; believed only with its signature."""
    genuine = is_genuine(
        settings.SMS_SECRET,
        request.headers.get("X-Signature", ""),
        path=request.path,
        timestamp=request.headers.get("X-Timestamp", ""),
        nonce=request.headers.get("X-Nonce", ""),
        body=request.body,
        now=int(clock.now().timestamp()),
    )
    if not genuine:
        return problem_response(Forbidden("signature", N_("签名无效或已过期。")))
    try:
        report = json.loads(request.body)
        provider_id, delivered = str(report["id"]), bool(report["delivered"])
        error = str(report.get("error", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return problem_response(RuleViolation("invalid_report", N_("回执应为含 id、delivered 的 JSON。")))
    services.report_delivery(provider_id=provider_id, delivered=delivered, error=error)
    return JsonResponse({"ok": True})
