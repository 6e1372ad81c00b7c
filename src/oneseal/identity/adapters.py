"""How allauth's parts are fitted in: second factors encrypted, people of the provincial service recognised."""

import logging
from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext

from oneseal.foundation import crypto
from oneseal.identity import services
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BELONGS_TO = "identity.second_factor"
logger = logging.getLogger(__name__)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals TOTP secrets and the seed of recovery codes, which allauth keeps in the clear."""

    def encrypt(self, text: str) -> str:
        """Sealed text as base64."""
        return b64encode(crypto.seal(text.encode(), BELONGS_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again."""
        return crypto.unseal(b64decode(encrypted_text), BELONGS_TO).decode()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in says nothing of its own on our pages, and nobody signs up through its forms."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by services.register_citizen and services.sign_in_from_provider only."""
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Ties a person known to the provincial identity service to their account here."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find or open the citizen's account by what the provider says. Refusals become pages."""
        claims = sociallogin.account.extra_data.get("userinfo", {})
        account = services.account_from_provider(
            name=str(claims.get("name", "")),
            number=str(claims.get("id_number", "")),
            phone=str(claims.get("phone_number", "")),
        )
        sociallogin.account.extra_data = {}
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)
        elif sociallogin.user.pk != account.pk:
            text = N_("省统一身份认证的信息与本系统账号不一致，请持身份证到窗口核对。")
            raise RuleViolation("provider_mismatch", text)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **kwargs: Any
    ) -> None:
        """Back to our own page with a sentence that helps; the administrator finds the cause in the log."""
        logger.warning("sign-in through the provider failed: %s %r", error, exception)
        messages.error(request, gettext("省统一身份认证没有完成，请重试，或用本系统的登录名和密码登录。"))
        raise ImmediateHttpResponse(redirect("identity:sign_in"))
