"""A citizen's forgotten password: ask for a code, then set a new one. No page tells whether somebody has an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from oneseal.foundation.access import allow_everyone
from oneseal.foundation.ratelimit import TooMany, limit
from oneseal.identity import services as identity
from oneseal.identity.forms import refuse
from oneseal.identity.rules import resets, security
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.notices import selectors as notices
from oneseal.portal import services
from oneseal.portal.forms.reset import AskForm, FinishForm

ASKED = "reset"


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("10/m", methods=("POST",))
def reset(request: HttpRequest) -> HttpResponse:
    """First step: who one is; a code goes to the phone that is registered."""
    form = AskForm(request.POST or None)
    works = notices.sms_works()
    if request.method == "POST" and works and form.is_valid():
        try:
            request.session[ASKED] = services.send_reset_code(**form.cleaned_data)
        except TooMany as error:
            refuse(form, error)
        else:
            return redirect("portal:reset_code")
    status = 422 if form.errors else 200
    return render(request, "portal/reset.html", {"form": form, "works": works}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow_everyone
@limit("20/m", methods=("POST",))
def reset_code(request: HttpRequest) -> HttpResponse:
    """Second step: the code and a new password."""
    uid = request.session.get(ASKED)
    if not uid:
        return redirect("portal:reset")
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            login = identity.finish_reset(
                uid, code=form.cleaned_data["code"], password=form.cleaned_data["password"]
            )
        except (RuleViolation, Violations) as error:
            refuse(form, error)
        else:
            del request.session[ASKED]
            done = gettext("密码已重置。请用登录名 %(login)s 和新密码登录。")
            messages.success(request, done % {"login": login})
            return redirect("identity:sign_in")
    page = {"form": form, "limits": security.CITIZEN, "minutes": int(resets.LIFE.total_seconds() // 60)}
    return render(request, "portal/reset_code.html", page, status=422 if form.errors else 200)
