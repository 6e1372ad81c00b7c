"""Pages of those who ask for signatures and of those who sign, on the phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.registration import services
from oneseal.registration.forms import AskForm, ReasonForm, SignForm
from oneseal.registration.selectors import signing as selectors

TONES = {
    "collecting": "blue",
    "complete": "green",
    "refused": "red",
    "void": "grey",
    "asked": "blue",
    "signed": "green",
}


@require_safe
@allow(Role.CITIZEN)
def signings(request: HttpRequest) -> HttpResponse:
    """What I am asked to sign, what I signed, what I asked others to sign."""
    actor = actor_of(request)
    waiting = {each.signing_id for each in selectors.to_sign(actor)}
    rows = selectors.visible_signings(actor).order_by("-id")[:60]
    context = {"rows": [(row, TONES[row.state], row.pk in waiting) for row in rows]}
    return render(request, "registration/signings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """The documents that a draft yields, who has to sign, and the press that asks them."""
    actor = actor_of(request)
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted)
    made: list[Any] = []

    def act() -> None:
        declared = form.cleaned_data["declared"]
        made.append(services.ask_signatures(actor, case_id=case_id, declared=declared))

    if posted is not None and attempt(form, act):
        messages.success(request, gettext("已请大家签名；全体签名后自动提交。"))
        return redirect("registration:signing", signing_id=made[0].pk)
    draft = selectors.draft_of(actor, case_id)
    context = {"draft": draft, "form": form, "case_id": case_id}
    return render(request, "registration/ask.html", context, status=422 if posted is not None else 200)


@require_safe
@allow(Role.CITIZEN)
def signing(request: HttpRequest, signing_id: int) -> HttpResponse:
    """The documents, who has signed, and what is mine to say."""
    return _show(request, signing_id)


def _show(request: HttpRequest, signing_id: int, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    row = selectors.access_signing(actor, signing_id)
    mine = selectors.signer_for(actor, row)
    may_sign = row.state == "collecting" and mine is not None and mine.state == "asked"
    context = {
        "row": row,
        "tone": TONES[row.state],
        "signers": [(each, TONES[each.state]) for each in row.signers.all()],
        "sign": bound.get("sign") or SignForm(initial={"digest": row.digest}),
        "refuse": bound.get("refuse") or ReasonForm(auto_id="id_refuse_%s"),
        "may_sign": may_sign,
        "may_take_back": row.state == "collecting"
        and row.subject_kind == "case"
        and row.applicant_id in actor.applicants,
        "asker": row.applicant_id in actor.applicants,
    }
    return render(request, "registration/signing.html", context, status=422 if bound else 200)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def sign(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Sign what was shown."""
    form, actor = SignForm(request.POST), actor_of(request)
    digest = request.POST.get("digest", "")
    if not attempt(form, lambda: services.sign(actor, signing_id=signing_id, digest=digest)):
        return _show(request, signing_id, sign=form)
    messages.success(request, gettext("已签名。"))
    return redirect("registration:signing", signing_id=signing_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def refuse(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Do not sign, and say why."""
    form, actor = ReasonForm(request.POST, auto_id="id_refuse_%s"), actor_of(request)
    act = services.refuse_to_sign
    if not attempt(form, lambda: act(actor, signing_id=signing_id, reason=form.cleaned_data["reason"])):
        return _show(request, signing_id, refuse=form)
    messages.success(request, gettext("已拒签，发起人会知道原因。"))
    return redirect("registration:signing", signing_id=signing_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def take_back(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Take the documents back."""
    services.take_back(actor_of(request), signing_id=signing_id)
    messages.success(request, gettext("已撤回，签过的名作废。"))
    return redirect("registration:signing", signing_id=signing_id)
