"""Signing in through the provincial identity service, and the stand-in that plays it."""

import logging
from typing import Any, cast

import requests
from allauth.idp.oidc import views as provider
from allauth.socialaccount.providers.openid_connect import views as client
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation.access import allow_everyone
from oneseal.foundation.ratelimit import limit
from oneseal.identity import province, selectors, services
from oneseal.identity.forms import refuse
from oneseal.identity.forms.sign_in import SignInForm
from oneseal.kernel.errors import RuleViolation

logger = logging.getLogger(__name__)
PROVINCE = "province"
CHOSEN = "province_account"


def not_reached(request: HttpRequest, unreachable: requests.RequestException) -> HttpResponseBase:
    """The provincial service does not answer: back to our own page, which says what to do meanwhile."""
    logger.warning("the provincial service does not answer: %r", unreachable)
    messages.error(request, gettext("省统一身份认证暂时连不上，请稍后再试，或用本系统的登录名和密码登录。"))
    return HttpResponseRedirect(reverse("identity:sign_in"))


@require_GET
@allow_everyone
def start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provincial service (authorization code with PKCE)."""
    try:
        return cast(HttpResponseBase, client.login(request, provider_id))
    except requests.RequestException as unreachable:
        return not_reached(request, unreachable)


@require_GET
@never_cache
@allow_everyone
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from it."""
    try:
        return cast(HttpResponseBase, client.callback(request, provider_id))
    except requests.RequestException as unreachable:
        return not_reached(request, unreachable)


@require_GET
@allow_everyone
def configuration(request: HttpRequest) -> HttpResponse:
    """The stand-in's discovery document."""
    province.ensure_on()

    def absolute(name: str) -> str:
        return request.build_absolute_uri(reverse(f"identity:{name}"))

    return JsonResponse(
        {
            "issuer": request.build_absolute_uri("/").rstrip("/"),
            "authorization_endpoint": absolute("province_authorize"),
            "token_endpoint": absolute("province_token"),
            "userinfo_endpoint": absolute("province_userinfo"),
            "jwks_uri": absolute("province_keys"),
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "subject_types_supported": ["public"],
        }
    )


@require_GET
@allow_everyone
def keys(request: HttpRequest) -> HttpResponse:
    """The stand-in's public keys."""
    province.ensure_on()
    return cast(HttpResponse, provider.jwks(request))


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@limit("20/m", methods=("POST",))
@allow_everyone
def sign_in(request: HttpRequest) -> HttpResponse:
    """The stand-in's own sign-in page."""
    province.ensure_on()
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            progress = services.check_password(data["login"], data["password"], staff=False)
        except RuleViolation as error:
            refuse(form, error)
        else:
            request.session[CHOSEN] = progress.account_id
            return redirect(f"{reverse('identity:province_authorize')}?{request.GET.urlencode()}")
    return render(request, "identity/province.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@never_cache
@allow_everyone
def authorize(request: HttpRequest) -> HttpResponse:
    """The stand-in's authorization endpoint: asks who it is, then sends the code back."""
    province.ensure_on()
    back = request.build_absolute_uri(reverse("openid_connect_callback", kwargs={"provider_id": PROVINCE}))
    province.ensure_client(back)
    chosen = request.session.pop(CHOSEN, None)
    if chosen is None:
        return redirect(f"{reverse('identity:province_sign_in')}?{request.GET.urlencode()}")
    request.user = selectors.account(chosen)
    return cast(HttpResponse, provider.authorization(request))


@require_POST
@csrf_exempt
@allow_everyone
def token(request: HttpRequest) -> HttpResponse:
    """The stand-in's token endpoint; the client shows its secret and the PKCE verifier."""
    province.ensure_on()
    return _answer(provider.token, request)


@require_http_methods(["GET", "POST"])
@csrf_exempt
@allow_everyone
def userinfo(request: HttpRequest) -> HttpResponse:
    """The stand-in's userinfo endpoint; the client shows the access token."""
    province.ensure_on()
    return _answer(provider.user_info, request)


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    return cast(HttpResponse, view(request))
