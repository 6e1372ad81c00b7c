"""A stand-in for the provincial identity service: an OpenID Connect provider for demonstration and tests.

It speaks the real protocol (allauth's provider: authorization code, PKCE, signed ID token) to the client half of
this program, over HTTP; its people are the citizens of this database. Off unless settings.PROVINCE_STAND_IN.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client, PrivateKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import Http404

CLIENT_ID = "oneseal"


class ProvinceAdapter(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth has no types
    """Says of a person what a provincial service says: name, identity number, phone."""

    def get_claims(self, purpose: str, user: Any, client: Any, scopes: Any, **kwargs: Any) -> dict[str, Any]:
        """Identity number and phone go over the back channel only, never into the token in the browser."""
        claims = {"sub": str(user.uid)}
        person = user.applicant
        if purpose == "userinfo" and person is not None:
            claims |= {"name": person.name, "id_number": person.number, "phone_number": person.phone}
        return claims

    def get_user_sub(self, client: Any, user: Any) -> str:
        """The account's lasting id."""
        return str(user.uid)

    def get_user_by_sub(self, client: Any, sub: str) -> Any:
        """The account again."""
        from oneseal.identity import selectors

        return selectors.account_by_uid(sub)

    def list_private_keys(self, **kwargs: Any) -> list[Any]:
        """One key, made at the first use."""
        return [PrivateKey(pem=_key_pem(settings.VAR / "keys" / "province.pem"))]


def ensure_on() -> None:
    """Raises Http404 where the stand-in is not switched on."""
    if not settings.PROVINCE_STAND_IN:
        raise Http404


def ensure_client(redirect_uri: str) -> None:
    """Register this program as the provider's client, under both names that a machine has for itself."""
    names = ("//localhost", "//127.0.0.1")
    here = next((name for name in names if name in redirect_uri), "")
    uris = [redirect_uri.replace(here, name) for name in names] if here else [redirect_uri]
    Client.objects.update_or_create(
        id=CLIENT_ID,
        defaults={
            "name": "一章通",
            "secret": make_password(settings.PROVINCE_SECRET),
            "scopes": "openid\nprofile",
            "default_scopes": "openid\nprofile",
            "redirect_uris": "\n".join(uris),
            "skip_consent": True,
        },
    )


@cache
def _key_pem(path: Path) -> str:
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(pem)
    return path.read_text()
