"""What is mine: registering, my particulars, authorisations, password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login as open_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import client_address, limit
from oneseal.identity import selectors, services
from oneseal.identity.forms import refuse
from oneseal.identity.forms.account import AuthoriseForm, ClaimForm, RegisterForm
from oneseal.identity.forms.sign_in import ChangePasswordForm
from oneseal.identity.rules import security
from oneseal.identity.views.sign_in import BACKEND
from oneseal.kernel.access import EVERYONE, Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations

SIGNED_IN = tuple(EVERYONE - {Role.ANONYMOUS, Role.CLIENT})


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@limit("10/m", methods=("POST",))
@allow_everyone
def register(request: HttpRequest) -> HttpResponse:
    """Open a citizen's account and sign in with it."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.register_citizen(
                form.particulars(), login=form.cleaned_data["login"], password=form.cleaned_data["password"]
            )
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            open_session(request, account, backend=BACKEND)
            messages.success(request, gettext("注册成功，已为您登录。"))
            return redirect("/")
    page = {"form": form, "limits": security.CITIZEN}
    return render(request, "identity/register.html", page, status=422 if form.errors else 200)


@require_GET
@allow(Role.CITIZEN)
def profile(request: HttpRequest) -> HttpResponse:
    """My particulars, for whom I act, who acts for me."""
    return _profile(request, actor_of(request))


def _profile(request: HttpRequest, actor: Actor, **forms: Any) -> HttpResponse:
    choices = [(each.pk, each.name) for each in selectors.own_names(actor)]
    page = {
        "me": selectors.masked(selectors.access_applicant(actor, actor.applicant_id))
        if actor.applicant_id
        else None,
        "authorisations": selectors.authorisation_lines(actor),
        "authorise": AuthoriseForm(principals=choices, initial={"from_on": clock.today()}),
        "claim": ClaimForm(),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "identity/profile.html", page, status=status)


@require_POST
@allow(Role.CITIZEN)
@limit("20/m", by="account", methods=("POST",))
@idempotent
def authorise(request: HttpRequest) -> HttpResponse:
    """Let somebody act for me or my organisation."""
    actor = actor_of(request)
    choices = [(each.pk, each.name) for each in selectors.principals(actor)]
    form = AuthoriseForm(request.POST, principals=choices)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            services.give_authorisation(actor, fields.pop("principal"), **fields)
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已授权。代办人登录后即可替您办理，您可以随时撤销。"))
            return redirect("identity:profile")
    return _profile(request, actor, authorise=form)


@require_POST
@allow(Role.CITIZEN)
@limit("20/m", by="account", methods=("POST",))
@idempotent
def claim(request: HttpRequest) -> HttpResponse:
    """Claim an organisation as its legal representative."""
    actor, form = actor_of(request), ClaimForm(request.POST)
    if form.is_valid():
        try:
            services.claim_organisation(actor, form.particulars())
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            messages.success(
                request, gettext("已提交。请持营业执照和身份证到窗口核对，确认后即可替单位办事。")
            )
            return redirect("identity:profile")
    return _profile(request, actor, claim=form)


@require_POST
@allow(Role.CITIZEN, Role.CLERK)
@idempotent
def revoke(request: HttpRequest, authorisation_id: int) -> HttpResponse:
    """End an authorisation at once."""
    actor = actor_of(request)
    services.revoke_authorisation(actor, authorisation_id, reason=request.POST.get("reason", ""))
    messages.success(request, gettext("授权已撤销，代办人不能再替授权方办理。"))
    shown = request.POST.get("applicant", "")
    if actor.is_staff and shown.isdecimal():
        return redirect("identity:applicant", int(shown))
    return redirect("identity:claims" if actor.is_staff else "identity:profile")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow(*SIGNED_IN)
def password(request: HttpRequest) -> HttpResponse:
    """Change my password; other sessions end."""
    actor, form = actor_of(request), ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(
                actor,
                request.session,  # type: ignore[arg-type]  # our engine
                current=form.cleaned_data["current"],
                new=form.cleaned_data["password"],
                address=client_address(request),
            )
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("密码已修改，下次请用新密码登录。"))
            return redirect("identity:password")
    page = {
        "form": form,
        "limits": security.policy(actor.at_desk),
        "shell": "desk.html" if actor.at_desk else "public.html",
        "events": selectors.sign_ins(actor.account_id),
        "sessions": selectors.own_sessions(actor),
        "current_session": request.session.row_id,  # type: ignore[attr-defined]  # our engine
    }
    return render(request, "identity/password.html", page, status=422 if form.errors else 200)
