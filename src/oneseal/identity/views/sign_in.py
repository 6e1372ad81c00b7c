"""Signing in step by step: the session opens only when everything that is asked has been shown."""

import io
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import login as open_session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation import clock, crypto
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.foundation.ratelimit import client_address, limit
from oneseal.identity import selectors, services
from oneseal.identity.adapters import MfaAdapter
from oneseal.identity.forms import refuse
from oneseal.identity.forms.sign_in import BindForm, CodeForm, NewPasswordForm, SignInForm
from oneseal.identity.middleware import ENDED
from oneseal.identity.rules import security
from oneseal.kernel.errors import RuleViolation, Violations

PENDING = "sign_in"
BELONGS_TO = "identity.pending_totp"
STEP_TIME = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("60/m", methods=("POST",))
def sign_in(request: HttpRequest) -> HttpResponse:
    """The citizens' page."""
    if request.method == "GET" and request.GET.get("next", "").startswith("/desk"):
        return redirect(f"{reverse('identity:staff_sign_in')}?{request.GET.urlencode()}")
    return _first_step(request, staff=False)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("60/m", methods=("POST",))
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """The staff's page."""
    return _first_step(request, staff=True)


def _first_step(request: HttpRequest, *, staff: bool) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            progress = services.check_password(
                form.cleaned_data["login"],
                form.cleaned_data["password"],
                staff=staff,
                address=client_address(request),
            )
        except RuleViolation as error:
            refuse(form, error)
        else:
            request.session[PENDING] = {
                "account": progress.account_id,
                "since": clock.now().isoformat(),
                "next": _safe_next(request),
                "staff": staff,
            }
            return _go_on(request, progress)
    ended = request.COOKIES.get(ENDED, "")
    page = {
        "form": form,
        "staff": staff,
        "next": _safe_next(request),
        "ended": ended,
        "provider": settings.PROVINCE_NAME,
    }
    status = 422 if form.errors else 200
    return render(request, "identity/sign_in.html", page, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("60/m", methods=("POST",))
def new_password(request: HttpRequest) -> HttpResponse:
    """Second step where the password must be renewed."""
    pending = _pending(request)
    if pending is None:
        return redirect("identity:sign_in")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_password(pending["account"], form.cleaned_data["password"])
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            return _go_on(request, services.progress(pending["account"]))
    page = {"form": form, "limits": security.policy(pending["staff"])}
    return render(request, "identity/new_password.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("60/m", methods=("POST",))
def code(request: HttpRequest) -> HttpResponse:
    """Third step for staff: the authenticator's code."""
    pending = _pending(request)
    if pending is None:
        return redirect("identity:staff_sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_code(
                pending["account"], form.cleaned_data["code"], address=client_address(request)
            )
        except RuleViolation as error:
            refuse(form, error)
        else:
            return _go_on(request, services.progress(pending["account"], second_factor_shown=True))
    return render(request, "identity/code.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("60/m", methods=("POST",))
def authenticator(request: HttpRequest) -> HttpResponse:
    """Third step at the first sign-in of staff: bind an authenticator app, then see the recovery codes."""
    pending = _pending(request)
    if pending is None:
        return redirect("identity:staff_sign_in")
    secret = _totp_secret(request, pending)
    form = BindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = services.enrol_totp(pending["account"], secret, form.cleaned_data["code"])
        except RuleViolation as error:
            refuse(form, error)
        else:
            target = _finish(request, pending)
            return render(request, "identity/recovery_codes.html", {"codes": codes, "next": target})
    page = {"form": form, "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}
    return render(request, "identity/authenticator.html", page, status=422 if form.errors else 200)


@require_GET
@never_cache
@allow_everyone
def authenticator_qr(request: HttpRequest) -> HttpResponse:
    """The secret as a QR code (SVG file, so that the page needs nothing inline)."""
    pending = _pending(request)
    if pending is None or "secret" not in pending:
        raise Http404
    account = selectors.account(pending["account"])
    address = MfaAdapter(request).build_totp_url(account, _totp_secret(request, pending))
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", scale=5, border=2, light="#fff")
    return HttpResponse(buffer.getvalue(), content_type="image/svg+xml")


@require_POST
@allow_everyone
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    actor = actor_of(request)
    if actor.account_id:
        services.end_session(actor, request.session)  # type: ignore[arg-type]  # our engine
    return redirect("identity:staff_sign_in" if actor.at_desk else "/")


def _go_on(request: HttpRequest, progress: services.Progress) -> HttpResponse:
    """To the next step that is asked for; the last one opens the session."""
    if progress.new_password:
        return redirect("identity:new_password")
    if progress.enrol:
        return redirect("identity:authenticator")
    if progress.code:
        return redirect("identity:code")
    return redirect(_finish(request, request.session[PENDING]))


def _finish(request: HttpRequest, pending: dict[str, Any]) -> str:
    account = selectors.account(pending["account"])
    request.session.pop(PENDING, None)
    open_session(request, account, backend=BACKEND)
    return pending["next"] or ("/desk/" if pending["staff"] else "/")


def _pending(request: HttpRequest) -> dict[str, Any] | None:
    """The sign-in under way in this browser, for ten minutes after the password."""
    pending: dict[str, Any] | None = request.session.get(PENDING)
    if pending and clock.now() - datetime.fromisoformat(pending["since"]) < STEP_TIME:
        return pending
    return None


def _totp_secret(request: HttpRequest, pending: dict[str, Any]) -> str:
    """The secret shown to this browser, kept sealed in its session until it is enrolled."""
    if "secret" not in pending:
        sealed = crypto.seal(services.new_totp_secret().encode(), BELONGS_TO)
        pending["secret"] = b64encode(sealed).decode()
        request.session[PENDING] = pending
    return crypto.unseal(b64decode(pending["secret"]), BELONGS_TO).decode()


def _safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: only within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
